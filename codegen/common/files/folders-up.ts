import { dirname, resolve } from 'node:path';

/** A folder and those above it, the nearest first: where Node, npm and Git look for what belongs to a project. */
export function foldersUp(from: string): string[] {
  const folder = resolve(from);
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUp(parent)];
}
