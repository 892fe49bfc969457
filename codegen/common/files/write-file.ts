import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';

import { interruptible } from '../interruption.js';
import { CannotRunError } from '../problem.js';
import { ownPath, removeLeftOvers } from './own-path.js';
import { kindOfStats } from './read-file.js';
import { codeOf, fixOf, reasonOf } from './system-error.js';

/** The prefix of files that are being written. `.gitignore` and the `files` of packages exclude them. */
export const STAGING = '.staging';

/** What happened to a file. */
export type Written = 'unchanged' | 'written' | 'rewritten';

/**
 * Writes a text to a file atomically. Whatever happens, be it a signal, a full disk or a crash, the file has either the
 * whole old text or the whole new one: the new text is written beside it first, and then renamed. A link is kept, and
 * its target is written in this way.
 *
 * The package `write-file-atomic` does much of this. But the names of its temporary files do not say which process they
 * belong to, so leftovers of a killed process cannot be removed. It also handles signals itself, which here is done in
 * one place.
 *
 * @throws {CannotRunError} if it cannot be written; then nothing has changed
 */
export async function writeWhole(file: string, text: string): Promise<Written> {
  return interruptible(async () => {
    let created: string | undefined;
    try {
      const target = await realpath(file).catch(async (error: unknown) => whereNothingIs(file, error));
      const folder = dirname(target);
      created = await mkdir(folder, { recursive: true });
      await removeLeftOvers(folder, STAGING);
      const before = await replaceable(target);
      if (before !== undefined && (await readFile(target, 'utf8')) === text) return 'unchanged';
      await writeBeside(target, text, before);
      return before === undefined ? 'written' : 'rewritten';
    } catch (cause) {
      if (created !== undefined) await rm(created, { recursive: true, force: true });
      const message = `${file} cannot be written and is unchanged: ${reasonOf(cause)}`;
      throw new CannotRunError(message, fixOf(cause, 'move what is in the way, or let this user write there'), {
        cause,
      });
    }
  });
}

/**
 * The attributes to keep of a file that is about to be replaced. Undefined if there is none. A rename does not check
 * the permissions of the file that it replaces, so they are checked here.
 */
export async function replaceable(target: string): Promise<Stats | undefined> {
  const before = await stat(target).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (before === undefined) return undefined;
  const kind = kindOfStats(before);
  if (kind !== 'file') throw new Error(`${target} is a ${kind}, but a file has to go there`);
  await access(target, constants.W_OK).catch((cause: unknown) => {
    throw new Error(`${target} is write-protected`, { cause });
  });
  return before;
}

/**
 * Writes a file that will replace another one: with the permissions of that one, and flushed to disk before it is
 * renamed.
 */
export async function stage(staged: string, text: string, before: Stats | undefined): Promise<void> {
  await writeFile(staged, text, { flag: 'wx', flush: true });
  if (before === undefined) return;
  const { uid, gid, mode } = await stat(staged);
  // Only root can restore the owner of a file. For other users, the file becomes theirs.
  if (uid !== before.uid || gid !== before.gid) await chown(staged, before.uid, before.gid).catch(() => undefined);
  if (mode !== before.mode) await chmod(staged, before.mode);
}

async function writeBeside(target: string, text: string, before: Stats | undefined): Promise<void> {
  const staged = ownPath(dirname(target), STAGING);
  try {
    await stage(staged, text, before);
    await rename(staged, target);
  } finally {
    await rm(staged, { force: true });
  }
}

/** A dangling link is left alone: its target is not ours to create. */
async function whereNothingIs(file: string, error: unknown): Promise<string> {
  if (codeOf(error) !== 'ENOENT') throw error;
  const isLink = await readlink(file).then(
    () => true,
    () => false,
  );
  if (isLink) throw new Error(`${file} is a link to nothing, but a file has to go there`);
  return file;
}
