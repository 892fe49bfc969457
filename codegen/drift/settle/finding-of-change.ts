import type { Severity } from '../../common/problem.js';
import type { Change } from '../change.js';
import { type Finding, fingerprintOf, firstSentence } from '../finding.js';
import { defaultSeverity } from '../rules.js';
import { describeChange } from './describe-change.js';

/** What the driver is compared with. With a surface, differences are settled by accepting it. */
export type Basis = 'surface' | 'driver';

/** Converts a change to a finding with its default severity. */
export function findingOf(change: Change, basis: Basis): Finding {
  const { rule, detail, subject, before, after, place, docs, reaches } = change;
  return {
    rule,
    detail,
    severity: change.severity ?? defaultSeverity(rule, detail),
    subject,
    message: describeChange(change),
    before,
    after,
    methods: reaches ?? [],
    driver: place,
    spec: undefined,
    doc: firstSentence(docs),
    fix: fixOf(change.severity ?? defaultSeverity(rule, detail), basis),
    edit: undefined,
    end: undefined,
    fingerprint: fingerprintOf(rule, detail, subject),
  };
}

function fixOf(severity: Severity, basis: Basis): string {
  const accept =
    basis === 'surface'
      ? 'review it, then run `motorized accept` and commit the surface'
      : 'review it before moving to this driver';
  return severity === 'error' ? `run \`motorized generate\`, ${accept}` : accept;
}
