import { accessSync, constants, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { byCodeUnit } from '../../common/order.js';
import { CannotRunError } from '../../common/problem.js';
import { resultsPage, STORED, type StoredComparison } from './results-page.js';

const FIX = 'give --page a file such as `docs/results.md`, in a folder that is there';

/**
 * Looks at a page and at the numbers beside it, from which it is written, before a run that is too long to find at its end that its page
 * has no place.
 *
 * @throws {CannotRunError} when the page could not be written
 */
export async function checkPage(page: string): Promise<void> {
  checkPlaces(page);
  await readStored(folderOf(page));
}

/** Puts comparisons in the places of older ones, and writes the page with those of every framework and topology. */
export async function publish(page: string, comparisons: readonly StoredComparison[]): Promise<void> {
  const folder = folderOf(page);
  await mkdir(folder, { recursive: true });
  for (const each of comparisons) {
    const name = `${each.framework}-${each.topology.replace(' ', '-')}.json`;
    await writeFile(join(folder, name), `${JSON.stringify(each, undefined, 2)}\n`);
  }
  await writeFile(page, resultsPage(await readStored(folder)));
}

function folderOf(page: string): string {
  return page.replace(/\.md$/, '');
}

function checkPlaces(page: string): void {
  if (!/.\.md$/.test(basename(page))) throw new CannotRunError(`the page ${page} is no Markdown file`, FIX);
  const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder(page)) throw new CannotRunError(`the page ${page} is a folder`, FIX);
  if (!isFolder(dirname(page))) throw new CannotRunError(`${dirname(page)}, for the page, is no folder`, FIX);
  const store = folderOf(page);
  if (statSync(store, { throwIfNoEntry: false }) !== undefined && !isFolder(store))
    throw new CannotRunError(`${store}, for the numbers behind the page, is no folder`, FIX);
  try {
    accessSync(dirname(page), constants.W_OK);
  } catch (cause) {
    throw new CannotRunError(`${dirname(page)}, for the page, cannot be written to`, FIX, { cause });
  }
}

async function readStored(folder: string): Promise<StoredComparison[]> {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(names.toSorted(byCodeUnit).map(async (name) => readComparison(join(folder, name))));
}

async function readComparison(file: string): Promise<StoredComparison> {
  try {
    return STORED.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const fix = 'delete it, and run synchro for its framework and topology';
    throw new CannotRunError(`${file} holds no results of synchro of this version`, fix, { cause });
  }
}
