import { sep } from 'node:path';

/** How messages, headers and JSON show a path: with `/` on every system. */
export function shownPath(path: string): string {
  return path.split(sep).join('/');
}
