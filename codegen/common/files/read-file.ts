import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';

import { CannotRunError } from '../problem.js';
import { shownPath } from './shown-path.js';
import { codeOf, fixOf, reasonOf } from './system-error.js';

/** What can stand at a path. A link is what it leads to. */
export type PathKind =
  | 'nothing'
  | 'file'
  | 'folder'
  | 'link to nothing'
  | 'link to itself'
  | 'pipe'
  | 'socket'
  | 'device';

/** Why a file cannot be read; the message says so, with its path in front. */
class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  constructor(
    readonly path: string,
    /** The end of a sentence that begins with the path: `cannot be read: it is a folder`. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${shownPath(path)} ${reason}`, options);
  }
}

/**
 * What stands at a path, without opening it.
 *
 * @throws {UnreadableFileError} when that cannot be known
 */
export function kindOf(path: string): PathKind {
  try {
    return kindOfStats(statSync(path));
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return isLink(path) ? 'link to nothing' : 'nothing';
    if (code === 'ELOOP' && isLink(path)) return 'link to itself';
    // Nothing can stand under a file.
    if (code === 'ENOTDIR') return 'nothing';
    throw new UnreadableFileError(path, `cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

export function kindOfStats(stats: Stats): PathKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

/**
 * Reads a file that may be anything: only a regular one is opened, since a pipe would wait for a writer, and a device has no end.
 *
 * @throws {UnreadableFileError} when there is none that can be read
 */
export function readRegularFile(path: string): Buffer {
  const kind = kindOf(path);
  if (kind === 'nothing') throw new UnreadableFileError(path, 'cannot be read: it does not exist');
  if (kind !== 'file') throw new UnreadableFileError(path, `cannot be read: it is a ${kind}, not a file`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UnreadableFileError(path, `cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Looks at something or reads it, where the command cannot do without.
 *
 * @param fix - what to do about a file that cannot be read
 * @throws {CannotRunError} in place of an `UnreadableFileError`
 */
export function orCannotRun<T>(read: () => T, fix: string, what = ''): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    throw new CannotRunError(`${what}${shownPath(cause.path)} ${cause.reason}`, fixOf(cause.cause, fix), { cause });
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    // A part of the path leads nowhere, or in a circle.
    return false;
  }
}
