import type { Part, Signature, TypeParameter, TypeText } from '../../model/types/type-text.js';
import { importType, type Scope, within } from '../scope.js';
import type { Code } from '../text/layout.js';
import { driverName, localName, type Position } from './local-names.js';

/** A type as the emitted module writes it, wrapped classes and re-declared options in place of the driver's. */
export function spell(scope: Scope, type: TypeText, position: Position): string {
  if (position === 'in') {
    const { shape } = type;
    if (shape.kind === 'function' && shape.signature.returns.shape.kind === 'promise')
      return spellExecutor(scope, shape.signature);
    if (isWrappedReference(scope, type)) return `${rewrite(scope, type, position)} | ${spellDriver(scope, type)}`;
    const replaced = partsThatHold(scope, type).map((part) => ({ part, text: spell(scope, part.type, 'in') }));
    return rewrite(scope, type, position, replaced);
  }
  return rewrite(scope, type, position);
}

/** The shapes of which a part may be a driver object. */
const HOLDERS: ReadonlySet<string> = new Set(['union', 'intersection', 'object']);

/**
 * The members of a union, and the fields of an object, at which a wrapper may be handed in, and the driver's object as
 * well.
 */
function partsThatHold(scope: Scope, { shape }: TypeText): readonly Part[] {
  switch (shape.kind) {
    case 'union':
    case 'intersection':
      return shape.parts.filter((part) => isWrappedReference(scope, part.type) || part.type.shape.kind === 'object');
    case 'object': {
      const fields = new Set(shape.members.flatMap((member) => (member.kind === 'property' ? [member.type] : [])));
      return shape.spans.filter(
        ({ type }) => fields.has(type) && (isWrappedReference(scope, type) || HOLDERS.has(type.shape.kind)),
      );
    }
    default:
      return [];
  }
}

/** A type as code that can be broken: a union or an intersection at its operators. */
export function spellCode(scope: Scope, type: TypeText, position: Position): Code {
  const { shape } = type;
  if (shape.kind !== 'union' && shape.kind !== 'intersection') return spell(scope, type, position);
  const separator = shape.kind === 'union' ? ' | ' : ' & ';
  return { open: '', items: shape.parts.map((part) => spell(scope, part.type, position)), close: '', separator };
}

/** A user's asynchronous function in the framework's dress; its own parameters are wrappers. */
function spellExecutor(scope: Scope, signature: Signature): string {
  const inner = within(scope, signature.typeParameters);
  const parameters = signature.parameters.map(
    ({ name, optional, rest, type }) =>
      `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${rewrite(inner, type, 'in')}`,
  );
  const { shape } = signature.returns;
  const value = shape.kind === 'promise' ? rewrite(inner, shape.of.type, 'in') : signature.returns.text;
  const generic =
    signature.typeParameters.length === 0 ? '' : `<${spellTypeParameters(scope, signature.typeParameters).join(', ')}>`;
  return generic + scope.framework.executor(parameters.join(', '), value, importType(scope));
}

/** The driver's own class or type, through the namespace import: `driver.Collection<TSchema>`. */
export function spellDriver(scope: Scope, type: TypeText): string {
  return apply(
    type.text,
    type.names.map((name) => ({ ...name, text: driverName(scope, name) })),
  );
}

/** Type parameters as a declaration lists them: `T extends Document = Document`. */
export function spellTypeParameters(scope: Scope, parameters: readonly TypeParameter[]): string[] {
  const inner = within(scope, parameters);
  return parameters.map((each) => {
    const constraint = each.constraint === undefined ? '' : ` extends ${rewrite(inner, each.constraint, 'in')}`;
    const initial = each.default === undefined ? '' : ` = ${rewrite(inner, each.default, 'in')}`;
    return `${each.name}${constraint}${initial}`;
  });
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
