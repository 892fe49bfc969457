import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { PlannedSignature } from '../../frameworks/contract/told.js';
import { functionOf } from '../../model/derive-kind.js';
import type { DriverMethod } from '../../model/driver.js';
import { promised } from '../../model/values/promises.js';
import type { Claim } from '../../spec/spec.js';
import type { MemberPlan } from '../file-plan.js';
import { accessTo, declaredName } from '../member-names.js';
import { type MemberScope, modifiersOf, type OwnScope } from '../member-scope.js';
import { planDocs } from '../text/docs.js';
import { layout, list } from '../text/layout.js';
import { parameterName } from '../text/names.js';
import { ofDriver } from '../types/driver-names.js';
import { mayBeNull } from '../types/nullability.js';
import { namesWrapped } from '../types/plan-result.js';
import { spell } from '../types/spell.js';
import { dressOf } from './dress.js';
import { forwarded, planSignature, signatureCode } from './plan-signature.js';
import { eagerReceiver, lazyReceiver } from './protocol-receiver.js';

/** Plans `[Symbol.asyncIterator]` and the like. They keep the driver's types, and call the wrapper's own members. */
export function planProtocol(scope: OwnScope, member: DriverMethod, claim: Claim): MemberPlan[] {
  const source = firstItem(member.overloads);
  const names = claim.through.map((each) => each.name);
  const instance = scope.lazy === undefined ? eagerReceiver(scope, names) : lazyReceiver(scope, names);
  const { before, code } = member.static ? { before: [], code: ofDriver(scope, scope.class.name, 'value') } : instance;
  const covers = member.overloads.length;
  const parameters = forwarded(source).parameters.map(
    (each, at) => (each.rest ? '...' : '') + parameterName(each.name, at),
  );
  if (!keepsTypes(scope, member)) scope.problems.push(changesTypes(scope));
  const signature: PlannedSignature = {
    typeParameters: [],
    parameters: planSignature(scope, source).parameters,
    returns: spell(scope, source.returns, 'out'),
    resolves: undefined,
  };
  const result = [code, accessTo(scope, '', member), list('(', parameters, ')')];
  const nullable = (): boolean => mayBeNull(scope.driver, source.returns);
  const asked = { parameters: signature.parameters, overloads: [signature], result, nullable, covers };
  const dressed = dressOf(scope, asked);
  if (dressed === 'hidden') return [];
  const returns = dressed?.returns(signature.returns) ?? signature.returns;
  const statements = [...before, ...(dressed?.statements ?? [['return ', result]])];
  return [
    {
      subject: scope.subject,
      covers,
      hasBody: true,
      declarations: [],
      docs: planDocs({
        mode: scope.docsMode,
        line: dressed?.docs ?? protocolLine(scope, claim),
        docs: source.docs,
        returns: undefined,
      }),
      head: layout(
        [modifiersOf(scope, member), declaredName(scope, member), signatureCode({ ...signature, returns }), ' {'],
        2,
      ),
      body: statements.flatMap((statement) => layout([statement, ';'], 4)),
    },
  ];
}

/** Whether a protocol member can pass on its arguments and its result unchanged. */
function keepsTypes(scope: MemberScope, { overloads }: DriverMethod): boolean {
  return overloads.every(
    ({ parameters, returns, typeParameters }) =>
      !namesWrapped(scope, returns) &&
      (promised(scope.driver, returns) ?? returns).shape.kind !== 'this' &&
      overloads.length === 1 &&
      typeParameters.length === 0 &&
      parameters.every(
        ({ type }) =>
          functionOf(scope.driver, type) === undefined &&
          !namesWrapped(scope, type) &&
          spell(scope, type, 'in') === spell(scope, type, 'out'),
      ),
  );
}

function changesTypes(scope: MemberScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is named by a symbol, and takes a function, takes or returns a wrapped class, or has overloads or type parameters, expected a member that passes on its arguments unchanged`,
    fix: fixInGenerator('teach codegen/plan/members/plan-protocol.ts the shape', 'omit the member with that reason'),
    at: scope.place,
  };
}

/** The doc line of a protocol member. It links to the class, since links cannot name symbols. */
function protocolLine(scope: MemberScope, claim: Claim): string {
  const link = `{@link ${ofDriver(scope, scope.class.name)}}`;
  const own = claim.through.map((each) => `\`${each.name}\``);
  return own.length === 0 ? `Same as ${link}.` : `Same as ${link}, through this wrapper's ${own.join(' and ')}.`;
}
