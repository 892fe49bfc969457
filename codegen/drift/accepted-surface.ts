import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CannotRunError } from '../common/problem.js';
import { readText } from '../driver/find/manifest.js';
import { readDriver } from '../driver/read/read-driver.js';
import type { Driver } from '../model/driver.js';
import { COMPUTED, surfaceHeader } from '../model/surface/print-surface.js';

/** The folder under the spec that holds one surface for each major version of the driver. */
export function surfaceFolder(spec: string): string {
  return join(spec, 'surface').split('\\').join('/');
}

/** The file that holds the surface of a version. */
export function surfaceFile(spec: string, version: string): string {
  return `${surfaceFolder(spec)}/${majorOf(version)}.txt`;
}

/** `7` of `7.9.0`; a version that is not known has the name of what it is. */
export function majorOf(version: string): string {
  return version.split('.')[0] ?? version;
}

/** The major versions that have an accepted surface, oldest first. */
export function acceptedMajors(spec: string): string[] {
  const folder = surfaceFolder(spec);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length))
    .sort((a, b) => Number(a) - Number(b));
}

/** An accepted surface, read by the reader of declarations. */
export function readSurfaceFile(file: string): { readonly driver: Driver; readonly text: string } {
  const text = readText(file);
  return { driver: readSurface(text, file), text };
}

/** Reads a surface back. What it lists for reviewers only is left out: it follows from the rest. */
export function readSurface(text: string, file: string): Driver {
  const [header = ''] = text.split('\n');
  const start = surfaceHeader({ package: '', version: '' }).trimEnd();
  const [name, version, ...others] = header.slice(start.length).trim().split(' ');
  if (!header.startsWith(start) || name === undefined || version === undefined || others.length > 0) {
    throw new CannotRunError(
      `${file}:1 is ${JSON.stringify(header)}, where the first line of an accepted surface was expected`,
      'run `make accept` to write it anew',
    );
  }
  const { driver } = readDriver(text, { package: name, version, file });
  return { ...driver, types: driver.types.filter((type) => type.name !== COMPUTED) };
}
