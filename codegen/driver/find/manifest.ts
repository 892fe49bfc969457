import { readFileSync } from 'node:fs';

import { CannotRunError } from '../../common/problem.js';

/** What is needed of a `package.json`. */
export interface Manifest {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The declaration file, by either of its two names. */
  readonly types: string | undefined;
}

/** Reads a `package.json`. */
export function readManifest(file: string): Manifest {
  const text = readText(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CannotRunError(`${file} is no valid JSON`, 'install the package anew', { cause: error });
  }
  const field = (name: string): string | undefined => {
    const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { name: field('name'), version: field('version'), types: field('types') ?? field('typings') };
}

/** Reads a file of which the work cannot do without. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = 'name a version, a package folder or a declaration file that can be read with --driver';
    throw new CannotRunError(`${file} cannot be read: ${reason}`, fix, { cause: error });
  }
}
