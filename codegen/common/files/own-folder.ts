import { mkdir } from 'node:fs/promises';

import { ownPath, removeLeftOvers } from './own-path.js';
import { fixOf, reasonOf } from './system-error.js';
import { CannotRunError } from '../problem.js';

/**
 * Creates a folder that no other process writes to, and removes those of the same kind whose process has ended. Until
 * then, the last ones are kept, so that they can be read.
 *
 * @param kind - the prefix of its name
 * @throws {CannotRunError} if it cannot be created
 */
export async function ownFolder(parent: string, kind: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    await removeLeftOvers(parent, kind);
    const folder = ownPath(parent, kind);
    await mkdir(folder);
    return folder;
  } catch (cause) {
    const fix = fixOf(cause, `make sure that ${parent} is a folder that this user can write to`);
    throw new CannotRunError(`${parent} cannot be used: ${reasonOf(cause)}`, fix, { cause });
  }
}
