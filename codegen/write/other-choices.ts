import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { choicesOf } from './header.js';
import type { Files } from './tree.js';

const FIX = 'make it a file that this user can read';

/** A framework in the output that was written with other choices than those made now. */
export interface OtherChoice {
  readonly framework: string;
  readonly written: readonly string[];
  readonly wanted: readonly string[];
}

/** The frameworks in a folder that were written with other choices, according to the headers of their indexes. */
export function otherChoices(out: string, files: Files): OtherChoice[] {
  return [...files].flatMap(([path, text]) => {
    const [framework = '', name] = path.split('/');
    const file = join(out, path);
    if (name !== 'index.ts' || orCannotRun(() => kindOf(file), FIX) !== 'file') return [];
    const written = choicesOf(orCannotRun(() => readRegularFile(file), FIX).toString('utf8'));
    const wanted = choicesOf(text) ?? [];
    return written === undefined || written.join() === wanted.join() ? [] : [{ framework, written, wanted }];
  });
}
