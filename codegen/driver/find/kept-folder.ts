import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ownPath, removeLeftOvers } from '../../common/files/own-path.js';
import { shownPath } from '../../common/files/shown-path.js';
import { fixOf, reasonOf } from '../../common/files/system-error.js';
import { interruptible } from '../../common/interruption.js';
import { CannotRunError } from '../../common/problem.js';

/** How a folder of the cache is filled. */
export interface Filling {
  /** Fetches into an existing empty folder. Returns the folder to keep, which has a `package.json`. */
  readonly fill: (staging: string, signal: AbortSignal) => Promise<string>;
  /** The error if that fails. */
  readonly failed: (cause: unknown) => CannotRunError;
}

/** Returns a folder of the cache, which is filled once. No process ever sees a half-filled one. */
export async function keptFolder(cache: string, name: string, { fill, failed }: Filling): Promise<string> {
  const folder = join(cache, name);
  const isThere = (): boolean => existsSync(join(folder, 'package.json'));
  if (isThere()) return folder;
  await interruptible(async (signal) => {
    const staging = await stagingIn(cache);
    try {
      // On the same file system a rename is atomic.
      await rename(await fill(staging, signal), folder);
    } catch (error) {
      // Another process may have been faster. Its folder is just as good.
      if (!isThere()) throw failed(error);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
  return folder;
}

async function stagingIn(cache: string): Promise<string> {
  try {
    await mkdir(cache, { recursive: true });
    await removeLeftOvers(cache, '.fetch');
    const staging = ownPath(cache, '.fetch');
    await mkdir(staging);
    return staging;
  } catch (cause) {
    const message = `cache folder ${shownPath(cache)} cannot be written: ${reasonOf(cause)}`;
    throw new CannotRunError(message, fixOf(cause, 'set MOTORIZED_CACHE to a folder that can'), { cause });
  }
}
