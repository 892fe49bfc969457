import { orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';

/** The part of a `package.json` that is used. */
export interface Manifest {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The declaration file: `types` or `typings`. */
  readonly types: string | undefined;
  /** Ranges by package. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** The version is written into the headers of emitted files, so it has to be a plain word. */
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+-]*$/;

/** Reads a `package.json`. */
export function readManifest(file: string): Manifest {
  const text = readText(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CannotRunError(`${shownPath(file)} is not valid JSON`, 'reinstall the package', { cause: error });
  }
  const field = (name: string): string | undefined => {
    const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const version = field('version');
  if (version !== undefined && !VERSION.test(version)) {
    throw new CannotRunError(
      `${file} says \`"version": ${JSON.stringify(version)}\`, expected a version such as \`7.9.0\``,
      'reinstall the package',
    );
  }
  const types = field('types') ?? field('typings');
  return { name: field('name'), version, types, dependencies: dependenciesOf(json) };
}

function dependenciesOf(json: unknown): ReadonlyMap<string, string> {
  const listed: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'dependencies') : undefined;
  const entries = typeof listed === 'object' && listed !== null ? Object.entries(listed) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

const FIX = 'name a version, a package folder or a declaration file that can be read with --driver';

/** Reads a required file. */
export function readText(file: string, fix = FIX): string {
  return orCannotRun(() => readRegularFile(file), fix).toString('utf8');
}
