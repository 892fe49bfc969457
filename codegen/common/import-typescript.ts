import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import { orCannotRun, readRegularFile } from './files/read-file.js';
import { shownPath } from './files/shown-path.js';
import { CannotRunError } from './problem.js';
import { shownError } from './shown-value.js';

/** What a module exports: by default, and by names. */
export interface ModuleExports {
  readonly default: unknown;
  readonly named: Readonly<Record<string, unknown>>;
}

/**
 * The exports of a module of the user's, which nobody has compiled.
 *
 * @param fix - what to do about one that throws
 * @throws {CannotRunError} when it cannot be loaded
 */
export async function importTypeScript(file: string, fix = 'correct the framework'): Promise<ModuleExports> {
  // The loader would open whatever it is, and wait at a pipe.
  orCannotRun(() => readRegularFile(file), 'replace it with a module');
  // Loaded where it is needed: it takes a twentieth of the time of a whole run.
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(file).href);
  try {
    const standard: unknown = await jiti.import(resolve(file), { default: true });
    // What the loader gives by name would else be that of the default export, where the module has none.
    const plain = createJiti(pathToFileURL(file).href, { interopDefault: false });
    return { default: standard, named: await plain.import<ModuleExports['named']>(resolve(file)) };
  } catch (cause) {
    throw new CannotRunError(`${shownPath(file)} cannot be loaded: it throws ${shownError(cause)}`, fix, { cause });
  }
}

/** Lets what stands in a folder, or a file, be read anew when it is imported again. */
export function forgetModules(path: string): void {
  const whole = resolve(path);
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) {
    if (file === whole || file.startsWith(whole + sep)) delete cache[file];
  }
}
