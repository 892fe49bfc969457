import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Makes a folder a disk of its own, of a size such as `64k`; undefined where this user may not. `unmount` it in the end. */
export function mountSmallDisk(folder: string, size: string): { unmount(): void } | undefined {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  if (status !== 0) return undefined;
  return { unmount: () => void spawnSync('umount', [folder]) };
}
