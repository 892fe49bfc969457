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

/** The beginning of the names of what is on its way to its place; `.gitignore` and `files` of packages leave it out. */
export const STAGING = '.staging';

/** What became of a file. */
export type Written = 'unchanged' | 'written' | 'rewritten';

/**
 * Makes a file hold a text. Whatever happens on the way, a signal, a full disk, the end of the machine, it holds all of the old text or
 * all of the new: the new one is written beside it first, and then takes its name. A link stays a link, to a file that is written so.
 *
 * The package `write-file-atomic` does much of this. It gives its files names that do not tell whose they are, so that nobody can clear
 * away what a killed process left; and it listens to signals by itself, where here one place decides what they end.
 *
 * @throws {CannotRunError} when it cannot be written; then everything is as it was
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
 * What of a file that is about to be replaced has to stay; undefined where there is none. A rename asks for no permission of the file that
 * it replaces: it is asked for here.
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

/** Writes a file that is to take the place of another: with its permissions, and on the disk before anything has its name. */
export async function stage(staged: string, text: string, before: Stats | undefined): Promise<void> {
  await writeFile(staged, text, { flag: 'wx', flush: true });
  if (before === undefined) return;
  const { uid, gid, mode } = await stat(staged);
  // Only root can give a file to its owner again; for others it is theirs from now on.
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

/** A link to nothing is left alone: where it leads to is not ours to make. */
async function whereNothingIs(file: string, error: unknown): Promise<string> {
  if (codeOf(error) !== 'ENOENT') throw error;
  const isLink = await readlink(file).then(
    () => true,
    () => false,
  );
  if (isLink) throw new Error(`${file} is a link to nothing, but a file has to go there`);
  return file;
}
