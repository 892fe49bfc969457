import type { Problem } from '../../common/problem.js';
import type { DriftReport } from '../../drift/drift.js';
import type { Finding } from '../../drift/finding.js';
import { familyOf } from '../../drift/rules.js';

/** Not a question for a person: `accept` writes the first surface of a new major version. */
const NOT_ASKED = 'driver-out-of-range';

/** The findings of a report that a person has to settle: wrong claims, and what could not be read. */
export function claimsLeft({ findings }: DriftReport): Problem[] {
  return findings
    .filter(({ rule, severity }) => familyOf(rule) !== 'change' && rule !== NOT_ASKED && severity === 'error')
    .map(problemOf);
}

function problemOf({ rule, severity, subject, message, fix, spec, driver }: Finding): Problem {
  const [at, related] = [spec, driver].filter((place) => place !== undefined);
  return { rule, severity, subject, message, fix, at, ...(related && { related }) };
}

/** The changes of the driver, one line each. */
export function changeLines({ findings }: DriftReport): string[] {
  return findings
    .filter(({ rule }) => familyOf(rule) === 'change')
    .map(({ rule, detail, message }) => `${rule}${detail === undefined ? '' : `/${detail}`}: ${message}`);
}

/** `1 edit`, `2 edits`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
