import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { byCodeUnit } from '../order.js';
import { CannotRunError, type Problem } from '../problem.js';
import { type Entry, matches, type Settings } from './settings.js';

/** Files that one process runs after another. */
export interface Group {
  readonly name: string;
  /** Relative to the suite, compiled. */
  readonly files: readonly string[];
  readonly integration: boolean;
}

/** Every test file of the suite, as `test/unit/error.test.js`. */
export async function listTests(suite: string): Promise<string[]> {
  const folders = ['test/unit', 'test/integration'];
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(suite, folder), { recursive: true });
      return names.filter((name) => name.endsWith('.test.js')).map((name) => `${folder}/${name.split(sep).join('/')}`);
    }),
  );
  return lists.flat().toSorted(byCodeUnit);
}

/**
 * Tells the files that begin with one of these, as they are named in the suite or compiled.
 *
 * @throws {CannotRunError} when one is the beginning of no file
 */
export function beginningWith(files: readonly string[], beginnings: readonly string[]): (file: string) => boolean {
  const compiled = beginnings.map((each) => each.replace(/\.ts$/, '.js'));
  const stray = compiled.find((each) => !files.some((file) => file.startsWith(each)));
  if (stray !== undefined) {
    throw new CannotRunError(
      `no test file of the driver suite begins with '${stray}'`,
      'name a file or folder as it is in the suite, such as `test/integration/crud`',
    );
  }
  return (file) => compiled.some((each) => file.startsWith(each));
}

/** Sorts the files that are to be run into groups. */
export function selectGroups(files: readonly string[], settings: Settings, only: (file: string) => boolean): Group[] {
  const covers = (entries: readonly Entry[], file: string): boolean =>
    entries.some(({ pattern }) => matches(pattern, file));
  const selected = files.filter((file) => !covers(settings.unselected, file) && only(file));
  const groups = GROUPS.map(({ name }): Group => {
    return { name, integration: name !== 'unit', files: selected.filter((file) => groupOf(file) === name) };
  });
  return groups.filter((group) => group.files.length > 0);
}

/**
 * A file is in the first group that takes it; they begin in this order, the longest first. Tests of change streams and of timeouts wait for the better part of theirs; those of large batches
 * fill the server, which is theirs alone.
 */
const GROUPS = [
  { name: 'change-streams', files: /^test\/integration\/change-streams\/.*(?<!\.spec)\.test\.js$/ },
  { name: 'timeouts', files: /^test\/integration\/client-side-operations-timeout\// },
  { name: 'unified', files: /^test\/integration\/.*\.spec\.test\.js$/ },
  { name: 'batches', files: /^test\/integration\/crud\/(?:bulk|client_bulk_write|crud\.prose|explain)/ },
  { name: 'crud', files: /^test\/integration\/crud\// },
  { name: 'node-specific', files: /^test\/integration\/node-specific\// },
  { name: 'integration', files: /^test\/integration\// },
  { name: 'unit', files: /^test\/unit\// },
] as const;

function groupOf(file: string): string | undefined {
  return GROUPS.find(({ files }) => files.test(file))?.name;
}

/** Entries about files that the suite does not have. */
export function strayEntries(files: readonly string[], settings: Settings): Problem[] {
  return [...settings.unselected, ...settings.fast]
    .filter(({ pattern }) => !files.some((file) => matches(pattern, file)))
    .map(({ pattern, place }) => ({
      rule: 'synchro-unused',
      severity: 'error',
      subject: pattern,
      message: `'${pattern}' is no test file of the driver suite`,
      fix: 'correct or delete the entry',
      at: place,
    }));
}
