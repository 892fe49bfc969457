import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { CannotRunError } from '../../common/problem.js';
import { reasonOfNpm } from '../../driver/find/npm-failure.js';
import { isRelease } from '../../model/releases/release.js';
import { bothOf, complaintOf } from './child.js';
import { refusingPeers } from './peers.js';

/** Options that keep npm quiet. */
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund'];

/** The lock files of other package managers. */
const OTHER_LOCKS = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/** The sections of `package.json` that may list the driver, with npm's option for each. */
const SECTIONS = {
  dependencies: '--save-prod',
  devDependencies: '--save-dev',
  optionalDependencies: '--save-optional',
} as const;

type Section = keyof typeof SECTIONS;

/** What a project's `package.json` says about the driver. */
export interface Packages {
  /** The section of `package.json` that lists the driver. */
  readonly section: Section;
  /** The version or range in `package.json`. */
  readonly wanted: string;
  /** Whether the project has a script for tests. */
  readonly hasTests: boolean;
  /** Whether there is a lock file of npm. */
  readonly isLocked: boolean;
}

/**
 * Reads the `package.json` of a project.
 *
 * @param root - the folder above which nothing belongs to the project
 *
 * @throws {CannotRunError} if npm could not install the driver in this project
 */
export function readPackages(folder: string, root: string): Packages {
  const file = join(folder, 'package.json');
  const manifest = readJson(file);
  const section = (Object.keys(SECTIONS) as Section[]).find((name) => entry(manifest, name) !== undefined);
  if (section === undefined) {
    throw new CannotRunError(
      'package.json does not list mongodb among its dependencies',
      'run the command in the project that installs the driver',
    );
  }
  const has = (name: string): boolean => isAbove(folder, root, name);
  const isLocked = has('package-lock.json') || has('npm-shrinkwrap.json');
  const other = OTHER_LOCKS.find(has);
  if (other !== undefined && !isLocked) {
    throw new CannotRunError(
      `the project has a ${other}, but \`follow\` installs the driver with npm`,
      'take the steps of docs/follow.md by hand, with your package manager',
    );
  }
  const test = field(field(manifest, 'scripts'), 'test');
  return {
    section,
    wanted: entry(manifest, section) ?? '',
    hasTests: typeof test === 'string' && !test.includes(NO_TESTS),
    isLocked,
  };
}

/** The placeholder that `npm init` writes for missing tests. */
const NO_TESTS = 'no test specified';

function readJson(file: string): unknown {
  const fix = 'run the command in the folder of a project, or correct its package.json';
  const text = orCannotRun(() => readRegularFile(file), fix).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CannotRunError('package.json is not valid JSON', fix, { cause });
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function entry(manifest: unknown, section: Section): string | undefined {
  const range = field(field(manifest, section), 'mongodb');
  return typeof range === 'string' ? range : undefined;
}

/** Whether a file is in a folder or above it, as in a workspace. */
function isAbove(folder: string, root: string, name: string): boolean {
  if (existsSync(join(folder, name))) return true;
  const parent = dirname(folder);
  return relative(root, folder) !== '' && parent !== folder && isAbove(parent, root, name);
}

/** The error that another package requires another release, which a person has to settle. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Where npm installs. */
export interface InstallPlace {
  readonly folder: string;
  /** The folder above which nothing belongs to the project. */
  readonly root: string;
}

/**
 * Makes a release the project's exact dependency. To npm, a prerelease conflicts with every range of a peer. Here, it
 * only conflicts with a range that excludes the release that it counts as.
 *
 * @throws {ConflictError} if another package requires another release; then nothing has changed
 * @throws {CannotRunError} if npm cannot install it
 */
export async function installDriver(
  version: string,
  { section, isLocked }: Packages,
  place: InstallPlace,
): Promise<void> {
  const lock = isLocked ? [] : ['--no-package-lock'];
  const args = ['install', SECTIONS[section], '--save-exact', ...lock, ...QUIET, `mongodb@${version}`];
  // npm overrides some ranges, and only warns about it.
  const conflict = await conflictOf([...args, '--dry-run', '--loglevel=warn'], version, place.folder);
  if (conflict !== undefined) checkPeers(conflict, version, place);
  await npm([...args, ...(conflict === undefined ? [] : ['--force']), '--loglevel=error'], version, place.folder);
}

/** What npm says about a conflict. Undefined if there is none. */
async function conflictOf(args: readonly string[], version: string, folder: string): Promise<string | undefined> {
  try {
    const said = await npm(args, version, folder);
    return isConflict(said) ? said : undefined;
  } catch (error) {
    if (error instanceof ConflictError) return error.message;
    throw error;
  }
}

/** Runs npm, and returns its stderr. */
async function npm(args: readonly string[], version: string, folder: string): Promise<string> {
  try {
    return (await bothOf('npm', args, folder)).stderr;
  } catch (cause) {
    const said = complaintOf(cause);
    if (isConflict(said)) throw new ConflictError(said, { cause });
    throw new CannotRunError(
      `mongodb ${version} cannot be installed: ${reasonOfNpm(cause)}`,
      `check that \`npm install mongodb@${version}\` works, and run the command again`,
      { cause },
    );
  }
}

function isConflict(said: string): boolean {
  return said.includes('ERESOLVE') && said.includes('peer mongodb@');
}

/** Accepts a prerelease if every range includes the release that it counts as. */
function checkPeers(conflict: string, version: string, { folder, root }: InstallPlace): void {
  const refusing = isRelease(version) ? undefined : refusingPeers(version, folder, root);
  if (refusing === undefined) throw new ConflictError(conflict);
  const lines = refusing.map((peer) => `peer mongodb@"${peer.range}" from ${peer.name}@${peer.version}`);
  if (lines.length > 0) throw new ConflictError([...lines, '', conflict].join('\n'));
}
