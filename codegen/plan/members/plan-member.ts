import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { DriverMember } from '../../model/driver.js';
import { mayBePromise } from '../../model/values/promises.js';
import type { Pair } from '../../reconcile/pairs.js';
import type { Claim } from '../../spec/spec.js';
import { declaredMember } from '../told/declared.js';
import type { MemberPlan } from '../file-plan.js';
import { type MemberScope, OF_EVERY_OBJECT, type OwnScope } from '../member-scope.js';
import { isOfEveryWrapper } from './own-names.js';
import { planMethod } from './plan-method.js';
import { isConstant, planConstant, planProperty } from './plan-property.js';
import { planProtocol } from './plan-protocol.js';

/** Plans a member of a class: a method, a property with its setter, or a constant. */
export function planMember(scope: MemberScope, { member, claim }: Pair): MemberPlan[] {
  const subject = `${scope.class.name}.${member.name}`;
  const own: OwnScope = { ...scope, subject, place: member.place, member: declaredMember(scope, member) };
  if (isOurs(scope, member)) scope.problems.push(nameTaken(own, member));
  scope.problems.push(...memberProblems(own, member, claim));
  if (member.kind === 'method')
    return claim.kind === 'protocol' ? planProtocol(own, member, claim) : planMethod(own, member, claim);
  return isConstant(own, member) ? planConstant(own, member) : planProperty(own, member);
}

/** Whether the wrapper has its own member of this name. `toString` is that of any object. */
function isOurs(scope: MemberScope, member: DriverMember): boolean {
  return isOfEveryWrapper(scope, member) && !(OF_EVERY_OBJECT.has(member.name) && isText(member));
}

/** `toString(): string`, which every object has. */
function isText(member: DriverMember): boolean {
  if (member.kind !== 'method') return false;
  return member.overloads.every(({ parameters, returns }) => parameters.length === 0 && returns.text === 'string');
}

/** The problems of a member that no wrapper can express. */
function memberProblems(scope: MemberScope, member: DriverMember, claim: Claim): Problem[] {
  if (member.kind !== 'method') return [];
  const problem = (message: string, fix: string): Problem => ({
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} ${message}`,
    fix: fixInGenerator(`teach codegen/plan/members/plan-member.ts ${fix}`, 'omit the member with that reason'),
    at: scope.place,
  });
  const isAsync = claim.kind === 'command' || claim.kind === 'executor' || claim.kind === 'protocol';
  const isMixed = !isAsync && member.overloads.some(({ returns }) => mayBePromise(scope.driver, returns));
  return [
    ...(member.optional === true
      ? [problem('may be missing in the driver, but a wrapper always has it', 'to leave it out')]
      : []),
    ...(isMixed
      ? [
          problem(
            'returns a promise or something else, but only a member that always returns a promise can be adapted',
            'to tell the two apart',
          ),
        ]
      : []),
  ];
}

function nameTaken(scope: MemberScope, member: DriverMember): Problem {
  const name = `${member.static ? 'static ' : ''}${member.name}`;
  return {
    rule: 'name-taken',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} has the same name as the \`${name}\` that every wrapper has`,
    fix: 'omit the member with that reason; it is reached through the delegate',
    at: scope.place,
  };
}
