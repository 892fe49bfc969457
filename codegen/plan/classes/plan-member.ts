import type { Problem } from '../../common/problem.js';
import type { DriverMember } from '../../model/driver.js';
import type { Pair } from '../../reconcile/pairs.js';
import type { MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { planMethod, planProtocol } from './plan-method.js';
import { planConstant, planProperty } from './plan-property.js';

/** Plans a member of the class: a method, a property with its setter, or a constant. */
export function planMember(scope: MemberScope, { member, claim }: Pair): MemberPlan[] {
  const own: MemberScope = { ...scope, subject: `${scope.class.name}.${member.name}`, place: member.place };
  if (isOurs(member)) scope.problems.push(nameTaken(own, member));
  if (member.kind === 'method')
    return [claim.kind === 'protocol' ? planProtocol(own, member, claim) : planMethod(own, member, claim)];
  return member.static && !member.accessor ? [planConstant(own, member)] : planProperty(own, member);
}

/** Every wrapper has a `delegate`, and its class a `wrap`. */
function isOurs({ name, static: isStatic }: DriverMember): boolean {
  return isStatic ? name === 'wrap' : name === 'delegate';
}

function nameTaken(scope: MemberScope, member: DriverMember): Problem {
  const name = `${member.static ? 'static ' : ''}${member.name}`;
  return {
    rule: 'name-taken',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is called like the \`${name}\` that every wrapper has of its own`,
    fix: 'omit the member with that reason; it is reached through the delegate',
    at: scope.place,
  };
}
