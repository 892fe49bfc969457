import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Type-checks generated files with a release of the driver. Returns the compiler's messages. */
export function compileWith(files: ReadonlyMap<string, string>, driver: string): string[] {
  // Inside the project, where the packages of the frameworks are found.
  const folder = mkdtempSync(resolve('build-compile-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const compilerOptions = {
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
      paths: { mongodb: [resolve(driver, 'mongodb.d.ts')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    execFileSync('node_modules/.bin/tsc', ['-p', folder], { encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    const output: unknown = error instanceof Error && 'stdout' in error ? error.stdout : undefined;
    if (typeof output !== 'string') throw error;
    return output.split('\n').filter((line) => line.includes('error TS'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
