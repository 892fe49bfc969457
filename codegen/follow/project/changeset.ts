import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { CannotRunError } from '../../common/problem.js';

/** A file for changesets (https://github.com/changesets/changesets). */
export interface Changeset {
  /** The path, relative to the folder of the project. */
  readonly file: string;
  readonly text: string;
}

const FOLDER = '.changeset';
const FIX = 'make it a file that this user can read';

/**
 * The changeset for a followed release: what is new in the driver is new here. Undefined if the project does not use
 * changesets.
 */
export function changesetOf(folder: string, release: string, sentence: string): Changeset | undefined {
  if (orCannotRun(() => kindOf(join(folder, FOLDER, 'config.json')), FIX) !== 'file') return undefined;
  const name = nameIn(orCannotRun(() => readRegularFile(join(folder, 'package.json')), FIX).toString('utf8'));
  return { file: `${FOLDER}/mongodb-${release}.md`, text: `---\n${JSON.stringify(name)}: minor\n---\n\n${sentence}\n` };
}

function nameIn(manifest: string): string {
  const { name } = JSON.parse(manifest) as { readonly name?: unknown };
  if (typeof name === 'string') return name;
  throw new CannotRunError('package.json has no name, which a changeset needs', 'give it one');
}
