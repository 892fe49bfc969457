import { createHash } from 'node:crypto';

import type { Place } from '../common/place.js';
import type { Severity } from '../common/problem.js';
import type { SpecEdit, SpecEnd } from '../common/spec-edit.js';
import type { Docs } from '../model/types/type-text.js';
import type { Detail, Rule } from './rules.js';

/** A finding of the comparison, with its severity and the edit that settles it. */
export interface Finding {
  readonly rule: Rule;
  readonly detail: Detail | undefined;
  readonly severity: Severity;
  /** `Collection.createIndex#2`, `FindOptions.signal`. */
  readonly subject: string;
  /** What was found, in one sentence. */
  readonly message: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The methods through which users see the difference: `Collection.find`. */
  readonly methods: readonly string[];
  /** The place of the declaration in the driver. */
  readonly driver: Place | undefined;
  /** The place of the line in the spec. */
  readonly spec: Place | undefined;
  /** The first sentence of the driver's documentation. */
  readonly doc: string | undefined;
  /** What to do about it. */
  readonly fix: string;
  /** The line to add to the spec, if one line settles it. */
  readonly edit: SpecEdit | undefined;
  /** The `until` to add to a line whose member the driver no longer has. */
  readonly end: SpecEnd | undefined;
  /** Identifies the finding across runs: the same for the same rule, detail and subject. */
  readonly fingerprint: string;
}

/** The stable identity of a finding, without line numbers and versions. */
export function fingerprintOf(rule: Rule, detail: Detail | undefined, subject: string): string {
  return createHash('sha256')
    .update(`${rule}\n${detail ?? ''}\n${subject}`)
    .digest('hex')
    .slice(0, 16);
}

/** The first sentence of a comment, without tags. Undefined if there is none. */
export function firstSentence(docs: Docs | undefined): string | undefined {
  const lines = (docs?.text ?? '').split('\n');
  const end = lines.findIndex((line) => line.trim() === '' || line.trimStart().startsWith('@'));
  const text = (end < 0 ? lines : lines.slice(0, end)).join(' ').trim();
  if (text === '') return undefined;
  const stop = text.indexOf('. ');
  return stop < 0 ? text : text.slice(0, stop + 1);
}
