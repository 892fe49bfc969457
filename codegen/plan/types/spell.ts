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

/** A type as the emitted module writes it, wrapped classes and re-declared options in place of the driver's. */
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

/** The same as a part of an argument, where a function of the user's is not adapted. */
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
      // What no rule unwraps stays the driver's.
      return rewrite(scope, type, 'out');
  }
}

/** What users are handed in a function of theirs, such as the listeners of events: wrappers throughout. */
export function spellHanded(scope: Scope, type: TypeText): string {
  return rewrite(scope, type, 'in');
}

/** A wrapped class, or the driver's own object of it; a type that is declared anew; what has the fields of one. */
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

/** A type as code that can be broken: a union or an intersection at its operators. */
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

/** A user's asynchronous function in the framework's dress; its own parameters are wrappers. */
function spellExecutor(scope: Scope, signature: Signature, resolved: TypeText): string {
  const executor = declaredExecutor(scope, signature, resolved);
  const generic =
    signature.typeParameters.length === 0 ? '' : `<${spellTypeParameters(scope, signature.typeParameters).join(', ')}>`;
  return generic + scope.framework.executor(executor.text, executor.resolves, importType(scope), executor);
}

/** The same as frameworks are told of it. */
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

/** The driver's own class or type, through the namespace import: `driver.Collection<TSchema>`. */
export function spellDriver(scope: Scope, type: TypeText): string {
  return apply(
    type.text,
    type.names.map((name) => ({ ...name, text: driverName(scope, name) })),
  );
}

/** What declares type parameters: it decides which of their modifiers may stand there. */
type Declares = 'class' | 'function' | 'type';

/** `const` infers from arguments, `in` and `out` are about what a type has inside. */
const MODIFIERS: Readonly<Record<Declares, ReadonlySet<string>>> = {
  class: new Set(['const', 'in', 'out']),
  function: new Set(['const']),
  type: new Set(),
};

/** Type parameters as a declaration lists them: `const T extends Document = Document`. */
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

/** A type as one part of a union, in parentheses where it needs them there. */
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

/** What is bound by a wrapped class may be a wrapper anywhere, and no rule sees it there. */
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
