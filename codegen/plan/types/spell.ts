import type { Problem } from '../../common/problem.js';
import type { DeclaredExecutor } from '../../frameworks/contract/told.js';
import { functionOf } from '../../model/derive-kind.js';
import { needsParentheses, type Operand } from '../../model/types/canonical.js';
import type { Part, Signature, TypeParameter, TypeText } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import { importType, type Scope, within } from '../scope.js';
import type { Code } from '../text/layout.js';
import { driverName, localName, type Position } from './local-names.js';
import { FIELDS_OF } from './wrapped-types.js';

/** Writes a type for the emitted module, with wrapped classes and redeclared options in place of the driver's. */
export function spell(scope: Scope, type: TypeText, position: Position): string {
  if (position === 'out') return rewrite(scope, type, 'out');
  const { shape } = type;
  switch (shape.kind) {
    case 'function': {
      const resolved = promised(scope.driver, shape.signature.returns);
      if (resolved !== undefined) return spellExecutor(scope, shape.signature, resolved);
      return rewrite(scope, type, 'out');
    }
    case 'parenthesized':
      return rewriteParts(scope, type, [shape.of], (part) => spell(scope, part, 'in'));
    case 'reference':
      return spellReference(scope, type, shape);
    case 'union':
      if (functionOf(scope.driver, type) === undefined) return spellInside(scope, type);
      return rewriteParts(scope, type, shape.parts, (part) => spellOperand(scope, part, 'in'));
    default:
      return spellInside(scope, type);
  }
}

/** Writes a type inside an argument, where functions are not adapted. */
function spellInside(scope: Scope, type: TypeText): string {
  const { shape } = type;
  switch (shape.kind) {
    case 'reference':
      return functionOf(scope.driver, type) === undefined
        ? spellReference(scope, type, shape)
        : rewrite(scope, type, 'out');
    case 'union':
    case 'intersection': {
      const { kind } = shape;
      return rewriteParts(scope, type, shape.parts, (part) =>
        inParentheses(scope, part, kind, spellInside(scope, part)),
      );
    }
    case 'parenthesized':
      return rewriteParts(scope, type, [shape.of], (part) => spellInside(scope, part));
    case 'object': {
      const fields = new Set(shape.members.flatMap((member) => (member.kind === 'property' ? [member.type] : [])));
      return rewriteParts(scope, type, shape.spans, (part) =>
        fields.has(part) ? spellInside(scope, part) : rewrite(scope, part, 'out'),
      );
    }
    default:
      // A type that no rule unwraps stays the driver's.
      return rewrite(scope, type, 'out');
  }
}

/** Writes the type of an argument to a user's function, such as a listener. Everything in it is wrapped. */
export function spellHanded(scope: Scope, type: TypeText): string {
  return rewrite(scope, type, 'in');
}

/**
 * Writes a reference: to a wrapped class or the driver's own, to a redeclared type, or to a utility type with the
 * fields of one.
 */
function spellReference(scope: Scope, type: TypeText, { name, arguments: args }: ReferenceShape): string {
  if (isWrappedReference(scope, type)) return `${rewrite(scope, type, 'in')} | ${spellDriver(scope, type)}`;
  return rewriteParts(scope, type, args, (part) =>
    FIELDS_OF.has(name) ? spellInside(scope, part) : rewrite(scope, part, 'out'),
  );
}

type ReferenceShape = Extract<TypeText['shape'], { kind: 'reference' }>;

function rewriteParts(scope: Scope, type: TypeText, parts: readonly Part[], text: (part: TypeText) => string): string {
  return rewrite(
    scope,
    type,
    'in',
    parts.map((part) => ({ part, text: text(part.type) })),
  );
}

/** Writes a type as code that can be broken, at the operators of a union or an intersection. */
export function spellCode(scope: Scope, type: TypeText, position: Position): Code {
  const { shape } = type;
  if (shape.kind !== 'union' && shape.kind !== 'intersection') return spell(scope, type, position);
  const separator = shape.kind === 'union' ? ' | ' : ' & ';
  return {
    open: '',
    items: shape.parts.map(({ type: part }) =>
      inParentheses(scope, part, shape.kind, spell(scope, part, position), position),
    ),
    close: '',
    separator,
  };
}

