import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';

import { ownPath, removeLeftOvers } from '../../common/files/own-path.js';
import { shownPath } from '../../common/files/shown-path.js';
import { fixOf, reasonOf } from '../../common/files/system-error.js';
import { interruptible } from '../../common/interruption.js';
import { CannotRunError } from '../../common/problem.js';
import { readManifest } from './manifest.js';
import { reasonOfNpm } from './npm-failure.js';

const run = promisify(execFile);

/** The folder of one release of a package: fetched once with the npm client, then kept. */
export async function cachedPackage(name: string, version: string, cache = defaultCache()): Promise<string> {
  const folder = join(cache, `${name}@${version}`);
  if (!existsSync(join(folder, 'package.json')))
    await interruptible(async (signal) => fetchPackage(name, version, cache, folder, signal));
  return folder;
}

/** Where fetched releases are kept: `MOTORIZED_CACHE`, else the user's cache folder. */
export function defaultCache(env: NodeJS.ProcessEnv = process.env): string {
  if (env['MOTORIZED_CACHE'] !== undefined && env['MOTORIZED_CACHE'] !== '') return env['MOTORIZED_CACHE'];
  const home = env['XDG_CACHE_HOME'];
  return join(home === undefined || home === '' ? join(homedir(), '.cache') : home, 'motorized');
}

async function fetchPackage(
  name: string,
  version: string,
  cache: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const staging = await stagingIn(cache);
  try {
    await download(`${name}@${version}`, staging, signal);
    // On the same file system a rename is atomic: nobody sees half a release.
    await rename(join(staging, 'package'), folder);
  } catch (error) {
    // Another process may have been faster, and its folder is as good.
    if (existsSync(join(folder, 'package.json'))) return;
    throw notFetched(name, version, cache, error);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function stagingIn(cache: string): Promise<string> {
  try {
    await mkdir(cache, { recursive: true });
    await removeLeftOvers(cache, '.fetch');
    const staging = ownPath(cache, '.fetch');
    await mkdir(staging);
    return staging;
  } catch (cause) {
    const message = `cache folder ${shownPath(cache)} cannot be written: ${reasonOf(cause)}`;
    throw new CannotRunError(message, fixOf(cause, 'set MOTORIZED_CACHE to a folder that can'), { cause });
  }
}

async function download(spec: string, staging: string, signal: AbortSignal): Promise<void> {
  const quick = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const args = ['pack', spec, '--pack-destination', staging, '--ignore-scripts', '--loglevel=error', ...quick];
  await run('npm', args, { signal });
  const archive = (await readdir(staging)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${spec} wrote no archive`);
  await extract(join(staging, archive), staging);
}

/** The manifest and the declarations it names are all that is kept of a release. */
async function extract(archive: string, into: string): Promise<void> {
  await run('tar', ['-xzf', archive, '-C', into, 'package/package.json']);
  const { types } = readManifest(join(into, 'package', 'package.json'));
  if (types !== undefined) await run('tar', ['-xzf', archive, '-C', into, posix.join('package', types)]);
}

function notFetched(name: string, version: string, cache: string, error: unknown): CannotRunError {
  return new CannotRunError(
    `${name} ${version} is not in the cache ${shownPath(cache)} and cannot be fetched: ${reasonOfNpm(error)}`,
    `go online, check that \`npm view ${name}@${version} version\` prints it, or name a folder or a file with --driver`,
    { cause: error },
  );
}
