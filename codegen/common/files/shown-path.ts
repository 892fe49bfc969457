import { sep } from 'node:path';

/** A path as messages, headers and JSON show it: with `/` on every system. */
export function shownPath(path: string): string {
  return path.split(sep).join('/');
}