/** Writes the type of a user's asynchronous function in the framework. Its parameters are wrappers. */
function spellExecutor(scope: Scope, signature: Signature, resolved: TypeText): string {
  const executor = declaredExecutor(scope, signature, resolved);
  const generic =
    signature.typeParameters.length === 0 ? '' : `<${spellTypeParameters(scope, signature.typeParameters).join(', ')}>`;
  return generic + scope.framework.executor(executor.text, executor.resolves, importType(scope), executor);
}

/** What a framework gets for a user's asynchronous function. */
export function declaredExecutor(scope: Scope, signature: Signature, resolved: TypeText): DeclaredExecutor {
  const inner = within(scope, signature.typeParameters);
  const parameters = signature.parameters.map(({ name, optional, rest, type }) => ({
    name,
    type: rewrite(inner, type, 'out'),
    optional,
    rest,
  }));
  const spelled = parameters.map(
    ({ name, optional, rest, type }) => `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${type}`,
  );
  return {
    member: scope.member,
    parameters,
    text: spelled.join(', '),
    resolves: rewrite(inner, resolved, 'out'),
  };
}

/** Writes the driver's own class or type, through the namespace import: `driver.Collection<TSchema>`. */
export function spellDriver(scope: Scope, type: TypeText): string {
  return apply(
    type.text,
    type.names.map((name) => ({ ...name, text: driverName(scope, name) })),
  );
}

/** The declaration of type parameters, which decides on the modifiers that they can have. */
type Declares = 'class' | 'function' | 'type';

/** `const` affects inference from arguments, `in` and `out` the variance of a type. */
const MODIFIERS: Readonly<Record<Declares, ReadonlySet<string>>> = {
  class: new Set(['const', 'in', 'out']),
  function: new Set(['const']),
  type: new Set(),
};

/** Writes the type parameters of a declaration: `const T extends Document = Document`. */
export function spellTypeParameters(
  scope: Scope,
  parameters: readonly TypeParameter[],
  declares: Declares = 'function',
): string[] {
  const inner = within(scope, parameters);
  return parameters.map((each) => {
    if (each.constraint?.names.some(({ name }) => isWrappedName(inner, name)))
      scope.problems.push(boundToWrapper(scope, each));
    const modifiers = (each.modifiers ?? []).filter((word) => MODIFIERS[declares].has(word));
    const constraint = each.constraint === undefined ? '' : ` extends ${rewrite(inner, each.constraint, 'in')}`;
    const initial = each.default === undefined ? '' : ` = ${rewrite(inner, each.default, 'in')}`;
    return `${modifiers.map((word) => `${word} `).join('')}${each.name}${constraint}${initial}`;
  });
}

/** Writes a type as a part of a union, with parentheses if it needs them. */
export function spellOperand(scope: Scope, type: TypeText, position: Position): string {
  return inParentheses(scope, type, 'union', spell(scope, type, position), position);
}

function inParentheses(
  scope: Scope,
  type: TypeText,
  operand: Exclude<Operand, 'whole'>,
  text: string,
  position: Position = 'in',
): string {
  const isUnion = position === 'in' && isWrappedReference(scope, type);
  return needsParentheses(type, operand) || (isUnion && operand !== 'union') ? `(${text})` : text;
}

function isWrappedReference(scope: Scope, type: TypeText): boolean {
  const { shape } = type;
  return shape.kind === 'reference' && !scope.typeParameters.has(shape.name) && scope.wrapped.isWrapped(shape.name);
}

interface Replacement {
  readonly part: Part;
  readonly text: string;
}

function rewrite(scope: Scope, type: TypeText, position: Position, replaced: readonly Replacement[] = []): string {
  const names = type.names.filter(
    (name) => !replaced.some(({ part }) => part.start <= name.start && name.end <= part.end),
  );
  return apply(type.text, [
    ...names.map((name) => ({ ...name, text: localName(scope, name, position) })),
    ...replaced.map(({ part, text }) => ({ start: part.start, end: part.end, text })),
  ]);
}

function apply(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

function isWrappedName(scope: Scope, name: string): boolean {
  return !scope.typeParameters.has(name) && scope.wrapped.isWrapped(name);
}

/**
 * The problem that a type parameter is constrained by a wrapped class. Its values may be wrappers, and no rule unwraps
 * them.
 */
function boundToWrapper(scope: Scope, { text }: TypeParameter): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} has the type parameter \`${text}\`, which is constrained by a wrapped class`,
    fix: 'omit the member or the class with that reason',
    at: scope.place,
  };
}
