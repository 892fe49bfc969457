import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of this process, to distinguish them from those that an earlier process with the same id has left. */
const made = new Set<string>();

/**
 * Returns a temporary path that no other process writes to. Its name includes the process id, so that what a killed
 * process has left can be recognized.
 *
 * @param kind - the prefix of its name
 */
export function ownPath(folder: string, kind: string): string {
  const path = join(folder, `${kind}-${process.pid}-${randomBytes(4).toString('hex')}`);
  made.add(path);
  return path;
}

/** Removes temporary paths of a kind from a folder, if their processes have ended. */
export async function removeLeftOvers(folder: string, kind: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = ownerOf(name, kind);
    const path = join(folder, name);
    if (owner !== undefined && isGone(path, owner)) await rm(path, { recursive: true, force: true });
  }
}

/** The id of the process that created a path of this kind. */
function ownerOf(name: string, kind: string): number | undefined {
  if (!name.startsWith(`${kind}-`)) return undefined;
  const [, owner] = /^(\d+)-[0-9A-Za-z]{6,8}$/.exec(name.slice(kind.length + 1)) ?? [];
  return owner === undefined ? undefined : Number(owner);
}

function isGone(path: string, owner: number): boolean {
  // In a container, every process may have the same id as the one before.
  return owner === process.pid ? !made.has(path) : !isAlive(owner);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process is alive, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
