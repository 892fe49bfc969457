import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { ownPath, removeLeftOvers } from '../../codegen/common/files/own-path.js';

/** The kinds of which what dead processes have left is being removed. */
const tidied = new Map<string, Promise<void>>();

/**
 * Makes a temporary folder of this process, which removes it in the end. What a process that was killed has left of the kind, the next one
 * removes.
 *
 * @param kind - the beginning of its name
 */
export function temporaryFolder(kind: string): string {
  const folder = ownPath(tmpdir(), kind);
  mkdirSync(folder);
  void tidy(kind);
  return folder;
}

/** Removes what dead processes have left of a kind, once. */
export async function tidy(kind: string): Promise<void> {
  // Others may tidy up at the same time, and what cannot be removed is in nobody's way.
  const tidying = tidied.get(kind) ?? removeLeftOvers(tmpdir(), kind).catch(() => undefined);
  tidied.set(kind, tidying);
  await tidying;
}
