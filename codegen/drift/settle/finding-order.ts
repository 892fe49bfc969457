import { byCodeUnit } from '../../common/order.js';
import type { Severity } from '../../common/problem.js';
import type { Finding } from '../finding.js';
import { familyOf } from '../rules.js';

const RANKS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** The rank of a severity. A greater number is worse. */
export function rankOf(severity: Severity): number {
  return RANKS[severity];
}

/** Sorts by class or type, then by the whole subject, then by rule: the order of every report. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      byCodeUnit(groupOf(a), groupOf(b)) ||
      byCodeUnit(a.subject, b.subject) ||
      byCodeUnit(a.rule, b.rule) ||
      byCodeUnit(a.detail ?? '', b.detail ?? ''),
  );
}

/**
 * The class, type or constant that a finding concerns. A finding about the check itself names a file or a version,
 * which is not a member.
 */
export function groupOf({ rule, subject }: Finding): string {
  if (familyOf(rule) === 'tool') return subject;
  const end = [...subject].findIndex((each) => '.<('.includes(each));
  return end < 0 ? subject : subject.slice(0, end);
}
