import { existsSync, realpathSync } from 'node:fs';
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

/** Node's module cache. The loader keeps the TypeScript modules there, each with those that it imports. */
const { cache } = createRequire(import.meta.url);

/** Clears a file, or all files in a folder, from the module cache, so that they are read again on the next import. */
export function forgetModules(path: string): void {
  for (const file of loadedModules(path)) delete cache[file];
}

/** The loaded TypeScript modules of a file or folder, and those that they import from elsewhere, except from packages. */
export function loadedModules(path: string): string[] {
  // If it is a link, the cache has the module that was asked for by this path, and what it imports by the real one.
  const wholes = existsSync(path) ? [resolve(path), realpathSync(path)] : [resolve(path)];
  const isWithin = (file: string): boolean => wholes.some((each) => file === each || file.startsWith(each + sep));
  const found = new Set(Object.keys(cache).filter(isWithin));
  // Iterating over a set includes items that are added meanwhile.
  for (const file of found)
    for (const { filename } of cache[file]?.children ?? []) if (!isOfPackage(filename)) found.add(filename);
  return [...found];
}

function isOfPackage(file: string): boolean {
  return file.split(sep).includes('node_modules');
}
