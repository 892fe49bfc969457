import { lstatSync } from 'node:fs';
import { join, relative } from 'node:path';

import { entriesUnder } from '../common/files/entries-under.js';
import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { codeOf, reasonOf } from '../common/files/system-error.js';
import { byCodeUnit } from '../common/order.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { authorship } from './header.js';

/** The text of files, by path below the output folder, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** How the output folder differs from what the generator would write. Paths are sorted by code unit. */
export interface Difference {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Files in the generator's folders that it would not write, or no longer. */
  readonly extra: readonly string[];
  /** The changed and extra files that the generator wrote and someone has edited since. */
  readonly edited: readonly string[];
  /** The changed and extra files that the generator did not write. */
  readonly foreign: readonly string[];
}

/**
 * Compares files with the disk.
 *
 * @param owned - the folders below `out` in which every module belongs to the generator
 */
export async function compareTree(out: string, files: Files, owned: readonly string[]): Promise<Difference> {
  const onDisk = await readOwned(out, owned, files);
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

/** Problems with files that someone has edited. They are not overwritten without `--force`. */
export function editedProblems(out: string, { edited, foreign, extra }: Difference): Problem[] {
  const verb = (path: string): string => (extra.includes(path) ? 'deleted' : 'overwritten');
  return [
    ...edited.map((path) => ({
      rule: 'edited-by-hand',
      message: `${shownPath(join(out, path))} was edited by hand, and would be ${verb(path)}`,
      fix: 'move the edit to the spec or the framework and delete the file, or pass --force to lose it',
      path,
    })),
    ...foreign.map((path) => ({
      rule: 'foreign-file',
      message: `${shownPath(join(out, path))} was not written by the generator, is in one of its folders, and would be ${verb(path)}`,
      fix: 'move it to another folder, or pass --force to lose it',
      path,
    })),
  ].map(({ path, ...rest }) => ({ ...rest, severity: 'error', subject: shownPath(join(out, path)), at: undefined }));
}

const FIX = 'make it a folder that this user can read, or name another output folder with --out';

/** The text of the modules in the generator's folders, by path. Undefined if it is not a file. */
async function readOwned(
  out: string,
  owned: readonly string[],
  files: Files,
): Promise<Map<string, string | undefined>> {
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  const found = new Map<string, string | undefined>();
  for (const folder of owned) {
    const paths = (await listFolder(join(out, folder))).map((path) => `${folder}/${path}`);
    for (const path of paths.filter((each) => couldBeModule(each) || folders.has(each)))
      found.set(path, readModule(join(out, path), files.get(path)));
  }
  return found;
}

/**
 * Whether the generator could write a file with this name. It ignores all others in its folders: files that systems,
 * editors and compilers leave beside the modules, such as `.DS_Store`, `Db.ts~`, `.Db.ts.swp` and `.idea/`.
 */
function couldBeModule(path: string): boolean {
  return path.endsWith('.ts') && path.split('/').every((part) => !/^[.#]/.test(part));
}

/** The folders in a path. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The text of a file. A link only counts if its target has the wanted text, since otherwise it would be replaced. */
function readModule(file: string, wanted: string | undefined): string | undefined {
  if (orCannotRun(() => kindOf(file), FIX) !== 'file') return undefined;
  // A checkout may have converted the line ends. That does not count as a change.
  const text = orCannotRun(() => readRegularFile(file), FIX)
    .toString('utf8')
    .replaceAll('\r\n', '\n');
  return text === wanted || !lstatSync(file).isSymbolicLink() ? text : undefined;
}

/** The entries below a folder that are not folders, as paths with `/`. Does not follow links. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    const others = (await entriesUnder(folder)).filter((entry) => !entry.isDirectory());
    return others.map((entry) => shownPath(relative(folder, join(entry.parentPath, entry.name))));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    const message = `${shownPath(folder)} cannot be read as a folder: ${reasonOf(cause)}`;
    throw new CannotRunError(message, FIX, { cause });
  }
}
