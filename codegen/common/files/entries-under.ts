import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** All entries below a folder. Does not follow links, unlike Node's own recursive `readdir` from Node 26 on. */
export async function entriesUnder(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const below = await Promise.all(folders.map(({ name }) => entriesUnder(join(folder, name))));
  return [...entries, ...below.flat()];
}
