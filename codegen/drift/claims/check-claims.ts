import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import type { Driver, DriverClass, DriverMember } from '../../model/driver.js';
import { findByKey, findClass } from '../../model/lookup.js';
import type { Reconciliation } from '../../reconcile/pairs.js';
import { reconcile } from '../../reconcile/reconcile.js';
import { memberText } from '../compare/classes/compare-members.js';
import { type Finding, fingerprintOf, firstSentence } from '../finding.js';
import type { Rule } from '../rules.js';
import type { CheckedClaims, Claims } from './claims.js';
import { type CheckedPlans, checkPlans } from './planned-members.js';
import { uncoveredErrors } from './uncovered-errors.js';

const NO_PLANS: CheckedPlans = { problems: [], hidden: [] };

/** Checks the spec against a driver: finds wrong claims and missing ones. */
export function checkClaims(driver: Driver, claims: Claims): CheckedClaims {
  const reconciliation = reconcile(driver, claims.spec);
  const problems = withoutMovedToNewBase(reconciliation, driver);
  // Unclaimed members cannot be planned, and have already been reported.
  const isPlannable = !problems.some((problem) => problem.severity === 'error');
  const plans = isPlannable ? checkPlans(driver, reconciliation, claims) : NO_PLANS;
  const uncovered = uncoveredErrors(driver, reconciliation.errors, claims.frameworks);
  return {
    findings: [...problems, ...plans.problems, ...uncovered].map((problem) => findingOfProblem(driver, problem)),
    hidden: plans.hidden,
  };
}

/** Drops problems of members that moved to a base without a file, since the missing file is reported. */
function withoutMovedToNewBase({ problems }: Reconciliation, driver: Driver): Problem[] {
  const unclaimed = problems
    .filter((problem) => problem.rule === 'unclaimed-class')
    .flatMap((problem) => findClass(driver, problem.subject) ?? []);
  return problems.filter((problem) => {
    if (problem.rule !== 'unknown-claim') return true;
    const member = problem.subject.slice(problem.subject.indexOf('.') + 1);
    const isThere = unclaimed.some((each) => findByKey(each, member) !== undefined);
    return !isThere || problem.related === undefined;
  });
}

/** Converts a problem of the shared pipeline to a finding. */
function findingOfProblem(driver: Driver, problem: Problem): Finding {
  const { subject, severity, message, fix, edit, end } = problem;
  const rule = problem.rule as Rule;
  const places = [problem.at, problem.related].filter((place) => place !== undefined);
  const isDriver = (place: Place): boolean => place.file === driver.file;
  const member = findMember(driver, subject);
  const declared = findClass(driver, subject) ?? errorOf(driver, problem);
  return {
    rule,
    detail: undefined,
    severity,
    subject,
    message,
    before: undefined,
    after: member && memberText(member),
    methods: member === undefined ? [] : [subject],
    driver: places.find(isDriver),
    spec: places.find((place) => !isDriver(place)),
    doc: firstSentence(member?.docs ?? declared?.docs),
    fix,
    edit,
    end,
    fingerprint: fingerprintOf(rule, undefined, subject),
  };
}

function findMember(driver: Driver, subject: string): DriverMember | undefined {
  const dot = subject.indexOf('.');
  if (dot < 0) return undefined;
  const key = subject.slice(dot + 1);
  const owner = findClass(driver, subject.slice(0, dot));
  return owner && findByKey(owner, key);
}

/**
 * The error class for which a framework has no name. It is found by its place, since the subject also names the
 * framework.
 */
function errorOf({ classes }: Driver, { rule, related }: Problem): DriverClass | undefined {
  return rule === 'error-uncovered' ? classes.find((each) => each.place === related) : undefined;
}
