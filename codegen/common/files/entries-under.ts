import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What is in a folder and in those under it. Links are not followed, which Node's own recursive reading does from Node 26 on. */
export async function entriesUnder(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const below = await Promise.all(folders.map(({ name }) => entriesUnder(join(folder, name))));
  return [...entries, ...below.flat()];
}
