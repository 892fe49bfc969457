import { copyFile, link, lstat, mkdir, mkdtemp, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { CannotRunError } from '../common/problem.js';
import type { Difference, Files } from './tree.js';

/**
 * Makes the folder what the files say: writes what differs, deletes what is left over, touches nothing else.
 *
 * Everything is written beside the folder's files first and then moved into place; when that fails on the way, what was
 * moved is moved back, so that the folder is as it was.
 *
 * @throws CannotRunError when the folder cannot be written
 */
export async function writeTree(out: string, files: Files, difference: Difference): Promise<void> {
  const written = [...difference.changed, ...difference.missing];
  if (written.length + difference.extra.length === 0) return;
  try {
    const created = await mkdir(out, { recursive: true });
    await inStaging(out, created, async (staging, undo) => {
      await Promise.all(written.map((path, at) => writeFile(join(staging, `new-${at}`), files.get(path) ?? '')));
      for (const [at, path] of [...written, ...difference.extra].entries()) {
        const target = join(out, path);
        await keep(target, join(staging, `old-${at}`), undo);
        if (at < written.length) await putInPlace(join(staging, `new-${at}`), target, undo);
        else await rm(target);
      }
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CannotRunError(
      `${out} cannot be written, and is as it was: ${reason}`,
      'make way for the files, or name another folder by --out',
      {
        cause,
      },
    );
  }
  // A folder that holds nothing any more is left over too; one that holds something stays.
  const emptied = new Set(difference.extra.map((path) => dirname(join(out, path))));
  await Promise.all([...emptied].map((folder) => rmdir(folder).catch(() => undefined)));
}

/** Steps back, the last one to be taken first. */
type Undo = (() => Promise<unknown>)[];

/** Does something with a temporary folder on the same file system; when it throws, its steps are undone. */
async function inStaging(
  out: string,
  created: string | undefined,
  act: (staging: string, undo: Undo) => Promise<void>,
): Promise<void> {
  const undo: Undo = created === undefined ? [] : [() => rm(created, { recursive: true })];
  const staging = await mkdtemp(join(out, '.staging-'));
  try {
    await act(staging, undo);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Gives a file a second name, under which it outlives being replaced. */
async function keep(target: string, aside: string, undo: Undo): Promise<void> {
  const stats = await lstat(target).catch(() => undefined);
  if (stats === undefined) return;
  if (stats.isDirectory()) throw new Error(`${target} is a folder, where a file is to stand`);
  // Not every file system has links.
  await link(target, aside).catch(() => copyFile(target, aside));
  undo.push(() => rename(aside, target));
}

async function putInPlace(source: string, target: string, undo: Undo): Promise<void> {
  const created = await mkdir(dirname(target), { recursive: true });
  if (created !== undefined) undo.push(() => rm(created, { recursive: true }));
  const isNew = (await lstat(target).catch(() => undefined)) === undefined;
  await rename(source, target);
  if (isNew) undo.push(() => rm(target));
}
