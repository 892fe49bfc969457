import { pathToFileURL } from 'node:url';

import { orCannotRun, readRegularFile } from './files/read-file.js';
import { shownPath } from './files/shown-path.js';
import { CannotRunError } from './problem.js';
import { shownError } from './shown-value.js';

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
    throw new CannotRunError(
      `${shownPath(file)} cannot be loaded: it throws ${shownError(cause)}`,
      'correct the framework',
      { cause },
    );
  }
}
