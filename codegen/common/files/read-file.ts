import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';

import { CannotRunError } from '../problem.js';
import { shownPath } from './shown-path.js';
import { codeOf, fixOf, reasonOf } from './system-error.js';

/** What can be at a path. A link counts as its target. */
export type PathKind =
  | 'nothing'
  | 'file'
  | 'folder'
  | 'link to nothing'
  | 'link to itself'
  | 'pipe'
  | 'socket'
  | 'device';

/** The error that a file cannot be read. The message begins with its path. */
class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  constructor(
    readonly path: string,
    /** The rest of a sentence that begins with the path: `cannot be read: it is a folder`. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${shownPath(path)} ${reason}`, options);
  }
}

/**
 * Returns what is at a path, without opening it.
 *
 * @throws {UnreadableFileError} if that cannot be determined
 */
export function kindOf(path: string): PathKind {
  try {
    return kindOfStats(statSync(path));
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return isLink(path) ? 'link to nothing' : 'nothing';
    if (code === 'ELOOP' && isLink(path)) return 'link to itself';
    // Nothing can be below a file.
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
 * Reads a file, if it is a regular one. Opening a pipe would wait for a writer, and a device may have no end.
 *
 * @throws {UnreadableFileError} if there is no readable file
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
 * Reads something that the command requires.
 *
 * @param fix - the fix for a file that cannot be read
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
    // A part of the path is a dangling or circular link.
    return false;
  }
}
