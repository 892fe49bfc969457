import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Gives every module below `first=N` a separate instance for each N, as if N were the first module of a process. */
const HOOKS = `
  export async function resolve(specifier, context, next) {
    const resolved = await next(specifier, context);
    const query = context.parentURL && new URL(context.parentURL).searchParams.get('first');
    if (query === null || query === undefined || !specifier.startsWith('.')) return resolved;
    return { ...resolved, url: resolved.url + '?first=' + query };
  }
`;

const SCRIPT = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}));
  const failures = [];
  for (const [at, url] of JSON.parse(process.argv[1]).entries()) {
    await import(url + '?first=' + at).catch((error) => failures.push([url, String(error)]));
  }
  console.log(JSON.stringify(failures));
`;

/**
 * Imports each module before any other. Returns those that cannot be loaded first, with the error, such as a class
 * whose base is not defined yet.
 */
export function importEachFirst(paths: readonly string[]): Promise<{ path: string; error: string }[]> {
  const urls = paths.map((path) => pathToFileURL(path).href);
  return new Promise((resolve, reject) => {
    const args = ['--input-type=module', '--eval', SCRIPT, JSON.stringify(urls)];
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error !== null) reject(error);
      else {
        const failures = JSON.parse(stdout) as [string, string][];
        resolve(failures.map(([url, message]) => ({ path: fileURLToPath(url), error: message })));
      }
    });
  });
}
