import type { Problem } from '../../common/problem.js';
import type { DriftReport } from '../../drift/drift.js';
import type { Finding } from '../../drift/finding.js';
import { familyOf } from '../../drift/rules.js';

/** What is no question of a release's: `accept` writes the first surface of a new major version. */
const NOT_ASKED = 'driver-out-of-range';

/** What of a report a person has to settle: what the spec says and is not so, and what could not be read. */
export function claimsLeft({ findings }: DriftReport): Problem[] {
  return findings
    .filter(({ rule, severity }) => familyOf(rule) !== 'change' && rule !== NOT_ASKED && severity === 'error')
    .map(problemOf);
}

function problemOf({ rule, severity, subject, message, fix, spec, driver }: Finding): Problem {
  const [at, related] = [spec, driver].filter((place) => place !== undefined);
  return { rule, severity, subject, message, fix, at, ...(related && { related }) };
}

/** What the driver declares otherwise than before, a line each. */
export function changeLines({ findings }: DriftReport): string[] {
  return findings
    .filter(({ rule }) => familyOf(rule) === 'change')
    .map(({ rule, detail, message }) => `${rule}${detail === undefined ? '' : `/${detail}`}: ${message}`);
}

/** `1 edit`, `2 edits`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
