import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { byCodeUnit } from '../../common/order.js';
import { CannotRunError } from '../../common/problem.js';
import type { WorkerConfig } from '../run/worker-config.js';
import { matches } from './pattern.js';
import type { Entry, Settings } from './settings.js';

/** Files that a process runs one after the other. */
export interface Group {
  readonly name: string;
  /** Relative to the suite. */
  readonly files: readonly string[];
  readonly kind: WorkerConfig['kind'];
}

/** The folders with tests, and the file extension of their tests. Those that mocha runs are compiled. */
const FOLDERS = [
  { folder: 'test/unit', ending: '.test.js' },
  { folder: 'test/integration', ending: '.test.js' },
  { folder: 'test/types', ending: '.test-d.ts' },
] as const;

/** Lists every test file of the suite: `test/unit/error.test.js`. */
export async function listTests(suite: string): Promise<string[]> {
  const lists = await Promise.all(
    FOLDERS.map(async ({ folder, ending }) => {
      const path = join(suite, folder);
      const names = existsSync(path) ? await readdir(path, { recursive: true }) : [];
      return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name.split(sep).join('/')}`);
    }),
  );
  return lists.flat().toSorted(byCodeUnit);
}

/**
 * Returns a filter for files that begin with one of these texts, by their source or compiled names.
 *
 * @throws {CannotRunError} if no file begins with one of them
 */
export function beginningWith(files: readonly string[], beginnings: readonly string[]): (file: string) => boolean {
  const compiled = beginnings.map((each) => each.replace(/(?<!\.test-d)\.ts$/, '.js'));
  const stray = compiled.find((each) => !files.some((file) => file.startsWith(each)));
  if (stray !== undefined) {
    throw new CannotRunError(
      `no test file of the driver suite begins with '${stray}'`,
      'name a file or folder as it is in the suite, such as `test/integration/crud`',
    );
  }
  return (file) => compiled.some((each) => file.startsWith(each));
}

/** Sorts the selected files into groups. */
export function selectGroups(files: readonly string[], settings: Settings, only: (file: string) => boolean): Group[] {
  const covers = (entries: readonly Entry[], file: string): boolean =>
    entries.some(({ pattern }) => matches(pattern, file));
  const selected = files.filter((file) => !covers(settings.unselected, file) && only(file));
  const groups = GROUPS.map(({ name, kind }): Group => {
    return { name, kind, files: selected.filter((file) => groupOf(file) === name) };
  });
  return groups.filter((group) => group.files.length > 0);
}

/**
 * A file belongs to the first group that matches. The groups start in this order, longest first. Tests of change
 * streams, timeouts and server selection mostly wait. Those of large batches keep their server busy, so they get one of
 * their own.
 */
const GROUPS = [
  {
    name: 'change-streams',
    kind: 'integration',
    files: /^test\/integration\/change-streams\/.*(?<!\.spec)\.test\.js$/,
  },
  { name: 'timeouts', kind: 'integration', files: /^test\/integration\/client-side-operations-timeout\// },
  { name: 'unified', kind: 'integration', files: /^test\/integration\/.*\.spec\.test\.js$/ },
  {
    name: 'batches',
    kind: 'integration',
    files: /^test\/integration\/crud\/(?:bulk|client_bulk_write|crud\.prose|explain)/,
  },
  { name: 'server-selection', kind: 'integration', files: /^test\/integration\/server-selection\// },
  { name: 'crud', kind: 'integration', files: /^test\/integration\/crud\// },
  { name: 'node-specific', kind: 'integration', files: /^test\/integration\/node-specific\// },
  { name: 'integration', kind: 'integration', files: /^test\/integration\// },
  { name: 'unit', kind: 'unit', files: /^test\/unit\// },
  { name: 'types', kind: 'types', files: /^test\/types\// },
] as const;

function groupOf(file: string): string | undefined {
  return GROUPS.find(({ files }) => files.test(file))?.name;
}
