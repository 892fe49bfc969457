import type { Pair } from '../reconcile.js';
import type { MemberScope } from './member-scope.js';
import { planMethod, planProtocol } from './method.js';
import type { MemberPlan } from './plan.js';
import { planConstant, planProperty } from './property.js';

/** Plans a member of the class: a method, a property with its setter, or a constant. */
export function planMember(scope: MemberScope, { member, claim }: Pair): MemberPlan[] {
  const own: MemberScope = { ...scope, subject: `${scope.class.name}.${member.name}`, place: member.place };
  if (member.kind === 'method') return [claim.kind === 'protocol' ? planProtocol(own, member, claim) : planMethod(own, member, claim)];
  return member.static && !member.accessor ? [planConstant(own, member)] : planProperty(own, member);
}
