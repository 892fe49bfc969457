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

/** What the spec says of a driver that is not so, or does not say. */
export function checkClaims(driver: Driver, claims: Claims): CheckedClaims {
  const reconciliation = reconcile(driver, claims.spec);
  const problems = withoutMovedToNewBase(reconciliation, driver);
  // What is not claimed cannot be planned: it is told of once.
  const isPlannable = !problems.some((problem) => problem.severity === 'error');
  const plans = isPlannable ? checkPlans(driver, reconciliation, claims) : NO_PLANS;
  const uncovered = uncoveredErrors(driver, reconciliation.errors, claims.frameworks);
  return {
    findings: [...problems, ...plans.problems, ...uncovered].map((problem) => findingOfProblem(driver, problem)),
    hidden: plans.hidden,
  };
}

/** A member that moved to a base which no file names yet goes with the file that the base needs. */
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

/** A problem of the shared pipeline as a finding. */
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

/** The class that a word for an error is missing for, by its place: the subject names the framework too. */
function errorOf({ classes }: Driver, { rule, related }: Problem): DriverClass | undefined {
  return rule === 'error-uncovered' ? classes.find((each) => each.place === related) : undefined;
}
