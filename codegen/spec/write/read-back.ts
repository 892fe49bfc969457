import { basename } from 'node:path/posix';

import { isErrorsFile, parseErrorsFile } from '../parse/parse-errors.js';
import { parseSpecFile } from '../parse/parse-spec.js';

/** How many members, events or errors a spec file names. Undefined if it cannot be read. */
export function linesRead(file: string, text: string): number | undefined {
  const name = basename(file.replaceAll('\\', '/'));
  if (isErrorsFile(name)) {
    const { errors, problems } = parseErrorsFile(name, text);
    return problems.length > 0 ? undefined : errors.limited.length;
  }
  const { class: read, problems } = parseSpecFile(name, text);
  return read === undefined || problems.length > 0 ? undefined : read.claims.length + read.events.length;
}
