import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { CannotRunError } from '../common/problem.js';

/**
 * The compiled classes of a framework, in a package as it is published or in a folder of the user's.
 *
 * @throws {CannotRunError} when there are none
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
