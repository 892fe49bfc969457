import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { CannotRunError } from '../../common/problem.js';

/**
 * Makes a folder that no other process writes to, and removes those of the same kind whose process has ended: the last ones stay until then,
 * to be read.
 *
 * @param kind - the beginning of its name
 * @throws {CannotRunError} when it cannot be made
 */
export async function ownFolder(parent: string, kind: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    for (const name of await readdir(parent)) {
      const owner = ownerOf(name, kind);
      if (owner !== undefined && !isAlive(owner)) await rm(join(parent, name), { recursive: true, force: true });
    }
    return await mkdtemp(join(parent, `${kind}-${process.pid}-`));
  } catch (cause) {
    const fix = `see that ${parent} can be a folder, and be written to`;
    throw new CannotRunError(`${parent} cannot be used: ${(cause as Error).message}`, fix, { cause });
  }
}

/** The process that made a folder of this kind. */
function ownerOf(name: string, kind: string): number | undefined {
  const [, owner] = new RegExp(`^${kind}-(\\d+)-\\w+$`).exec(name) ?? [];
  return owner === undefined ? undefined : Number(owner);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
