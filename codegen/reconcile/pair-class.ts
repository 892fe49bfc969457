import type { Problem } from '../common/problem.js';
import { kindOf } from '../model/derive-kind.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { memberKey } from '../model/member-key.js';
import type { ClassSpec, Omission } from '../spec/spec.js';
import { kindMismatch, unclaimedMember, unknownClaim } from './claim-problems.js';
import { constructionProblems, throughProblems } from './class-problems.js';
import { eventProblems } from './pair-events.js';
import type { ClassPair, Pair } from './pairs.js';

/** Pairs the members of a class with the lines of its spec file. */
export function pairClass(
  driver: Driver,
  declared: DriverClass,
  spec: ClassSpec,
  isCursor: (name: string) => boolean,
): { class: ClassPair; problems: Problem[] } {
  const claims = new Map(spec.claims.map((claim) => [memberKey(claim.member, claim.static), claim]));
  const omissions = spec.omitted.map((omission) => ({ key: memberKey(omission.member, omission.static), omission }));
  const pairs: Pair[] = [];
  const left: { member: DriverMember; omission: Omission }[] = [];
  const problems: Problem[] = [];

  for (const member of declared.members) {
    const key = memberKey(member.name, member.static);
    const omitted = omissions.filter((each) => each.key === key).map((each) => each.omission);
    left.push(...omitted.map((omission) => ({ member, omission })));
    const claim = claims.get(key);
    claims.delete(key);
    if (claim === undefined) {
      if (!omitted.some((omission) => omission.framework === undefined)) {
        problems.push(unclaimedMember(driver, declared, member, spec, isCursor));
      }
      continue;
    }
    const kind = kindOf(driver, declared, member, isCursor);
    if (kind !== claim.kind) problems.push(kindMismatch(driver, declared, spec, { member, claim, kind }));
    pairs.push({ member, claim });
  }
  const known = new Set(declared.members.map((member) => memberKey(member.name, member.static)));
  const others = [
    ...[...claims.values()].map((claim) => unknownClaim(driver, declared, claim, known)),
    ...omissions
      .filter((each) => !known.has(each.key))
      .map(({ omission }) => unknownClaim(driver, declared, omission, known)),
    ...throughProblems(driver, declared, spec),
    ...constructionProblems(driver, declared, spec),
    ...eventProblems(driver, declared, spec),
  ];
  const pair = { class: declared, spec, pairs, omissions: left, events: spec.events };
  return { class: pair, problems: [...problems, ...others] };
}
