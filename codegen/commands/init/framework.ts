import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { reasonOf } from '../../common/files/system-error.js';
import { byCodeUnit } from '../../common/order.js';
import { packageRoot } from '../../common/package-root.js';
import { CannotRunError } from '../../common/problem.js';
import { shownValue } from '../../common/shown-value.js';
import { type Framework, frameworkName } from '../../frameworks/framework.js';
import { writeTree } from '../../write/write-tree.js';
import type { Report } from '../report.js';

export interface InitFrameworkOptions {
  readonly name: string;
  readonly eager: boolean;
  readonly lazy: boolean;
  /** The folder to write. Default: one with the framework's name. */
  readonly out: string | undefined;
}

/** `motorized init framework NAME`: writes the folder of a complete framework, as a starting point. */
export async function runInitFramework(options: InitFrameworkOptions): Promise<Report> {
  const evaluation = evaluationOf(options);
  checkName(options.name);
  const folder = options.out ?? options.name;
  await checkFree(folder);
  const files = await starterFiles(evaluation, options.name, folder);
  await writeTree(folder, files, { missing: [...files.keys()], changed: [], extra: [], edited: [], foreign: [] });
  const shown = (path: string): string => shownPath(join(folder, path));
  const lines = [
    ...[...files.keys()].map((path) => `wrote ${shown(path)}`),
    `${shown('README.md')} says what to do next`,
  ];
  return { code: 0, lines, problems: [], sources: new Map(), json: { folder, files: [...files.keys()] } };
}

function evaluationOf({ eager, lazy }: InitFrameworkOptions): Framework['evaluation'] {
  if (eager !== lazy) return eager ? 'eager' : 'lazy';
  throw new CannotRunError(
    eager
      ? 'a framework is eager or lazy, and not both'
      : 'the command has to know whether the framework is eager or lazy',
    'pass `--eager` if a call starts the work, `--lazy` if running the returned value does',
  );
}

function checkName(name: string): void {
  const { success, error } = frameworkName.safeParse(name);
  if (success) return;
  throw new CannotRunError(
    `the name of a framework is ${shownValue(name)}, expected ${error.issues[0]?.message ?? 'another one'}`,
    'give it another name: its classes are written to a folder of that name',
  );
}

async function checkFree(folder: string): Promise<void> {
  const fix = 'name another folder with --out, or delete this one';
  const kind = orCannotRun(() => kindOf(folder), fix);
  if (kind === 'nothing') return;
  if (kind !== 'folder')
    throw new CannotRunError(`${shownPath(folder)} is a ${kind}, expected a folder or nothing`, fix);
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new CannotRunError(`${shownPath(folder)} cannot be read: ${reasonOf(cause)}`, fix, { cause });
  });
  const [first] = names.sort(byCodeUnit);
  if (first === undefined) return;
  const more = names.length > 1 ? ` and ${names.length - 1} more` : '';
  throw new CannotRunError(`${shownPath(folder)} is not empty: it holds ${shownPath(first)}${more}`, fix);
}

/** The folder with the files of a new framework. */
const STARTERS = join('codegen', 'starters');
const TEXT = '.txt';

async function starterFiles(
  evaluation: Framework['evaluation'],
  name: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const shown = shownPath(relative('', folder)) || '.';
  const files = new Map<string, string>();
  for (const part of [evaluation, 'both']) {
    const from = join(packageRoot(), STARTERS, part);
    for (const file of await readdir(from)) {
      if (!file.endsWith(TEXT)) continue;
      const text = readRegularFile(join(from, file)).toString('utf8');
      files.set(file.slice(0, -TEXT.length), text.replaceAll('__NAME__', name).replaceAll('__FOLDER__', shown));
    }
  }
  return new Map([...files].sort(([a], [b]) => byCodeUnit(a, b)));
}
