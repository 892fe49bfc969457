import { byCodeUnit } from '../../common/order.js';
import type { Problem } from '../../common/problem.js';
import type { Driver } from '../../model/driver.js';
import { makePlan, type Plan } from '../../plan/plan.js';
import type { ClassPair, Pair, Reconciliation } from '../../reconcile/pairs.js';
import type { Claims, Hidden } from './claims.js';

/** The result of checking the plans of frameworks. */
export interface CheckedPlans {
  /** Problems with members that a plan lacks, or emits with fewer overloads than the driver declares. */
  readonly problems: readonly Problem[];
  /** Members that a framework leaves out on purpose. */
  readonly hidden: readonly Hidden[];
}

/** Plans every framework, and compares the emitted members with the driver's. */
export function checkPlans(
  driver: Driver,
  reconciliation: Reconciliation,
  { frameworks, internal }: Pick<Claims, 'frameworks' | 'internal'>,
): CheckedPlans {
  const plans = frameworks.map((source) => {
    const { name } = source.framework;
    const plan = makePlan({ driver, reconciliation, source, internal, docsMode: 'links' });
    return { problems: problemsOf(plan, name, reconciliation), hidden: hiddenIn(plan, name) };
  });
  const problems = plans.flatMap((each) => each.problems);
  return {
    // A member that no framework can plan is a single finding.
    problems: [...new Map(problems.map((problem) => [`${problem.subject} ${problem.message}`, problem])).values()],
    hidden: plans.flatMap((each) => each.hidden),
  };
}

function problemsOf(plan: Plan, framework: string, reconciliation: Reconciliation): Problem[] {
  const covered = new Map<string, number>();
  // A member that a framework hides counts as covered, since it has a reason.
  for (const { subject, covers } of [...plan.files.flatMap((file) => memberPlans(file.content.data)), ...plan.hidden])
    covered.set(subject, (covered.get(subject) ?? 0) + covers);
  const errors = plan.problems.filter((problem) => problem.severity === 'error');
  const told = new Set(errors.map((problem) => problem.subject));
  return [
    ...errors.map((problem): Problem => ({ ...problem, rule: 'not-planned' })),
    ...reconciliation.classes
      .flatMap((pair) => shortfalls(pair, framework, covered))
      .filter((problem) => !told.has(problem.subject)),
  ];
}

/** The members that a plan leaves out, by reason. */
function hiddenIn(plan: Plan, framework: string): Hidden[] {
  const reasons = [...new Set(plan.hidden.map((each) => each.reason))].sort(byCodeUnit);
  return reasons.map((reason) => {
    const members = plan.hidden.filter((each) => each.reason === reason).map((each) => each.subject);
    return { framework, reason, members: [...new Set(members)].sort(byCodeUnit) };
  });
}

interface Covering {
  readonly subject: string;
  readonly covers: number;
}

/** Every member plan in the data of a file, at any depth. */
function memberPlans(data: unknown): Covering[] {
  if (Array.isArray(data)) return data.flatMap(memberPlans);
  if (typeof data !== 'object' || data === null) return [];
  return [...(isCovering(data) ? [data] : []), ...Object.values(data).flatMap(memberPlans)];
}

function isCovering(data: object): data is Covering {
  return 'covers' in data && typeof data.covers === 'number' && 'subject' in data && typeof data.subject === 'string';
}

/** Problems with members of a class that a framework emits with fewer overloads than the driver declares. */
export function shortfalls(pair: ClassPair, framework: string, covered: ReadonlyMap<string, number>): Problem[] {
  // A static and an instance member of the same name have the same subject.
  const expected = new Map<string, { count: number; pair: Pair }>();
  for (const each of pair.pairs) {
    if (isOmitted(pair, each, framework)) continue;
    const subject = `${pair.class.name}.${each.member.name}`;
    const count = each.member.kind === 'method' ? each.member.overloads.length : 1;
    expected.set(subject, { count: (expected.get(subject)?.count ?? 0) + count, pair: each });
  }
  return [...expected].flatMap(
    ([
      subject,
      {
        count,
        pair: { member, claim },
      },
    ]): Problem[] => {
      const found = covered.get(subject) ?? 0;
      if (found >= count) return [];
      return [
        {
          rule: 'not-planned',
          severity: 'error',
          subject,
          message: `${subject} has ${count} ${count === 1 ? 'form' : 'forms'} in the driver, but the ${framework} framework emits ${found}`,
          fix: `correct the plan of the ${framework} framework, or omit the member for it with a reason`,
          at: claim.place,
          related: member.place,
        },
      ];
    },
  );
}

function isOmitted({ omissions }: ClassPair, { member }: Pair, framework: string): boolean {
  return omissions.some((each) => each.member === member && (each.omission.framework ?? framework) === framework);
}
