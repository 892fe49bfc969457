import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { CannotRunError } from '../../common/problem.js';
import { compareReleases, isBefore, releaseOf } from '../../model/releases/release.js';
import { reasonOfNpm } from './npm-failure.js';

const run = promisify(execFile);

/** The first and the last release, both included. Undefined for the first or last that exists. */
export interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The releases of a package in the registry, without prereleases, oldest first. */
export async function registryReleases(name: string, { from, to }: Span): Promise<string[]> {
  const versions = await published(name);
  const releases = versions.filter((each) => releaseOf(each) === each).toSorted(compareReleases);
  const within = releases.filter(
    (each) => (from === undefined || !isBefore(each, from)) && (to === undefined || !isBefore(to, each)),
  );
  if (within.length > 0) return within;
  const asked = [from === undefined ? [] : `from ${from}`, to === undefined ? [] : `to ${to}`].flat().join(' ');
  throw new CannotRunError(
    `${name} has no release ${asked}; it has those from ${releases[0]} to ${releases.at(-1)}`,
    'name existing releases with --from and --to',
  );
}

async function published(name: string): Promise<string[]> {
  try {
    const { stdout } = await run('npm', ['view', name, 'versions', '--json', '--loglevel=error']);
    const versions: unknown = JSON.parse(stdout);
    // npm prints a single version without a list.
    return [versions].flat().map(String);
  } catch (cause) {
    const fix = 'go online, or name the drivers to check with --driver: versions, folders or files';
    throw new CannotRunError(`the releases of ${name} cannot be listed: ${reasonOfNpm(cause)}`, fix, { cause });
  }
}
