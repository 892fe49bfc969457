import { canonicalOperand, canonicalParts, type Operand } from './canonical.js';
import { partsOf } from './parts.js';
import { canonicalFunction } from './signature.js';
import { TypeBuilder } from './type-builder.js';
import type { Computation, ObjectMember, Part, Shape, Signature, TypeParameter, TypeText } from './type-text.js';

/** The types that replace type parameters, by name. */
export type Substitution = ReadonlyMap<string, TypeText>;

/** Replaces type parameters in a type, at any depth. A type without them is returned unchanged. */
export function substitute(type: TypeText, by: Substitution): TypeText {
  if (by.size === 0 || !type.names.some((name) => !name.value && by.has(name.name))) return type;
  const { shape } = type;
  if (shape.kind === 'reference' && shape.arguments.length === 0) return by.get(shape.name) ?? type;

  const builder = new TypeBuilder();
  const parts = partsOf(shape).map((part) => ({ ...part, type: operand(shape, substitute(part.type, by)) }));
  const moved: Part[] = [];
  let at = 0;
  for (const part of parts) {
    copy(builder, type, at, part.start, by);
    moved.push(builder.type(part.type));
    at = part.end;
  }
  copy(builder, type, at, type.text.length, by);
  const result = withParts(shape, moved, by);
  return builder.done(result, canonicalOf(result, type) ?? builder.text);
}

/** The type arguments of a reference, by type parameter of the declaration. A missing argument has its default. */
export function argumentsOf(
  declared: { readonly typeParameters: readonly TypeParameter[] },
  reference: Extract<Shape, { kind: 'reference' }>,
): Substitution {
  const by = new Map<string, TypeText>();
  declared.typeParameters.forEach((parameter, index) => {
    const initial = parameter.default && substitute(parameter.default, by);
    const argument = reference.arguments[index]?.type ?? initial;
    if (argument !== undefined) by.set(parameter.name, argument);
  });
  return by;
}

/** Replaces the type parameters of the surroundings in a signature. Its own are kept. */
export function substituteSignature(signature: Signature, by: Substitution): Signature {
  const own = new Set(signature.typeParameters.map((each) => each.name));
  const outer = new Map([...by].filter(([name]) => !own.has(name)));
  if (outer.size === 0) return signature;
  return {
    ...signature,
    typeParameters: signature.typeParameters.map((each) => ({
      ...each,
      constraint: each.constraint && substitute(each.constraint, outer),
      default: each.default && substitute(each.default, outer),
    })),
    parameters: signature.parameters.map((each) => ({ ...each, type: substitute(each.type, outer) })),
    returns: substitute(signature.returns, outer),
  };
}

/** Replaces type parameters in a member. */
export function substituteMember(member: ObjectMember, by: Substitution): ObjectMember {
  if (by.size === 0) return member;
  switch (member.kind) {
    case 'property': {
      const { setterType } = member;
      return {
        ...member,
        type: substitute(member.type, by),
        ...(setterType !== undefined && { setterType: substitute(setterType, by) }),
      };
    }
    case 'index':
      return { ...member, key: substitute(member.key, by), type: substitute(member.type, by) };
    case 'method':
      return { ...member, overloads: member.overloads.map((each) => substituteSignature(each, by)) };
    case 'call':
    case 'construct':
      return { ...member, signature: substituteSignature(member.signature, by) };
  }
}

/** Copies the text between parts, with the names in it. A type without parts is copied whole. */
function copy(builder: TypeBuilder, type: TypeText, from: number, to: number, by: Substitution): void {
  let at = from;
  for (const name of type.names) {
    if (name.start < from || name.end > to) continue;
    builder.write(type.text.slice(at, name.start));
    const replacement = name.value ? undefined : by.get(name.name);
    if (replacement === undefined) builder.mark(name.name, name.value).write(name.name);
    else builder.type(loose(replacement, 'postfix') ? parenthesized(replacement) : replacement);
    at = name.end;
  }
  builder.write(type.text.slice(at, to));
}

