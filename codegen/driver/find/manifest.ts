import { readFileSync } from 'node:fs';

import { CannotRunError } from '../../common/problem.js';

/** What is needed of a `package.json`. */
export interface Manifest {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The declaration file, by either of its two names. */
  readonly types: string | undefined;
  /** Package to range. */
  readonly dependencies: ReadonlyMap<string, string>;
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
  const types = field('types') ?? field('typings');
  return { name: field('name'), version: field('version'), types, dependencies: dependenciesOf(json) };
}

function dependenciesOf(json: unknown): ReadonlyMap<string, string> {
  const listed: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'dependencies') : undefined;
  const entries = typeof listed === 'object' && listed !== null ? Object.entries(listed) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
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
