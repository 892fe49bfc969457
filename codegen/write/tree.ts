import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

import { byCodeUnit } from '../order.js';
import type { Problem } from '../problem.js';
import { authorship } from './header.js';

/** Path under the output folder, with `/`, to text. */
export type Files = ReadonlyMap<string, string>;

/** How the output folder differs from what the generator would write. Paths are sorted by code unit. */
export interface Difference {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Generated files that the generator would not write any more. */
  readonly extra: readonly string[];
  /** Of the changed and extra ones: those that were edited by hand, or are not the generator's at all. */
  readonly edited: readonly string[];
}

/**
 * Compares files with the disk.
 *
 * @param owned - folders under `out` whose every file is the generator's
 */
export async function compareTree(out: string, files: Files, owned: readonly string[]): Promise<Difference> {
  const onDisk = await readOwned(out, owned);
  const changed = [...files].filter(([path, text]) => onDisk.has(path) && onDisk.get(path) !== text).map(([path]) => path);
  const missing = [...files.keys()].filter((path) => !onDisk.has(path));
  const extra = [...onDisk.keys()].filter((path) => !files.has(path));
  const edited = [...changed, ...extra].filter((path) => authorship(onDisk.get(path) ?? '') !== 'ours');
  return {
    changed: changed.sort(byCodeUnit),
    missing: missing.sort(byCodeUnit),
    extra: extra.sort(byCodeUnit),
    edited: edited.sort(byCodeUnit),
  };
}

/** Files that a person changed, as problems: they are left alone unless the command is forced. */
export function editedProblems(out: string, difference: Difference): Problem[] {
  return difference.edited.map((path) => ({
    rule: 'edited-by-hand',
    severity: 'error',
    subject: join(out, path),
    message: `${join(out, path)} is not as the generator wrote it, and would be lost`,
    fix: 'move the change to the spec or the framework and delete the file, or pass --force to overwrite it',
    at: undefined,
  }));
}

/**
 * Makes the folder what the files say: writes what differs, deletes what is left over, touches nothing else.
 *
 * Everything is written beside the folder's files first and then moved into place, so that a full disk or a crash while writing
 * leaves the folder as it was.
 */
export async function writeTree(out: string, files: Files, difference: Difference): Promise<void> {
  const written = [...difference.changed, ...difference.missing];
  if (written.length + difference.extra.length === 0) return;
  await mkdir(out, { recursive: true });
  const staging = await mkdtemp(join(out, '.staging-'));
  try {
    await Promise.all(written.map((path, at) => writeFile(join(staging, String(at)), files.get(path) ?? '')));
    await Promise.all(written.map((path) => mkdir(dirname(join(out, path)), { recursive: true })));
    for (const [at, path] of written.entries()) await rename(join(staging, String(at)), join(out, path));
    for (const path of difference.extra) await rm(join(out, path));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function readOwned(out: string, owned: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of owned) {
    for (const path of await listFiles(join(out, folder))) {
      const relative = `${folder}/${path.split(sep).join('/')}`;
      found.set(relative, await readFile(join(out, folder, path), 'utf8'));
    }
  }
  return found;
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
