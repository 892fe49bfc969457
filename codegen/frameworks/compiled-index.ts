import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { CannotRunError } from '../common/problem.js';

/**
 * The index of a framework's compiled classes, in a published package or in a folder of the user.
 *
 * @throws {CannotRunError} if there is none
 */
export function compiledIndex(generated: string, name: string): string {
  const places = [join('dist', name), name].map((folder) => resolve(generated, folder, 'index.js'));
  const index = places.find((place) => existsSync(place));
  if (index !== undefined) return index;
  throw new CannotRunError(
    `the compiled classes of ${name} are neither at ${places.join(' nor at ')}`,
    'compile what `motorized generate` writes, or name the folder with --generated',
  );
}
