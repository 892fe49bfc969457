import type { DriverProperty } from '../../model/driver.js';
import type { MemberPlan } from '../file-plan.js';
import { onCursor } from '../lazy/recipes.js';
import { linkTo, type MemberScope, modifiersOf } from '../member-scope.js';
import { driverNamespace } from '../scope.js';
import { planDocs } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { propertyAccess } from '../text/names.js';
import { planResult, type Result } from '../types/plan-result.js';
import { spell, spellCode } from '../types/spell.js';

/** A getter, and a setter where the driver's property can be written. */
export function planProperty(scope: MemberScope, member: DriverProperty): MemberPlan[] {
  const result = planResult(scope, member.type);
  const isRecipe = scope.role === 'recipe' && !member.static;
  const instance = isRecipe ? scope.imports.local('cursor') : 'this.delegate';
  const receiver = member.static ? `${driverNamespace(scope, 'value')}.${scope.class.name}` : instance;
  const value = propertyAccess(receiver, member.name);
  const optional = member.optional ? ' | undefined' : '';
  const modifiers = modifiersOf(scope, member);
  // A symbol cannot be linked to, so that the class is.
  const link = member.symbol ? `{@link ${driverNamespace(scope, 'type')}.${scope.class.name}}` : linkTo(scope, member);
  const plan = { subject: scope.subject, covers: 1, hasBody: true, declarations: [] };
  const read = readCode(result, value, member.optional);
  const getter: MemberPlan = {
    ...plan,
    docs: planDocs({
      mode: scope.docsMode,
      line: member.symbol ? `As of ${link}.` : `Reads ${link}.`,
      docs: member.docs,
      returns: undefined,
    }),
    head: layout([`${modifiers}get ${member.name}(): `, spellCode(scope, member.type, 'out'), `${optional} {`], 2),
    body: layout(
      ['return ', isRecipe ? ['this.read', list('(', [onCursor(scope, scope.class, read)], ')')] : read, ';'],
      4,
    ),
  };
  // A recipe never changes: what can be set on the driver's cursor is an argument of the call that makes it.
  if (member.readonly || isRecipe) return [getter];

  const takes = spell(scope, member.setterType ?? member.type, result.wrap === undefined ? 'out' : 'in');
  const given: Code =
    result.wrap === undefined ? 'value' : [scope.imports.ours('unwrap', '../internal/unwrap.js'), '(value)'];
  const setter: MemberPlan = {
    ...plan,
    docs: [],
    head: layout([`${modifiers}set ${member.name}(value: ${takes}${optional}) {`], 2),
    body: layout([[value, ' = ', given, member.optional && result.wrap === undefined ? '!' : ''], ';'], 4),
  };
  return [getter, setter];
}

function readCode(result: Result, value: string, optional: boolean): Code {
  if (result.wrap === undefined) return value;
  return optional ? [`${value} && `, result.wrap(value)] : result.wrap(value);
}

/** A constant of the class: `static readonly CLOSE: 'close' = driver.AbstractCursor.CLOSE;` */
export function planConstant(scope: MemberScope, member: DriverProperty): MemberPlan {
  const { shape } = member.type;
  const type =
    shape.kind === 'literal' && shape.of === 'string' ? `'${shape.value}'` : spell(scope, member.type, 'out');
  const value = `${driverNamespace(scope, 'value')}.${scope.class.name}.${member.name}`;
  return fieldPlan(
    scope.subject,
    planDocs({ mode: scope.docsMode, line: `${linkTo(scope, member)}.`, docs: member.docs, returns: undefined }),
    layout(
      [`${modifiersOf(scope, member)}${member.readonly ? 'readonly ' : ''}${member.name}: ${type} = ${value};`],
      2,
    ),
  );
}

/** A member that is declared in one statement and has no body. */
export function fieldPlan(subject: string, docs: readonly string[], lines: readonly string[]): MemberPlan {
  return { subject, declarations: [{ docs, lines }], hasBody: false, docs: [], head: [], body: [], covers: 1 };
}
