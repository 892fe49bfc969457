import { pathToFileURL } from 'node:url';

import { orCannotRun, readRegularFile } from './files/read-file.js';
import { CannotRunError } from './problem.js';

/**
 * The default export of a module of the user's, which nobody has compiled.
 *
 * @throws {CannotRunError} when it cannot be loaded
 */
export async function importTypeScript(file: string): Promise<unknown> {
  // The loader would open whatever it is, and wait at a pipe.
  orCannotRun(() => readRegularFile(file), 'put a module in its place');
  // Loaded where it is needed: it takes a twentieth of the time of a whole run.
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(file).href);
  try {
    return await jiti.import(file, { default: true });
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s+/g, ' ').trim();
    throw new CannotRunError(`${file} cannot be loaded: ${reason}`, 'correct the framework', { cause });
  }
}
