import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What this process has made, to be told from what an earlier one with the same number left. */
const made = new Set<string>();

/**
 * A path for something temporary that no other process writes to. The name tells who made it, so that what a killed process left is known
 * for what it is.
 *
 * @param kind - the beginning of its name
 */
export function ownPath(folder: string, kind: string): string {
  const path = join(folder, `${kind}-${process.pid}-${randomBytes(4).toString('hex')}`);
  made.add(path);
  return path;
}

/** Removes from a folder what processes that have ended have left there under names of a kind. */
export async function removeLeftOvers(folder: string, kind: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = ownerOf(name, kind);
    const path = join(folder, name);
    if (owner !== undefined && isGone(path, owner)) await rm(path, { recursive: true, force: true });
  }
}

/** The process that made something of this kind. */
function ownerOf(name: string, kind: string): number | undefined {
  if (!name.startsWith(`${kind}-`)) return undefined;
  const [, owner] = /^(\d+)-[0-9A-Za-z]{6,8}$/.exec(name.slice(kind.length + 1)) ?? [];
  return owner === undefined ? undefined : Number(owner);
}

function isGone(path: string, owner: number): boolean {
  // In a container every process may have the number of the one before.
  return owner === process.pid ? !made.has(path) : !isAlive(owner);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
