import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

import { entriesUnder } from '../../common/files/entries-under.js';
import { kindOf, orCannotRun, type PathKind, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { compileSuite } from './compile-suite.js';
import { ownFolder } from '../../common/files/own-folder.js';
import type { Tell } from '../../common/interruption.js';

const FIX = "pass a folder or archive of the driver's repository with --source";
const run = promisify(execFile);
const REPOSITORY = 'https://github.com/mongodb/node-mongodb-native.git';
/** The version of the preparation. Increase it when the preparation changes, so that older results are not used. */
const PREPARATION = 4;
/** A file that GridFS tests upload. If it is missing, the error ends all later tests. */
const READ_BY_TESTS = 'LICENSE.md';
const MAX_OUTPUT = 64 * 1024 * 1024;
/** How long an unused prepared suite is kept: two weeks. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;

/** The source of the driver's suite: a folder, an archive, or the tag of a version in the driver's repository. */
export type SuiteSource = { readonly path: string } | { readonly tag: string };

export interface PrepareRequest {
  readonly source: SuiteSource;
  /** The folder for prepared suites. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/**
 * Returns the folder of the suite, installed with its own devDependencies and compiled. It is prepared once per source.
 */
export async function prepareSuite({ source, cache, signal, tell }: PrepareRequest): Promise<string> {
  const folder = resolve(cache, `suite-${await identityOf(source)}`);
  if (await isWhole(folder)) {
    await utimes(join(folder, SEAL), new Date(), new Date());
    return folder;
  }
  const staging = await ownFolder(resolve(cache), '.suite');
  await removeUnused(cache);
  try {
    await unpack(source, staging, signal);
    const root = await rootOf(staging, source);
    tell('installing the devDependencies of the driver suite');
    await npmInstall(root, signal);
    tell('compiling the driver suite');
    await compileSuite(root);
    await writeFile(join(root, SEAL), (await describe(root)).join('\n'));
    await moveTo(root, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** Removes unused suites when another one is prepared, since each has 250 MB. */
async function removeUnused(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name);
    const lastUse = statSync(join(folder, SEAL), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (lastUse < Date.now() - KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** Moves a prepared suite into place, unless another process was faster, whose suite is then in use. */
async function moveTo(root: string, folder: string): Promise<void> {
  if (await isWhole(folder)) return;
  await rm(folder, { recursive: true, force: true });
  try {
    await rename(root, folder);
  } catch (error) {
    if (!(await isWhole(folder))) throw error;
  }
}

/** The file that is written last. It lists the contents of the prepared suite. */
const SEAL = '.prepared';

/** Whether a suite exists and is complete. Tests may have left further files. */
async function isWhole(folder: string): Promise<boolean> {
  const seal = await readFile(join(folder, SEAL), 'utf8').catch(() => undefined);
  if (seal === undefined) return false;
  const found = new Set(await describe(folder).catch(() => []));
  return seal.split('\n').every((line) => found.has(line));
}

/** Lists the contents of a prepared suite: its files with their sizes, and its packages. */
async function describe(folder: string): Promise<string[]> {
  const tests = await entriesUnder(join(folder, 'test'));
  const packages = await readdir(join(folder, 'node_modules'));
  const files = tests
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return `${relative(folder, path)} ${(await stat(path)).size}`;
    });
  return [...(await Promise.all(files)), ...packages];
}

/** The version of the driver that a suite belongs to. */
export async function versionOf(suite: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(suite, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** A short identifier for the content of a source, independent of its name. */
async function identityOf(source: SuiteSource): Promise<string> {
  const hash = createHash('sha256').update(String(PREPARATION));
  if ('tag' in source) hash.update(source.tag);
  else if (kindOfSource(source.path) === 'folder') hash.update(await describeFolder(source.path));
  else hash.update(orCannotRun(() => readRegularFile(source.path), FIX));
  return hash.digest('hex').slice(0, 12);
}

function kindOfSource(path: string): PathKind {
  const kind = orCannotRun(() => kindOf(path), FIX);
  if (kind === 'nothing') throw noSuite(path, 'it does not exist');
  return kind;
}

async function describeFolder(folder: string): Promise<string> {
  const names = await readdir(join(folder, 'test'), { recursive: true }).catch(() => {
    throw noSuite(folder, 'it has no folder test/');
  });
  const facts = names.toSorted().map((name) => `${name} ${statSync(join(folder, 'test', name)).mtimeMs}`);
  return [resolve(folder), ...facts].join('\n');
}

async function unpack(source: SuiteSource, to: string, signal: AbortSignal): Promise<void> {
  if ('tag' in source) {
    const args = ['clone', '--quiet', '--depth', '1', '--branch', source.tag, REPOSITORY, to];
    await run('git', args, { signal }).catch((cause: unknown) => {
      const fix = 'pass the suite with --source FOLDER|ARCHIVE or MOTORIZED_DRIVER_SUITE';
      throw new CannotRunError(`${REPOSITORY} cannot be cloned at ${source.tag}`, fix, { cause });
    });
  } else if (statSync(source.path).isDirectory()) {
    const skipped = new RegExp(`[\\\\/](node_modules|\\.git)([\\\\/]|$)`);
    const from = resolve(source.path);
    await cp(from, to, { recursive: true, filter: (path) => !skipped.test(path.slice(from.length)) });
  } else {
    await run('tar', ['xf', resolve(source.path), '-C', to], { signal }).catch((cause: unknown) => {
      throw noSuite(source.path, 'tar cannot unpack it', cause);
    });
  }
}

/** The root folder of the suite, which in an archive may be a subfolder. */
async function rootOf(folder: string, source: SuiteSource): Promise<string> {
  const entries = await readdir(folder);
  const candidates = [folder, ...(entries.length === 1 ? entries.map((name) => join(folder, name)) : [])];
  const root = candidates.find((each) => existsSync(join(each, 'test', 'mongodb.ts')));
  const name = 'path' in source ? source.path : source.tag;
  if (root === undefined) throw noSuite(name, 'it holds no test/mongodb.ts');
  if (!existsSync(join(root, READ_BY_TESTS))) throw noSuite(name, `it holds no ${READ_BY_TESTS}, which its tests read`);
  return root;
}

async function npmInstall(folder: string, signal: AbortSignal): Promise<void> {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const options = { cwd: folder, maxBuffer: MAX_OUTPUT, shell: sep === '\\', signal };
  await run('npm', args, options).catch((cause: unknown) => {
    const fix = 'check that npm reaches its registry, and run the command again';
    throw new CannotRunError('the devDependencies of the driver suite cannot be installed', fix, { cause });
  });
}

function noSuite(path: string, why: string, cause?: unknown): CannotRunError {
  return new CannotRunError(`${shownPath(path)} is not a suite of the driver: ${why}`, FIX, { cause });
}
