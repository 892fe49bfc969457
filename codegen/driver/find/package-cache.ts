import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';

import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { keptFolder } from './kept-folder.js';
import { readManifest } from './manifest.js';
import { reasonOfNpm } from './npm-failure.js';

const run = promisify(execFile);

/** The folder of a package release. Fetched once with the npm client, then cached. */
export async function cachedPackage(name: string, version: string, cache = defaultCache()): Promise<string> {
  return keptFolder(cache, `${name}@${version}`, {
    fill: async (staging, signal) => {
      await download(`${name}@${version}`, staging, signal);
      return join(staging, 'package');
    },
    failed: (cause) => notFetched({ name, version, cache }, cause),
  });
}

/** The folder for fetched releases: `MOTORIZED_CACHE`, or else the user's cache folder. */
export function defaultCache(env: NodeJS.ProcessEnv = process.env): string {
  if (env['MOTORIZED_CACHE'] !== undefined && env['MOTORIZED_CACHE'] !== '') return env['MOTORIZED_CACHE'];
  const home = env['XDG_CACHE_HOME'];
  return join(home === undefined || home === '' ? join(homedir(), '.cache') : home, 'motorized');
}

/** A release to fetch, and the cache folder. */
export interface Fetched {
  readonly name: string;
  readonly version: string;
  readonly cache: string;
}

/** The error if npm could not fetch a release. */
export function notFetched({ name, version, cache }: Fetched, cause: unknown): CannotRunError {
  return new CannotRunError(
    `${name} ${version} is not in the cache ${shownPath(cache)} and cannot be fetched: ${reasonOfNpm(cause)}`,
    `go online, check that \`npm view ${name}@${version} version\` prints it, or name a folder or a file with --driver`,
    { cause },
  );
}

async function download(spec: string, staging: string, signal: AbortSignal): Promise<void> {
  const quick = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const args = ['pack', spec, '--pack-destination', staging, '--ignore-scripts', '--loglevel=error', ...quick];
  await run('npm', args, { signal });
  const archive = (await readdir(staging)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${spec} wrote no archive`);
  await extract(join(staging, archive), staging);
}

/** Extracts the manifest and the declarations that it names. Nothing else of a release is kept. */
async function extract(archive: string, into: string): Promise<void> {
  await run('tar', ['-xzf', archive, '-C', into, 'package/package.json']);
  const { types } = readManifest(join(into, 'package', 'package.json'));
  if (types !== undefined) await run('tar', ['-xzf', archive, '-C', into, posix.join('package', types)]);
}
