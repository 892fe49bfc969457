import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { byCodeUnit } from '../common/order.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { authorship } from './header.js';

/** Path under the output folder, with `/`, to text. */
export type Files = ReadonlyMap<string, string>;

/** How the output folder differs from what the generator would write. Paths are sorted by code unit. */
export interface Difference {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Files in the generator's folders that it would not write (any more). */
  readonly extra: readonly string[];
  /** Of the changed and extra ones: those that the generator wrote and a person changed since. */
  readonly edited: readonly string[];
  /** Of the changed and extra ones: those that the generator never wrote. */
  readonly foreign: readonly string[];
}

/**
 * Compares files with the disk.
 *
 * @param owned - folders under `out` whose every file is the generator's
 */
export async function compareTree(out: string, files: Files, owned: readonly string[]): Promise<Difference> {
  const onDisk = await readOwned(out, owned);
  const changed = [...files].filter(([path, text]) => onDisk.has(path) && onDisk.get(path) !== text);
  const lost = [...changed.map(([path]) => path), ...[...onDisk.keys()].filter((path) => !files.has(path))];
  const by = (author: ReturnType<typeof authorship>): string[] =>
    lost.filter((path) => authorship(onDisk.get(path) ?? '') === author).sort(byCodeUnit);
  return {
    changed: lost.filter((path) => files.has(path)).sort(byCodeUnit),
    missing: [...files.keys()].filter((path) => !onDisk.has(path)).sort(byCodeUnit),
    extra: lost.filter((path) => !files.has(path)).sort(byCodeUnit),
    edited: by('edited'),
    foreign: by('foreign'),
  };
}

/** What a person would lose, as problems: such files are left alone unless the command is forced. */
export function editedProblems(out: string, { edited, foreign, extra }: Difference): Problem[] {
  const verb = (path: string): string => (extra.includes(path) ? 'deleted' : 'overwritten');
  return [
    ...edited.map((path) => ({
      rule: 'edited-by-hand',
      message: `${join(out, path)} was edited by hand, and would be ${verb(path)}`,
      fix: 'move the edit to the spec or the framework and delete the file, or pass --force to lose it',
      path,
    })),
    ...foreign.map((path) => ({
      rule: 'foreign-file',
      message: `${join(out, path)} is not by the generator, stands in a folder of the generator's, and would be ${verb(path)}`,
      fix: 'move it to another folder, or pass --force to lose it',
      path,
    })),
  ].map(({ path, ...rest }) => ({ ...rest, severity: 'error', subject: join(out, path), at: undefined }));
}

async function readOwned(out: string, owned: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of owned) {
    for (const path of await listFiles(join(out, folder))) {
      // A checkout may have turned the line ends into its system's: that is no change of anybody's.
      const text = (await readFile(join(out, folder, path), 'utf8')).replaceAll('\r\n', '\n');
      found.set(`${folder}/${path.split(sep).join('/')}`, text);
    }
  }
  return found;
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new CannotRunError(`${folder} cannot be read as a folder: ${message}`, 'name another folder by --out', {
      cause: error,
    });
  }
}
