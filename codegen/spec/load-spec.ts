import { isUtf8 } from 'node:buffer';

import { shownPath } from '../common/files/shown-path.js';
import { byCodeUnit } from '../common/order.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { isErrorsFile, NO_ERRORS, parseErrorsFile } from './parse/parse-errors.js';
import { parseSpecFile, withoutMark } from './parse/parse-spec.js';
import { packagedSpec, type ReadFolder, readSpecFolder } from './parse/spec-folder.js';
import type { RangedClass, RangedSpec } from './ranged-spec.js';
import type { Named } from './spec.js';

export interface LoadedSpec {
  /** The spec, without the classes of malformed files. Only use it if there are no problems. */
  readonly spec: RangedSpec;
  readonly problems: readonly Problem[];
  /** The text of each file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads every `*.yaml` of a folder. Reports the problems of all files together. */
export function loadSpec(folder: string, read: ReadFolder = readSpecFolder): LoadedSpec {
  const classes: RangedClass[] = [];
  const problems: Problem[] = [];
  const sources = new Map<string, string>();
  const owners = new Map<string, Named>();
  const files = [...read(folder)].sort(([a], [b]) => byCodeUnit(a, b));
  let errors = NO_ERRORS;
  if (files.every(([file]) => isErrorsFile(file))) {
    throw new CannotRunError(
      `the spec folder ${shownPath(folder)} has no .yaml file of a class, expected one for each class`,
      `name the folder of the spec with --spec, or print a first file with \`motorized init spec --class NAME\`; ${packagedSpec()}`,
    );
  }
  for (const [file, bytes] of files) {
    const { text, problem } = decode(file, bytes);
    sources.set(file, text);
    if (problem) {
      problems.push(problem);
      continue;
    }
    if (isErrorsFile(file)) {
      const parsed = parseErrorsFile(file, text);
      errors = parsed.errors;
      problems.push(...parsed.problems);
      continue;
    }
    const parsed = parseSpecFile(file, text);
    for (const each of parsed.problems) problems.push(each);
    const owner = parsed.named && owners.get(parsed.named.name);
    if (parsed.named && owner) problems.push(claimedByTwoFiles(parsed.named, owner));
    else if (parsed.named) owners.set(parsed.named.name, parsed.named);
    if (parsed.class && !owner) classes.push(parsed.class);
  }
  classes.sort((a, b) => byCodeUnit(a.class, b.class));
  return { spec: { folder, classes, errors }, problems, sources };
}

function claimedByTwoFiles({ name, place }: Named, owner: Named): Problem {
  return {
    rule: 'spec-duplicate',
    severity: 'error',
    subject: name,
    message: `the class \`${name}\` is in ${owner.place.file} already, expected one file for each class`,
    fix: 'delete one of the two files, or correct the class',
    at: place,
    related: owner.place,
  };
}

function decode(file: string, bytes: Uint8Array): { text: string; problem?: Problem } {
  const text = withoutMark(lenient(bytes));
  const wrong = firstWrongByte(bytes);
  if (wrong === undefined) return { text };
  const line = withoutMark(lenient(bytes.subarray(0, wrong))).split('\n');
  const byte = (bytes[wrong] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return {
    text,
    problem: {
      rule: 'spec-syntax',
      severity: 'error',
      subject: file,
      message: `the byte 0x${byte} is not UTF-8, expected a file in UTF-8`,
      fix: 'save the file in UTF-8',
      at: { file, line: line.length, column: (line.at(-1)?.length ?? 0) + 1 },
    },
  };
}

const REPLACEMENT: readonly number[] = [0xef, 0xbf, 0xbd];

/** Decodes UTF-8, with the replacement character for invalid bytes. */
function lenient(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** The position of the first invalid byte: encoding the decoded text again differs there. */
function firstWrongByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  const again = new TextEncoder().encode(lenient(bytes));
  const at = again.findIndex((byte, index) => byte !== bytes[index]);
  // The first bytes of the replacement character may equal the invalid ones.
  return at - REPLACEMENT.indexOf(again[at] ?? 0);
}
