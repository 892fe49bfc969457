import { accessSync, constants } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { kindOf, orCannotRun, type PathKind, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { writeWhole } from '../../common/files/write-file.js';
import { byCodeUnit } from '../../common/order.js';
import { CannotRunError } from '../../common/problem.js';
import { lineOf } from '../../model/releases/release.js';
import { resultsPage, STORED, type StoredComparison } from './results-page.js';

const FIX = 'pass --page a file in an existing folder, such as `docs/results.md`';

/**
 * Checks before a long run that its page, and the file with the numbers beside it, can be written.
 *
 * @throws {CannotRunError} if the page could not be written
 */
export async function checkPage(page: string): Promise<void> {
  checkPlaces(page);
  await readStored(folderOf(page));
}

/** Replaces older comparisons by new ones, and writes the page with those of every line, framework and topology. */
export async function publish(page: string, comparisons: readonly StoredComparison[]): Promise<void> {
  const folder = folderOf(page);
  for (const each of comparisons) {
    const name = `${lineOf(each.driver)}-${each.framework}-${each.topology.replace(' ', '-')}.json`;
    await writeWhole(join(folder, name), `${JSON.stringify(each, undefined, 2)}\n`);
  }
  await writeWhole(page, resultsPage(await readStored(folder)));
}

function folderOf(page: string): string {
  return page.replace(/\.md$/, '');
}

function checkPlaces(page: string): void {
  if (!/.\.md$/.test(basename(page))) throw new CannotRunError(`the page ${page} is not a Markdown file`, FIX);
  const kindAt = (path: string): PathKind => orCannotRun(() => kindOf(path), FIX);
  const kind = kindAt(page);
  if (kind !== 'file' && kind !== 'nothing') throw new CannotRunError(`the page ${page} is a ${kind}`, FIX);
  const parent = shownPath(dirname(page));
  if (kindAt(parent) !== 'folder') throw new CannotRunError(`${parent}, for the page, is not a folder`, FIX);
  const store = folderOf(page);
  if (!['folder', 'nothing'].includes(kindAt(store)))
    throw new CannotRunError(`${store}, for the numbers behind the page, is not a folder`, FIX);
  try {
    accessSync(parent, constants.W_OK);
  } catch (cause) {
    throw new CannotRunError(`${parent}, for the page, cannot be written to`, FIX, { cause });
  }
}

async function readStored(folder: string): Promise<StoredComparison[]> {
  if (orCannotRun(() => kindOf(folder), FIX) === 'nothing') return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return names.toSorted(byCodeUnit).map((name) => readComparison(join(folder, name)));
}

function readComparison(file: string): StoredComparison {
  try {
    return STORED.parse(JSON.parse(readRegularFile(file).toString('utf8')));
  } catch (cause) {
    const fix = 'delete it, and run synchro for its line, framework and topology';
    throw new CannotRunError(`${shownPath(file)} was not written by this version of synchro`, fix, { cause });
  }
}
