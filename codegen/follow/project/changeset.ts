import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { CannotRunError } from '../../common/problem.js';

/** A file of changesets' (https://github.com/changesets/changesets). */
export interface Changeset {
  /** From the folder of the project. */
  readonly file: string;
  readonly text: string;
}

const FOLDER = '.changeset';
const FIX = 'make it a file that this user can read';

/** The changeset of a release that is followed: what is new in the driver is new here. Undefined where a project has none. */
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
