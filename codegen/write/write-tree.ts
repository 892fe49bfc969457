import type { Stats } from 'node:fs';
import { copyFile, link, lstat, mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ownPath, removeLeftOvers } from '../common/files/own-path.js';
import { codeOf, fixOf, reasonOf } from '../common/files/system-error.js';
import { replaceable, stage, STAGING } from '../common/files/write-file.js';
import { interruptible } from '../common/interruption.js';
import { CannotRunError } from '../common/problem.js';
import type { Difference, Files } from './tree.js';

/**
 * Updates a folder to the given files: writes those that differ, deletes stale ones, and touches nothing else.
 *
 * All files are first written to a temporary folder, and then moved into place. If that fails, or a signal arrives, the
 * moved files are moved back, so that the folder is unchanged. Leftovers of killed processes are removed.
 *
 * @param fix - what to do about a folder that cannot be written
 * @throws {CannotRunError} if it cannot be written
 */
export async function writeTree(out: string, files: Files, difference: Difference, fix = FIX): Promise<void> {
  const work: Work = { out, files, written: [...difference.changed, ...difference.missing], extra: difference.extra };
  const isCurrent = work.written.length + work.extra.length === 0;
  await interruptible(async (signal) => {
    await removeLeftOvers(out, STAGING).catch(() => undefined);
    if (isCurrent) return;
    await inStaging(out, fix, async (staging, undo) => replaceFiles(work, staging, undo, signal));
    // Folders that are now empty are removed as well.
    const emptied = new Set(work.extra.map((path) => dirname(join(out, path))));
    await Promise.all([...emptied].map((folder) => rmdir(folder).catch(() => undefined)));
  });
}

/** The changes to make. The paths are relative to `out`. */
interface Work {
  readonly out: string;
  readonly files: Files;
  readonly written: readonly string[];
  readonly extra: readonly string[];
}

/** The steps that undo the work, to be run in reverse order. */
type Undo = (() => Promise<unknown>)[];

/** Does something with a temporary folder on the same file system. If it throws, its steps are undone. */
async function inStaging(out: string, fix: string, act: (staging: string, undo: Undo) => Promise<void>): Promise<void> {
  const undo: Undo = [];
  const staging = ownPath(out, STAGING);
  try {
    const created = await mkdir(staging, { recursive: true });
    if (created !== undefined && created !== staging) undo.push(() => rm(created, { recursive: true }));
    await act(staging, undo);
  } catch (cause) {
    await stepBack(undo, staging, cause);
    await clearAway(staging);
    const message = `${out} cannot be written and is unchanged: ${reasonOf(cause)}`;
    throw new CannotRunError(message, fixOf(cause, fix), { cause });
  }
  await clearAway(staging);
}

/** Removes the temporary folder. If that fails, the next run removes it. */
async function clearAway(staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true }).catch(() => undefined);
}

const FIX = 'move what is in the way, or name another folder with --out';

/** Undoes as many steps as possible. If one fails, the files that it needs are kept in the temporary folder. */
async function stepBack(undo: Undo, staging: string, cause: unknown): Promise<void> {
  const failures: unknown[] = [];
  for (const step of undo.reverse()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length === 0) return;
  throw new CannotRunError(
    `writing failed (${reasonOf(cause)}), and so did restoring (${reasonOf(failures[0])}): the previous files are in ${staging}`,
    'move them back, or run the command again',
    { cause },
  );
}

async function replaceFiles(
  { out, files, written, extra }: Work,
  staging: string,
  undo: Undo,
  signal: AbortSignal,
): Promise<void> {
  const stageOne = async (path: string, at: number): Promise<void> =>
    stage(join(staging, `new-${at}`), files.get(path) ?? '', await fileAt(join(out, path)));
  await allOf(written.map(stageOne));
  // A stale file may be where a folder belongs.
  for (const [at, path] of extra.entries()) {
    signal.throwIfAborted();
    await setAside(join(out, path), join(staging, `extra-${at}`), undo);
  }
  for (const [at, path] of written.entries()) {
    signal.throwIfAborted();
    await keep(join(out, path), join(staging, `old-${at}`), undo);
    await putInPlace(join(staging, `new-${at}`), join(out, path), undo);
  }
}

/** Waits for all tasks, even if one fails, so that none writes to a folder that is being removed. */
async function allOf(tasks: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The file to be replaced. Anything else is set aside, except for a folder, which is an error. */
async function fileAt(target: string): Promise<Stats | undefined> {
  const stats = await statsOf(target);
  if (stats?.isDirectory()) throw new Error(`${target} is a folder, but a file has to go there`);
  return stats?.isFile() ? replaceable(target) : undefined;
}

async function statsOf(target: string): Promise<Stats | undefined> {
  return lstat(target).catch((error: unknown) => {
    // There is nothing below a file either. That it is in the way shows later.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
}

/** Keeps a file under a second name, so that it can be restored after it has been replaced. */
async function keep(target: string, aside: string, undo: Undo): Promise<void> {
  const stats = await statsOf(target);
  if (stats === undefined) return;
  if (!stats.isFile()) return setAside(target, aside, undo);
  // Not every file system supports hard links.
  await link(target, aside).catch(() => copyFile(target, aside));
  undo.push(() => rename(aside, target));
}

async function setAside(target: string, aside: string, undo: Undo): Promise<void> {
  await rename(target, aside);
  undo.push(() => rename(aside, target));
}

async function putInPlace(staged: string, target: string, undo: Undo): Promise<void> {
  const created = await mkdir(dirname(target), { recursive: true });
  if (created !== undefined) undo.push(() => rm(created, { recursive: true }));
  const isNew = (await statsOf(target)) === undefined;
  await rename(staged, target);
  if (isNew) undo.push(() => rm(target));
}
