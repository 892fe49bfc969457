import type { Claims } from '../drift/claims/claims.js';
import { drift, type DriftRequest } from '../drift/drift.js';
import { readWhole } from '../drift/read-whole.js';
import type { LineCheck } from './line-check.js';

/** The name of its column. */
export const SPEC = 'spec';

/** Checks the spec against a release: its claims, and the plans of the frameworks. */
export function specCheck(claims: Claims, settings: DriftRequest['settings']): LineCheck {
  return {
    name: SPEC,
    look(release) {
      const { driver, tool } = readWhole(release);
      const base = { before: undefined, preset: 'claims', failOn: 'error' } as const;
      const { findings } = drift({ ...base, after: driver, claims, settings, tool });
      const faults = findings
        .filter(({ severity, rule }) => severity === 'error' && !isOfOtherReleases(rule))
        .map(({ subject, rule, message, fix, end }) => {
          const isAbsent = rule === 'unknown-claim' && end !== undefined;
          return { subject, rule, isAbsent, message, fix };
        });
      return Promise.resolve(faults);
    },
  };
}

/** Whether a rule concerns unused exemptions: an exemption for a finding of another release matches nothing here. */
function isOfOtherReleases(rule: string): boolean {
  return rule === 'exemption-unused' || rule === 'exemption-expired';
}
