import { createHash } from 'node:crypto';

import type { Place } from '../common/place.js';
import type { Severity } from '../common/problem.js';
import type { SpecEdit, SpecEnd } from '../common/spec-edit.js';
import type { Docs } from '../model/types/type-text.js';
import type { Detail, Rule } from './rules.js';

/** Something that the comparison found, judged and with the edit that settles it. */
export interface Finding {
  readonly rule: Rule;
  readonly detail: Detail | undefined;
  readonly severity: Severity;
  /** `Collection.createIndex#2`, `FindOptions.signal`. */
  readonly subject: string;
  /** One sentence: what was found. */
  readonly message: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What users call and see the difference through: `Collection.find`. */
  readonly methods: readonly string[];
  /** Where the driver declares it. */
  readonly driver: Place | undefined;
  /** The line of the spec that it is about. */
  readonly spec: Place | undefined;
  /** The first sentence of the driver's documentation. */
  readonly doc: string | undefined;
  /** What to do. */
  readonly fix: string;
  /** The line that the spec needs, if one line settles it. */
  readonly edit: SpecEdit | undefined;
  /** The `until` of a line of the spec whose member the driver no longer has. */
  readonly end: SpecEnd | undefined;
  /** Tells findings apart across runs: the same for the same rule, detail and subject. */
  readonly fingerprint: string;
}

/** The stable identity of a finding; line numbers and versions are none of it. */
export function fingerprintOf(rule: Rule, detail: Detail | undefined, subject: string): string {
  return createHash('sha256')
    .update(`${rule}\n${detail ?? ''}\n${subject}`)
    .digest('hex')
    .slice(0, 16);
}

/** The first sentence of a comment, without its tags; undefined where it says nothing. */
export function firstSentence(docs: Docs | undefined): string | undefined {
  const lines = (docs?.text ?? '').split('\n');
  const end = lines.findIndex((line) => line.trim() === '' || line.trimStart().startsWith('@'));
  const text = (end < 0 ? lines : lines.slice(0, end)).join(' ').trim();
  if (text === '') return undefined;
  const stop = text.indexOf('. ');
  return stop < 0 ? text : text.slice(0, stop + 1);
}
