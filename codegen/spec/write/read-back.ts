import { basename } from 'node:path/posix';

import { parseSpecFile } from '../parse/parse-spec.js';

/** How many members and events a spec file names; undefined where it cannot be read as one. */
export function linesRead(file: string, text: string): number | undefined {
  const { class: read, problems } = parseSpecFile(basename(file.replaceAll('\\', '/')), text);
  return read === undefined || problems.length > 0 ? undefined : read.claims.length + read.events.length;
}
