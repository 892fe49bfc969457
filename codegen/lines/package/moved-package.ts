import { join, relative } from 'node:path';

import { shownPath } from '../../common/files/shown-path.js';
import type { Problem } from '../../common/problem.js';
import { type PublishedLine, peerRange } from '../../spec/published-lines.js';
import { isBefore } from '../../model/releases/release.js';
import { movedTexts, saidVersion, TemplateError, type Wanted } from './line-texts.js';
import { wordsOf } from './next-line.js';
import { readTemplate } from './read-template.js';

/** The new texts of files, and problems with files whose current text is not as expected. */
export interface Moved {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Updates the files of the newest package from one line to the next. */
export function movedPackage(folder: string, line: PublishedLine, newest: PublishedLine): Moved {
  const template = readTemplate(folder);
  try {
    // An earlier run may already have updated it.
    const said = saidVersion(template) === line.version ? line : newest;
    const texts = [...movedTexts(template, { line, newest: said })];
    const changed = texts.filter(([name, text]) => template.texts.get(name) !== text);
    return { files: new Map(changed.map(([name, text]) => [shownPath(join(folder, name)), text])), problems: [] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { files: new Map(), problems: [problem(error.file, error.what, error.fix)] };
  }
}

/** Adds a new major to the range of the newest package's manifest. Undefined if the range already includes it. */
export function openedPackage(text: string, newest: PublishedLine, release: string): string | undefined {
  const { since, until } = wordsOf(newest, release);
  const [before, after] = [newest.releases, { since, until }].map((releases) => `"mongodb": "${peerRange(releases)}"`);
  if (isBefore(release, newest.releases.until) || before === undefined || after === undefined) return undefined;
  return text.replace(before, after);
}

/** Updates the lock file of the project that contains the newest package, since npm copies its manifest there. */
export function movedLock(file: string, text: string, folder: string, line: PublishedLine): Moved {
  const lock = JSON.parse(text) as { readonly packages?: Readonly<Record<string, LockedPackage>> };
  const name = shownPath(relative('', folder));
  const locked = lock.packages?.[name];
  if (locked === undefined) return { files: new Map(), problems: [] };
  const peerDependencies = { ...locked.peerDependencies, mongodb: peerRange(line.releases) };
  const packages = { ...lock.packages, [name]: { ...locked, version: line.version, peerDependencies } };
  return { files: new Map([[file, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`]]), problems: [] };
}

interface LockedPackage {
  readonly version?: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Updates the module with the version for the handshake. */
export function movedVersion(file: string, text: string, { line, newest }: Wanted): Moved {
  const [before, after] = [newest, line].map(({ version }) => `VERSION = '${version}';`);
  if (before === undefined || after === undefined || text.includes(after)) return { files: new Map(), problems: [] };
  if (text.includes(before)) return { files: new Map([[file, text.replace(before, after)]]), problems: [] };
  const message = `says something other than \`${before}\``;
  return { files: new Map(), problems: [problem(file, message, `write \`${after}\` there`)] };
}

function problem(file: string, message: string, fix: string): Problem {
  return { rule: 'package-differs', severity: 'error', subject: file, message, fix, at: { file, line: 1, column: 1 } };
}
