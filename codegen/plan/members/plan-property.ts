import { functionOf } from '../../model/derive-kind.js';
import type { DriverMember, DriverProperty } from '../../model/driver.js';
import { needsParentheses } from '../../model/types/canonical.js';
import type { MemberPlan } from '../file-plan.js';
import { onCursor } from '../lazy/recipes.js';
import { accessTo, declaredName } from '../member-names.js';
import { linkTo, type MemberScope, modifiersOf, type OwnScope } from '../member-scope.js';
import type { Scope } from '../scope.js';
import { planDocs } from '../text/docs.js';
import { type Code, flat, layout, list } from '../text/layout.js';
import { quotedText } from '../text/names.js';
import { ofDriver } from '../types/driver-names.js';
import { mayBeNull } from '../types/nullability.js';
import { namesWrapped, planResult, type Result } from '../types/plan-result.js';
import { spell, spellCode, spellOperand } from '../types/spell.js';
import { notReached } from '../types/unwrapped-places.js';
import { type Asked, dressOf } from './dress.js';
import { argumentCode, planValue } from '../calls/plan-argument.js';

/** Plans a getter, and a setter if the driver's property is writable. */
export function planProperty(scope: OwnScope, member: DriverProperty): MemberPlan[] {
  const result = planResult(scope, member.type);
  const isRecipe = scope.role === 'recipe' && !member.static;
  const instance = isRecipe ? scope.imports.local('cursor') : 'this.delegate';
  const receiver = member.static ? ofDriver(scope, scope.class.name, 'value') : instance;
  const value = accessTo(scope, receiver, member);
  const name = declaredName(scope, member);
  const modifiers = modifiersOf(scope, member);
  const link = linkTo(scope, member);
  const plan = { subject: scope.subject, covers: 1, hasBody: true, declarations: [] };
  const own = readCode(result, value, member.optional);
  const read: Code = isRecipe ? ['this.read', list('(', [onCursor(scope, scope.class, own)], ')')] : own;
  const given = spellGiven(scope, member);
  const dressed = dressOf(scope, { ...ofProperty(scope, member, flat(given)), result: read });
  if (dressed === 'hidden') return [];
  const type = dressed === undefined ? given : dressed.returns(flat(given));
  const statements = dressed?.statements ?? [['return ', read]];
  const getter: MemberPlan = {
    ...plan,
    docs: planDocs({
      mode: scope.docsMode,
      line: dressed?.docs ?? (member.symbol ? `Same as ${link}.` : `Reads ${link}.`),
      docs: member.docs,
      returns: undefined,
    }),
    head: layout([`${modifiers}get ${name}(): `, type, ' {'], 2),
    body: statements.flatMap((statement) => layout([statement, ';'], 4)),
  };
  // A recipe is immutable. What can be set on the driver's cursor is an argument of the call that creates it.
  if (member.readonly || isRecipe) return [getter];

  return [getter, { ...plan, docs: [], ...planSetter(scope, member, { name, value }) }];
}

/** What a framework gets for a property: a signature without parameters. */
function ofProperty({ driver }: Scope, { type }: DriverProperty, returns: string): Omit<Asked, 'result'> {
  const overloads = [{ typeParameters: [], parameters: [], returns, resolves: undefined }];
  return { parameters: [], overloads, nullable: () => mayBeNull(driver, type), covers: 1 };
}

/** The assigned value is converted like an argument: a wrapper becomes its delegate. */
function planSetter(
  scope: MemberScope,
  member: DriverProperty,
  { name, value }: { readonly name: string; readonly value: string },
): Pick<MemberPlan, 'head' | 'body'> {
  const taken = member.setterType ?? member.type;
  // The type of a function stays the driver's, since functions are not adapted here.
  const holds = namesWrapped(scope, taken);
  const isFunction = functionOf(scope.driver, taken) !== undefined;
  if (isFunction && holds) scope.problems.push(notReached(scope, 'value', taken));
  const argument = isFunction || !holds ? undefined : planValue(scope, taken);
  const isChanged = argument !== undefined && (argument.wrapper || argument.paths.length > 0);
  const position = isChanged ? 'in' : 'out';
  const takes = member.optional ? `${spellOperand(scope, taken, position)} | undefined` : spell(scope, taken, position);
  const given: Code = isChanged ? argumentCode(scope, argument, { name: 'value', rest: false }) : 'value';
  return {
    head: layout([`${modifiersOf(scope, member)}set ${name}(value: ${takes}) {`], 2),
    body: layout([[value, ' = ', given, member.optional && !isChanged ? '!' : ''], ';'], 4),
  };
}

/** The type of the getter. If the property is optional, it includes `undefined`. */
function spellGiven(scope: MemberScope, { optional, type }: DriverProperty): Code {
  if (!optional) return spellCode(scope, type, 'out');
  const given = needsParentheses(type, 'union') ? spellOperand(scope, type, 'out') : spellCode(scope, type, 'out');
  return [given, ' | undefined'];
}

function readCode(result: Result, value: string, optional: boolean): Code {
  if (result.wrap === undefined) return value;
  return optional ? [`${value} && `, result.wrap(value)] : result.wrap(value);
}

/** Whether a member is emitted as a constant: a static field that needs no wrapping. */
export function isConstant(scope: Scope, member: DriverMember): member is DriverProperty {
  return member.kind === 'property' && member.static && !member.accessor && !namesWrapped(scope, member.type);
}

/** Plans a constant of the class: `static readonly CLOSE: 'close' = driver.AbstractCursor.CLOSE;` */
export function planConstant(scope: OwnScope, member: DriverProperty): MemberPlan[] {
  const { shape } = member.type;
  const spelled =
    shape.kind === 'literal' && shape.of === 'string' ? quotedText(shape.value) : spell(scope, member.type, 'out');
  const type = member.optional ? `${spellOperand(scope, member.type, 'out')} | undefined` : spelled;
  const value = accessTo(scope, ofDriver(scope, scope.class.name, 'value'), member);
  // A framework can leave a constant out, but not change it, since reading it does not call the driver.
  if (dressOf(scope, { ...ofProperty(scope, member, type), result: value }) === 'hidden') return [];
  const modifiers = `${modifiersOf(scope, member)}${member.readonly ? 'readonly ' : ''}`;
  return [
    fieldPlan(
      scope.subject,
      planDocs({ mode: scope.docsMode, line: `${linkTo(scope, member)}.`, docs: member.docs, returns: undefined }),
      layout([`${modifiers}${declaredName(scope, member)}: ${type} = ${value};`], 2),
    ),
  ];
}

/** The plan of a member with a single declaration and no body. */
export function fieldPlan(subject: string, docs: readonly string[], lines: readonly string[]): MemberPlan {
  return { subject, declarations: [{ docs, lines }], hasBody: false, docs: [], head: [], body: [], covers: 1 };
}
