import { dirname, join, relative } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { CannotRunError } from '../../common/problem.js';
import { isInRange } from '../../model/releases/release.js';

/** A package with the driver as a peer. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly range: string;
}

/** Where npm lists what it has installed. */
const INSTALLED = join('node_modules', '.package-lock.json');
const FIX = 'run `npm install`, then the command again';

/**
 * The installed packages whose ranges do not include the release that a prerelease of the driver counts as. To npm, no range includes
 * a prerelease. The project's own packages are left out, since their ranges are for releases.
 *
 * @param root - the project's folder; those above it are not searched
 * @returns undefined if npm does not list what is installed
 */
export function refusingPeers(version: string, folder: string, root: string): readonly Peer[] | undefined {
  const file = installedIn(folder, root);
  if (file === undefined) return undefined;
  return Object.entries(readInstalled(file)).flatMap(([path, installed]) => {
    const range = installed.peerDependencies?.['mongodb'];
    const name = path.split('node_modules/').at(-1) ?? path;
    if (range === undefined || !path.includes('node_modules/') || isInRange(version, range)) return [];
    return [{ name, version: installed.version ?? '', range }];
  });
}

interface Installed {
  readonly version?: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function readInstalled(file: string): Readonly<Record<string, Installed>> {
  const text = orCannotRun(() => readRegularFile(file), FIX).toString('utf8');
  try {
    return (JSON.parse(text) as { readonly packages?: Readonly<Record<string, Installed>> }).packages ?? {};
  } catch (cause) {
    throw new CannotRunError(`${INSTALLED} is not valid JSON`, FIX, { cause });
  }
}

/** A workspace's packages may be installed in a folder above it. */
function installedIn(folder: string, root: string): string | undefined {
  const file = join(folder, INSTALLED);
  if (orCannotRun(() => kindOf(file), FIX) === 'file') return file;
  const parent = dirname(folder);
  return relative(root, folder) === '' || parent === folder ? undefined : installedIn(parent, root);
}
