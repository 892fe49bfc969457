import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import type { Template } from './line-texts.js';

/** Reads the files of the folder itself. Everything in folders below is generated, compiled or installed. */
export function readTemplate(folder: string): Template {
  const fix = 'name the folder of the newest package with --template';
  if (orCannotRun(() => kindOf(folder), fix) !== 'folder')
    throw new CannotRunError(`${shownPath(folder)} is not a folder`, fix);
  const names = readdirSync(folder).filter((name) => kindOf(join(folder, name)) === 'file');
  const read = (name: string): string => orCannotRun(() => readRegularFile(join(folder, name)), fix).toString('utf8');
  return { folder, texts: new Map(names.map((name) => [name, read(name)])) };
}
