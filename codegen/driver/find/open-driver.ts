import { basename, dirname, join } from 'node:path';

import { kindOf as kindOfPath, orCannotRun, type PathKind } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { installedPackage, isPlugAndPlay, LEAVE_PLUG_AND_PLAY } from '../../common/project/installed-package.js';
import { packageManager } from '../../common/project/package-manager.js';
import { installedRelease } from './installed-release.js';
import { readManifest, readText } from './manifest.js';
import { cachedPackage } from './package-cache.js';

/** Which declarations to read. */
export interface OpenRequest {
  /** A version, a package folder or a declaration file. Default: the installed package. */
  readonly driver?: string | undefined;
  /** The folder from which to look for the installed package. */
  readonly from: string;
  /** The folder for fetched versions. Default: as the environment says. */
  readonly cache?: string | undefined;
  /** Whether to fetch a version with its dependencies, so that code can be compiled with it. */
  readonly installed?: boolean;
}

/** The declarations of a release, and their name in messages. */
export interface OpenedDriver {
  readonly text: string;
  readonly package: 'mongodb';
  readonly version: string;
  readonly file: string;
  /** The folder of the declarations. */
  readonly folder: string;
  /** The dependencies of the release: ranges by package. */
  readonly dependencies: ReadonlyMap<string, string>;
}

const PACKAGE = 'mongodb';
const CHOICES = 'name a version such as 7.9.0, a package folder or a declaration file with --driver';

/** Finds and reads the declarations of the driver. */
export async function openDriver(request: OpenRequest): Promise<OpenedDriver> {
  const { driver } = request;
  if (driver === undefined) return openFolder(installedFolder(request.from));
  const version = versionOf(driver);
  if (version !== undefined) return openFolder(await folderOf(version, request));
  const kind = kindOf(driver);
  if (kind === 'folder') return openFolder(driver);
  if (kind === 'file') return openFile(driver);
  const what = kind === undefined ? 'is neither a version nor an existing folder or file' : `is a ${kind}`;
  throw new CannotRunError(`driver ${shownPath(driver)} ${what}`, CHOICES);
}

async function folderOf(version: string, { cache, installed = false }: OpenRequest): Promise<string> {
  return installed ? join(await installedRelease(version, cache), PACKAGE) : cachedPackage(PACKAGE, version, cache);
}

/** `7.9.0` for `7.9.0` and `mongodb@7.9.0`. */
function versionOf(driver: string): string | undefined {
  return /^(?:mongodb@)?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(driver)?.[1];
}

function kindOf(path: string): Exclude<PathKind, 'nothing'> | undefined {
  const kind = orCannotRun(() => kindOfPath(path), CHOICES, 'driver ');
  return kind === 'nothing' ? undefined : kind;
}

function installedFolder(from: string): string {
  const found = installedPackage(PACKAGE, from, (path) => kindOf(path) === 'file');
  if (found !== undefined) return found;
  if (isPlugAndPlay(from))
    throw new CannotRunError(
      `${PACKAGE} is not in node_modules, and packages that Yarn installs as Plug'n'Play are not read`,
      `${LEAVE_PLUG_AND_PLAY}; or ${CHOICES}`,
    );
  throw new CannotRunError(
    `${PACKAGE} is not installed in ${shownPath(from)} or above it`,
    `run \`${packageManager(from).add} ${PACKAGE}\`, or ${CHOICES}`,
  );
}

function openFolder(folder: string): OpenedDriver {
  const manifest = readManifest(join(folder, 'package.json'));
  if (manifest.name !== PACKAGE) {
    throw new CannotRunError(
      `${shownPath(folder)} holds the package ${manifest.name ?? 'without a name'}, expected ${PACKAGE}`,
      CHOICES,
    );
  }
  if (manifest.types === undefined) {
    throw new CannotRunError(
      `${shownPath(join(folder, 'package.json'))} has no \`types\`: this release ships no declarations`,
      CHOICES,
    );
  }
  const text = readText(join(folder, manifest.types));
  const { version = 'unknown', types, dependencies } = manifest;
  return { text, package: PACKAGE, version, file: basename(types), folder, dependencies };
}

function openFile(file: string): OpenedDriver {
  const beside = join(dirname(file), 'package.json');
  const manifest = kindOf(beside) === 'file' ? readManifest(beside) : undefined;
  const own = manifest?.name === PACKAGE ? manifest : undefined;
  const { version = 'unknown', dependencies = new Map<string, string>() } = own ?? {};
  return { text: readText(file), package: PACKAGE, version, file, folder: dirname(file), dependencies };
}
