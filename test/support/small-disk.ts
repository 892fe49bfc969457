import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Mounts a disk of a size such as `64k` on a folder. Undefined if this user may not. Call `unmount` at the end. */
export function mountSmallDisk(folder: string, size: string): { unmount(): void } | undefined {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  if (status !== 0) return undefined;
  return { unmount: () => void spawnSync('umount', [folder]) };
}
