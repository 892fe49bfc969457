import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import { orCannotRun, readRegularFile } from './files/read-file.js';
import { shownPath } from './files/shown-path.js';
import { CannotRunError } from './problem.js';
import { shownError } from './shown-value.js';

/** The exports of a module: the default one, and those by name. */
export interface ModuleExports {
  readonly default: unknown;
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * Imports a user's TypeScript module.
 *
 * @param fix - the fix if the module throws
 * @throws {CannotRunError} if it cannot be loaded
 */
export async function importTypeScript(file: string, fix = 'correct the framework'): Promise<ModuleExports> {
  // The loader would open any kind of file, and wait at a pipe.
  orCannotRun(() => readRegularFile(file), 'replace it with a module');
  // Imported only when needed, since it takes a twentieth of the time of a whole run.
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(file).href);
  try {
    const standard: unknown = await jiti.import(resolve(file), { default: true });
    // With `interopDefault`, a module without named exports would have those of its default export.
    const plain = createJiti(pathToFileURL(file).href, { interopDefault: false });
    return { default: standard, named: await plain.import<ModuleExports['named']>(resolve(file)) };
  } catch (cause) {
    throw new CannotRunError(`${shownPath(file)} cannot be loaded: it throws ${shownError(cause)}`, fix, { cause });
  }
}

/** Node's module cache, in which the loader keeps the modules that it has loaded. */
const { cache } = createRequire(import.meta.url);

/** Clears users' modules from the module cache, so that they are read again on the next import. */
export function forgetModules(): void {
  for (const file of loadedModules()) delete cache[file];
}

/**
 * The users' modules in the module cache: what `importTypeScript` has imported, and what that imports, without packages.
 * The cache does not say which module imports which: the loader records only the first one that imports another.
 */
export function loadedModules(): string[] {
  return Object.keys(cache).filter((file) => /\.[cm]?ts$/.test(file) || !file.split(sep).includes('node_modules'));
}
