import { join, relative } from 'node:path';

import { foldersUp } from '../common/files/folders-up.js';
import { kindOf } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { CannotRunError } from '../common/problem.js';

const YAML = 'motorized.config.yaml';

/** The names that a config can have. */
export const CONFIG_NAMES = [YAML, 'motorized.config.ts'] as const;

/** Names that somebody would try, and that would be ignored. */
const NEARLY = ['yml', 'json', 'js', 'mjs', 'cjs', 'mts', 'cts'].map((end) => `motorized.config.${end}`);

/**
 * Finds the config of a project: the nearest one, from a folder upwards. Returns a path relative to the working
 * directory.
 *
 * @throws {CannotRunError} if a folder has two, or one with a similar but wrong name
 */
export function findConfig(from: string): string | undefined {
  for (const folder of foldersUp(from)) {
    const found = [...CONFIG_NAMES, ...NEARLY].filter((name) => isThere(join(folder, name)));
    const [first, second] = found;
    const shown = (name: string): string => shownPath(relative(process.cwd(), join(folder, name)));
    if (first !== undefined && second !== undefined)
      throw new CannotRunError(`${shown(first)} and ${shown(second)} are in the same folder`, 'delete one of them');
    if (first !== undefined && NEARLY.includes(first))
      throw new CannotRunError(
        `${shown(first)} is not read: a config has to be called ${CONFIG_NAMES.join(' or ')}`,
        `rename it to ${/json$|yml$/.test(first) ? CONFIG_NAMES[0] : CONFIG_NAMES[1]}`,
      );
    if (first !== undefined) return shown(first);
  }
  return undefined;
}

/** A link to nothing counts, since its author would not notice that no config is read. */
function isThere(file: string): boolean {
  try {
    return kindOf(file) !== 'nothing';
  } catch {
    // A folder above that this user may not read does not belong to the project.
    return false;
  }
}
