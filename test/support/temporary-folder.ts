import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { ownPath, removeLeftOvers } from '../../codegen/common/files/own-path.js';

/** The kinds whose leftovers are being removed. */
const tidied = new Map<string, Promise<void>>();

/**
 * Creates a temporary folder for this process, which removes it at the end. Leftovers of killed processes are removed
 * by the next one.
 *
 * @param kind - the prefix of its name
 */
export function temporaryFolder(kind: string): string {
  const folder = ownPath(tmpdir(), kind);
  mkdirSync(folder);
  void tidy(kind);
  return folder;
}

/** Removes the leftovers of ended processes, once for each kind. */
export async function tidy(kind: string): Promise<void> {
  // Other processes may do the same at the same time. A folder that cannot be removed does no harm.
  const tidying = tidied.get(kind) ?? removeLeftOvers(tmpdir(), kind).catch(() => undefined);
  tidied.set(kind, tidying);
  await tidying;
}
