import { readdirSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { codeOf, reasonOf } from '../../common/files/system-error.js';
import { packageRoot } from '../../common/package-root.js';
import { CannotRunError } from '../../common/problem.js';

/** Returns the bytes of every `*.yaml` of a folder, by the file's name in messages. Tests pass their own function. */
export type ReadFolder = (folder: string) => ReadonlyMap<string, Uint8Array>;

/** Files for the drift checker and the published packages, which do not describe classes. */
const BESIDE: ReadonlySet<string> = new Set(['exemptions.yaml', 'lines.yaml', 'severity.yaml']);

/** Reads the folder from disk, without sub-folders and other files. */
export const readSpecFolder: ReadFolder = (folder) => {
  const files = new Map<string, Uint8Array>();
  for (const name of namesIn(folder)) {
    // A file that ends with .yml is read as well, so that its name is reported, instead of ignoring its content.
    if (!/\.ya?ml$/.test(name) || BESIDE.has(name)) continue;
    const file = shownPath(join(folder, name));
    const bytes = readSpecFile(file);
    if (typeof bytes === 'object') files.set(file, bytes);
  }
  return files;
};

/**
 * The bytes of a file of a spec folder, or what is in its place.
 *
 * @throws {CannotRunError} if something else is in its place that must have been meant as a file: a dangling link, a
 *   pipe
 */
export function readSpecFile(file: string): Uint8Array | 'nothing' | 'folder' {
  const read = (): Uint8Array | 'nothing' | 'folder' => {
    const kind = kindOf(file);
    return kind === 'nothing' || kind === 'folder' ? kind : readRegularFile(file);
  };
  return orCannotRun(read, 'replace it with a YAML file, or delete it');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EACCES: 'cannot be read by this user',
};

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    const why = REASONS[codeOf(cause) ?? ''] ?? `cannot be read: ${reasonOf(cause)}`;
    const message = `the spec at ${shownPath(folder)} ${why}, expected a folder of YAML files`;
    throw new CannotRunError(message, `name the folder of the spec with --spec; ${packagedSpec()}`, { cause });
  }
}

/**
 * Checks that a spec folder exists and belongs to the project, before something is written into it.
 *
 * @param root - the generator's package, whose spec the next `npm install` would overwrite
 * @throws {CannotRunError} if it does not
 */
export function checkSpecFolder(folder: string, root = packageRoot()): void {
  namesIn(folder);
  const isInstalled = root.split(sep).includes('node_modules');
  if (!isInstalled || resolve(folder) !== join(root, 'spec')) return;
  throw new CannotRunError(
    `the spec at ${shownPath(folder)} belongs to the generator: the next installation would overwrite any change`,
    `copy it into a folder of your own, and name that with --spec or in the config`,
  );
}

/** The word that names the spec of the generator's package in place of a folder. */
export const PACKAGED = 'packaged';

/** The folder for a value on the command line or in the config. */
export function specFolder(word: string): string {
  return word === PACKAGED ? packagedFolder() : word;
}

/** The folder of the spec in the generator's package, for projects without their own. */
export function packagedSpec(): string {
  return `the one that comes with the generator is ${packagedFolder()}`;
}

function packagedFolder(): string {
  const folder = join(packageRoot(), 'spec');
  const below = relative('', folder);
  return shownPath(below.startsWith('..') || isAbsolute(below) ? folder : below);
}