function withParts(shape: Shape, parts: readonly Part[], by: Substitution): Shape {
  const [first, ...others] = parts;
  switch (shape.kind) {
    case 'reference':
      return { ...shape, arguments: parts };
    case 'promise':
    case 'array':
    case 'keyof':
    case 'parenthesized':
      return { ...shape, of: first ?? shape.of };
    case 'async-iterable':
      return { ...shape, of: first ?? shape.of, others };
    case 'tuple':
      return { ...shape, items: shape.items.map((item, at) => ({ ...item, ...parts[at] })) };
    case 'union':
    case 'intersection':
      return { ...shape, parts };
    case 'indexed':
      return { ...shape, object: first ?? shape.object, index: others[0] ?? shape.index };
    case 'object':
      return { ...shape, members: shape.members.map((member) => substituteMember(member, by)), spans: parts };
    case 'function': {
      const returns = parts.at(-1) ?? shape.returns;
      return { ...shape, signature: substituteSignature(shape.signature, by), parameters: parts.slice(0, -1), returns };
    }
    case 'other':
      return withComputation(shape, by);
    default:
      return shape;
  }
}

/** Replaces type parameters in the computation of a type. */
function withComputation(shape: Extract<Shape, { kind: 'other' }>, by: Substitution): Shape {
  const { computation, ...rest } = shape;
  const replaced = computation && substituteComputation(computation, by);
  return replaced === undefined ? rest : { ...rest, computation: replaced };
}

/** Names that the type binds itself are kept. Undefined if a replacement would be captured by one of them. */
function substituteComputation(computation: Computation, by: Substitution): Computation | undefined {
  const inside = (bound: readonly string[]): Substitution | undefined => {
    const outer = new Map([...by].filter(([name]) => !bound.includes(name)));
    const isTaken = [...outer.values()].some((type) => type.names.some((each) => bound.includes(each.name)));
    return isTaken ? undefined : outer;
  };
  switch (computation.kind) {
    case 'mapped': {
      const inner = inside([computation.parameter]);
      if (inner === undefined) return undefined;
      const { keys, named, type } = computation;
      return {
        ...computation,
        keys: substitute(keys, by),
        named: named && substitute(named, inner),
        type: substitute(type, inner),
      };
    }
    case 'conditional': {
      const { check, pattern, matched, unmatched, each, inferred } = computation;
      const inner = inside(each === undefined ? inferred : [each, ...inferred]);
      if (inner === undefined) return undefined;
      return {
        ...computation,
        check: substitute(check, by),
        pattern: substitute(pattern, inner),
        matched: substitute(matched, inner),
        unmatched: substitute(unmatched, inner),
      };
    }
    case 'template':
      return {
        ...computation,
        spans: computation.spans.map(({ type, text }) => ({ type: substitute(type, by), text })),
      };
    case 'infer':
      return { ...computation, constraint: computation.constraint && substitute(computation.constraint, by) };
  }
}

/** The parentheses that a replaced part needs: `T[]` becomes `(A | B)[]`. */
function operand(shape: Shape, type: TypeText): TypeText {
  const inside = surroundings(shape);
  return loose(type, inside) ? parenthesized(type) : type;
}

function surroundings(shape: Shape): Operand {
  if (shape.kind === 'union' || shape.kind === 'intersection') return shape.kind;
  return shape.kind === 'array' || shape.kind === 'keyof' || shape.kind === 'indexed' || shape.kind === 'tuple'
    ? 'postfix'
    : 'whole';
}

function loose(type: TypeText, inside: Operand): boolean {
  return type.shape.kind !== 'parenthesized' && canonicalOperand(type, inside) !== type.canonical;
}

function parenthesized(type: TypeText): TypeText {
  const builder = new TypeBuilder().write('(', '');
  const of = builder.type(type);
  return builder.write(')', '').done({ kind: 'parenthesized', of });
}

/** The canonical text, if the shape decides it. Otherwise it is the new text. */
function canonicalOf(shape: Shape, before: TypeText): string | undefined {
  switch (shape.kind) {
    case 'union':
    case 'intersection':
      return canonicalParts(
        shape.kind,
        shape.parts.map((part) => part.type),
      );
    case 'parenthesized':
      return shape.of.type.canonical;
    case 'promise':
      return `Promise<${shape.of.type.canonical}>`;
    case 'array':
      return `${shape.readonly ? 'readonly ' : ''}${canonicalOperand(shape.of.type, 'postfix')}[]`;
    case 'keyof':
      return `keyof ${canonicalOperand(shape.of.type, 'postfix')}`;
    case 'indexed':
      return `${canonicalOperand(shape.object.type, 'postfix')}[${shape.index.type.canonical}]`;
    case 'reference': {
      const name = before.canonical.slice(0, before.canonical.indexOf('<'));
      return `${name}<${shape.arguments.map((part) => part.type.canonical).join(', ')}>`;
    }
    case 'function':
      return canonicalFunction(shape.signature);
    default:
      return undefined;
  }
}
