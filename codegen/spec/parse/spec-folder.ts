import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

import { CannotRunError } from '../../common/problem.js';

/** Gives the bytes of every `*.yaml` of a folder, by the file's name in messages. Tests hand in their own. */
export type ReadFolder = (folder: string) => ReadonlyMap<string, Uint8Array>;

/** Files of the drift checker, which are about no class. */
const BESIDE: ReadonlySet<string> = new Set(['exemptions.yaml', 'severity.yaml']);

/** Reads the folder from disk; sub-folders and other files are none of the spec's. */
export const readSpecFolder: ReadFolder = (folder) => {
  const files = new Map<string, Uint8Array>();
  for (const name of attempt(folder, () => readdirSync(folder))) {
    // A file that ends in .yml is read too, so that its name is reported and not its content ignored.
    if (!/\.ya?ml$/.test(name) || BESIDE.has(name)) continue;
    const file = join(folder, name).split(sep).join('/');
    const bytes = attempt(file, () => (statSync(file).isFile() ? readFileSync(file) : undefined));
    if (bytes) files.set(file, bytes);
  }
  return files;
};

const REASONS: Partial<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is no folder',
  EACCES: 'may not be read by this user',
};

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CannotRunError(
      `the spec at ${path} ${REASONS[code] ?? `cannot be read (${code})`}, expected a folder of YAML files`,
      'name the folder of the spec by --spec',
      { cause: error },
    );
  }
}
