import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

import { CannotRunError } from '../problem.js';
import { compileSuite } from './compile-suite.js';

const run = promisify(execFile);
const REPOSITORY = 'https://github.com/mongodb/node-mongodb-native.git';
/** Goes up when the preparation changes, so that what an older one left is not used. */
const PREPARATION = 1;
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Where the driver's suite comes from: a folder, an archive, or the driver's repository at the tag of a version. */
export type SuiteSource = { readonly path: string } | { readonly tag: string };

/** The suite, installed with its own devDependencies and compiled, in a folder of the cache; made once for one source. */
export async function prepareSuite(source: SuiteSource, cache: string, say: (line: string) => void): Promise<string> {
  const folder = resolve(cache, `suite-${await identityOf(source)}`);
  if (existsSync(join(folder, '.prepared'))) return folder;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(resolve(cache, '.suite-'));
  try {
    await unpack(source, staging);
    const root = await rootOf(staging, source);
    say('installing the devDependencies of the driver suite');
    await npmInstall(root);
    say('compiling the driver suite');
    await compileSuite(root);
    await writeFile(join(root, '.prepared'), '');
    await rm(folder, { recursive: true, force: true });
    await rename(root, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** A short name for exactly this source: what is in it, not what it is called. */
async function identityOf(source: SuiteSource): Promise<string> {
  const hash = createHash('sha256').update(String(PREPARATION));
  if ('tag' in source) hash.update(source.tag);
  else if (!existsSync(source.path)) throw noSuite(source.path, 'it does not exist');
  else if (statSync(source.path).isDirectory()) hash.update(await describeFolder(source.path));
  else hash.update(await readFile(source.path));
  return hash.digest('hex').slice(0, 12);
}

async function describeFolder(folder: string): Promise<string> {
  const names = await readdir(join(folder, 'test'), { recursive: true }).catch(() => {
    throw noSuite(folder, 'it has no folder test/');
  });
  const facts = names.toSorted().map((name) => `${name} ${statSync(join(folder, 'test', name)).mtimeMs}`);
  return [resolve(folder), ...facts].join('\n');
}

async function unpack(source: SuiteSource, to: string): Promise<void> {
  if ('tag' in source) {
    await run('git', ['clone', '--quiet', '--depth', '1', '--branch', source.tag, REPOSITORY, to]).catch(
      (cause: unknown) => {
        const fix = 'give the suite with --source FOLDER|ARCHIVE or MOTORIZED_DRIVER_SUITE';
        throw new CannotRunError(`${REPOSITORY} cannot be cloned at ${source.tag}`, fix, { cause });
      },
    );
  } else if (statSync(source.path).isDirectory()) {
    const skipped = new RegExp(`[\\\\/](node_modules|\\.git)([\\\\/]|$)`);
    const from = resolve(source.path);
    await cp(from, to, { recursive: true, filter: (path) => !skipped.test(path.slice(from.length)) });
  } else {
    await run('tar', ['xf', resolve(source.path), '-C', to]).catch((cause: unknown) => {
      throw noSuite(source.path, 'tar cannot unpack it', cause);
    });
  }
}

/** The folder with the suite: an archive may have one at its top. */
async function rootOf(folder: string, source: SuiteSource): Promise<string> {
  const entries = await readdir(folder);
  const candidates = [folder, ...(entries.length === 1 ? entries.map((name) => join(folder, name)) : [])];
  const root = candidates.find((each) => existsSync(join(each, 'test', 'mongodb_all.ts')));
  if (root === undefined) throw noSuite('path' in source ? source.path : source.tag, 'it holds no test/mongodb_all.ts');
  return root;
}

async function npmInstall(folder: string): Promise<void> {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  await run('npm', args, { cwd: folder, maxBuffer: MAX_OUTPUT, shell: sep === '\\' }).catch((cause: unknown) => {
    const fix = 'see that npm reaches its registry, and run the command again';
    throw new CannotRunError('the devDependencies of the driver suite cannot be installed', fix, { cause });
  });
}

function noSuite(path: string, why: string, cause?: unknown): CannotRunError {
  const fix = "give a folder or archive of the driver's repository with --source";
  return new CannotRunError(`${path} is no suite of the driver: ${why}`, fix, { cause });
}
