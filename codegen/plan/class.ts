import { eventsOf } from '../model/events.js';
import type { DriverClass } from '../model/driver.js';
import type { ClassPair, Pair } from '../reconcile.js';
import { baseCode, delegateType, wrappedBase } from './base.js';
import { planConstruction } from './construction.js';
import { comment, planDocs } from './docs.js';
import { first } from './first.js';
import { type Code, layout, list } from './layout.js';
import { planMember } from './member.js';
import type { MemberScope } from './member-scope.js';
import type { ClassPlan, MemberPlan } from './plan.js';
import { fieldPlan } from './property.js';
import { planWrap } from './results.js';
import { driverNamespace, spell, spellTypeParameters } from './spell.js';

/** Plans the module of one wrapper class. */
export function planClass(scope: MemberScope, pair: ClassPair): ClassPlan {
  const { class: declared } = pair;
  const { framework, imports } = scope;
  const kept = pair.pairs.filter(({ claim }) => !isOmitted(pair, claim.member, claim.static, framework.name));
  const isConstant = ({ member }: Pair) => member.kind === 'property' && member.static && !member.accessor;
  const preamble = planPayloads(scope, declared);
  const members = [
    ...kept.filter(isConstant).flatMap((each) => planMember(scope, each)),
    ...planDelegate(scope, declared),
    ...planConstruction(scope, pair, preamble.length > 0),
    ...kept.filter((each) => !isConstant(each)).flatMap((each) => planMember(scope, each)),
  ];
  const line = `The wrapper of {@link ${driverNamespace(scope, 'type')}.${declared.name}}.`;
  return {
    name: declared.name,
    preamble,
    hasPreamble: preamble.length > 0,
    docs: planDocs({ mode: scope.docsMode, line, docs: declared.docs, returns: undefined }),
    head: planHead(scope, declared),
    members,
    registration: `${imports.ours('classes', './classes.js')}.${declared.name} = ${declared.name};`,
    imports: imports.lines(),
  };
}

/** `declare readonly delegate: driver.FindCursor<TSchema>;`, where the base declares the delegate of another class. */
function planDelegate(scope: MemberScope, declared: DriverClass): MemberPlan[] {
  if (wrappedBase(scope, declared) === undefined) return [];
  const line = `declare readonly delegate: ${delegateType(scope, declared)};`;
  return [fieldPlan(`${declared.name}.delegate`, comment(["The driver's object."]), [line])];
}

function isOmitted(pair: ClassPair, member: string, isStatic: boolean, framework: string): boolean {
  return pair.omissions.some(
    ({ omission }) =>
      omission.member === member &&
      omission.static === isStatic &&
      (omission.framework === undefined || omission.framework === framework),
  );
}

/** `export class Db extends Wrapper<driver.Db> {` */
function planHead(scope: MemberScope, declared: DriverClass): string[] {
  const parameters = spellTypeParameters(scope, declared.typeParameters);
  const heritage = declared.implements.map((each) => spell(scope, each, 'out'));
  const code: Code = [
    `export ${declared.abstract ? 'abstract ' : ''}class ${declared.name}`,
    parameters.length === 0 ? '' : { ...list('<', parameters, '>'), first: true },
    ' extends ',
    baseCode(scope, declared),
    heritage.length === 0 ? '' : ` implements ${heritage.join(', ')}`,
    ' {',
  ];
  return layout(code, 0);
}

/** How the payloads of events that hold driver objects are wrapped: looked up when one is emitted, since classes load in any order. */
function planPayloads(scope: MemberScope, declared: DriverClass): string[] {
  if (wrappedBase(scope, declared) !== undefined) return [];
  const entries = eventsOf(scope.driver, declared).flatMap((event): Code[] => {
    const wraps = first(event.overloads).parameters.map((parameter) => planWrap(scope, parameter.type)?.wrap);
    if (wraps.every((wrap) => wrap === undefined)) return [];
    return [[`${event.name}: `, list('[', wraps.map((wrap) => (wrap ? ['(value) => ', wrap('value')] : 'undefined')), ']')]];
  });
  if (entries.length === 0) return [];
  const type = scope.imports.ours('Payloads', '../internal/emitter.js', 'type');
  return layout([`const payloads: ${type} = `, list('{ ', entries, ' }'), ';'], 0);
}

