import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { shownPath } from '../common/files/shown-path.js';
import { codeOf, reasonOf } from '../common/files/system-error.js';
import { CannotRunError } from '../common/problem.js';
import { compareReleases, lineOf } from '../model/releases/release.js';
import { readText } from '../driver/find/manifest.js';
import { readDriver } from '../driver/read/read-driver.js';
import type { Driver } from '../model/driver.js';
import { COMPUTED, surfaceHeader } from '../model/surface/print-surface.js';

const ANEW = 'run `motorized accept` with the driver that was accepted last to write it again';
const FIX = `restore it from version control, or ${ANEW}`;

/** The folder in the spec with a surface for each major version of the driver. */
export function surfaceFolder(spec: string): string {
  return shownPath(join(spec, 'surface'));
}

/** The file with the surface of a version. */
export function surfaceFile(spec: string, version: string): string {
  return `${surfaceFolder(spec)}/${lineOf(version)}.txt`;
}

/** The major versions that have an accepted surface, oldest first. */
export function acceptedMajors(spec: string): string[] {
  return namesIn(surfaceFolder(spec))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length))
    .sort((a, b) => Number(a) - Number(b));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    const message = `the accepted surfaces at ${folder} cannot be read: ${reasonOf(cause)}`;
    throw new CannotRunError(message, `move ${folder} away, and ${ANEW}`, { cause });
  }
}

/** Reads an accepted surface with the reader of declarations. */
export function readSurfaceFile(file: string): { readonly driver: Driver; readonly text: string } {
  const text = readText(file, FIX);
  return { driver: readSurface(text, file), text };
}

/** The newest release with an accepted surface. Undefined if there is none. */
export function newestAccepted(spec: string): string | undefined {
  const files = acceptedMajors(spec).map((major) => `${surfaceFolder(spec)}/${major}.txt`);
  return files
    .map((file) => headerOf(readText(file, FIX), file).version)
    .toSorted(compareReleases)
    .at(-1);
}

/** Parses a surface, without the parts that are only for reviewers, since these follow from the rest. */
export function readSurface(text: string, file: string): Driver {
  const of = headerOf(text, file);
  const { driver } = readDamaged(() => readDriver(text, { ...of, file }));
  return { ...driver, types: driver.types.filter((type) => type.name !== COMPUTED) };
}

/** Turns a parse error into one about the surface, which only `accept` should write, rather than about the driver. */
function readDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof CannotRunError) throw new CannotRunError(cause.message, FIX, { cause });
    throw cause;
  }
}

/** Reads the release of a surface from its first line. */
function headerOf(text: string, file: string): { readonly package: string; readonly version: string } {
  const [header = ''] = text.split('\n');
  const start = surfaceHeader({ package: '', version: '' }).trimEnd();
  const [name, version, ...others] = header.slice(start.length).trim().split(' ');
  if (!header.startsWith(start) || name === undefined || version === undefined || others.length > 0) {
    throw new CannotRunError(
      `${file}:1 is ${JSON.stringify(header)}, expected the first line of an accepted surface`,
      FIX,
    );
  }
  return { package: name, version };
}
