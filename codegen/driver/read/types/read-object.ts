import { ts } from 'ts-morph';

import { NO_DOCS } from '../../../model/types/docs.js';
import type {
  ObjectIndex,
  ObjectMember,
  ObjectMethod,
  ObjectProperty,
  Part,
  TypeText,
} from '../../../model/types/type-text.js';
import { bindParameters, placeOf, type ReadContext } from '../read-context.js';
import { readDocs } from '../read-docs.js';
import { memberName, writeMemberName } from './read-name.js';
import { anyType, readSignature, writeSignature } from './read-signature.js';
import { TextBuilder } from './text-builder.js';

/** Reads the members of an interface body. Overloads are joined into one member. */
export function readInterfaceMembers(nodes: readonly ts.TypeElement[], context: ReadContext): ObjectMember[] {
  // The text of the builder is not used, since the body is not a type.
  const builder = new TextBuilder(context);
  return grouped(nodes.flatMap((node) => writeMember(builder, node, context, false).member ?? []));
}

/** Reads the index signatures of a class body. */
export function readIndexes({ members }: ts.ClassDeclaration, context: ReadContext): ObjectIndex[] {
  return members.filter(ts.isIndexSignatureDeclaration).flatMap((node) => {
    const { member } = writeIndex(new TextBuilder(context), node, context);
    return member?.kind === 'index' ? [member] : [];
  });
}

/** An object type: `{ name: string; type?: number }`. */
export function readObjectType(node: ts.TypeLiteralNode, context: ReadContext): TypeText {
  if (node.members.length === 0)
    return new TextBuilder(context).write('{}').done({ kind: 'object', members: [], spans: [] });
  const builder = new TextBuilder(context).write('{ ');
  const members: ObjectMember[] = [];
  const spans: Part[] = [];
  node.members.forEach((each, index) => {
    builder.write(index === 0 ? '' : '; ');
    const written = writeMember(builder, each, context, true);
    if (written.member !== undefined) members.push(written.member);
    spans.push(...written.parts);
  });
  return builder.write(' }').done({ kind: 'object', members: grouped(members), spans });
}

interface WrittenMember {
  readonly member: ObjectMember | undefined;
  /** The types in the member, in order. */
  readonly parts: readonly Part[];
}

/**
 * Reads a member and writes it.
 *
 * @param inside - whether it is part of a type, which then binds the type parameters of the member's signature
 */
function writeMember(builder: TextBuilder, node: ts.TypeElement, context: ReadContext, inside: boolean): WrittenMember {
  if (ts.isPropertySignature(node)) return writeProperty(builder, node, context, inside);
  if (ts.isMethodSignature(node)) {
    writeMemberName(builder, node.name, context);
    if (node.questionToken !== undefined) builder.write('?');
    const { overload, parts } = writeOverload(builder, node, context, inside);
    const optional = node.questionToken !== undefined;
    const common = { name: memberName(node.name, context), docs: overload.docs, place: overload.place };
    return { member: { kind: 'method', optional, overloads: [overload], ...common }, parts };
  }
  if (ts.isIndexSignatureDeclaration(node)) return writeIndex(builder, node, context);
  if (ts.isCallSignatureDeclaration(node) || ts.isConstructSignatureDeclaration(node)) {
    const construct = ts.isConstructSignatureDeclaration(node);
    if (construct) builder.write('new ');
    const { overload, parts } = writeOverload(builder, node, context, inside);
    return { member: { kind: construct ? 'construct' : 'call', signature: overload, place: overload.place }, parts };
  }
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) return writeAccessor(builder, node, context);
  return { member: undefined, parts: [] };
}

function writeOverload(
  builder: TextBuilder,
  node: ts.MethodSignature | ts.CallSignatureDeclaration | ts.ConstructSignatureDeclaration,
  context: ReadContext,
  inside: boolean,
): { overload: ReturnType<typeof readSignature>; parts: Part[] } {
  if (!inside) return { overload: readSignature(node, context, { inside }), parts: [] };
  const { signature, parameters, returns } = writeSignature(builder, node, context, ': ');
  return { overload: signature, parts: [...parameters, returns] };
}

function writeProperty(
  builder: TextBuilder,
  node: ts.PropertySignature,
  context: ReadContext,
  inside: boolean,
): WrittenMember {
  const type = node.type === undefined ? anyType(context) : context.readType(node.type, context);
  const member = propertyOf(node, node.name, type, context, {
    optional: node.questionToken !== undefined,
    readonly: node.modifiers?.some((each) => each.kind === ts.SyntaxKind.ReadonlyKeyword) ?? false,
  });
  if (!inside) return { member, parts: [] };
  if (member.readonly) builder.write('readonly ');
  writeMemberName(builder, node.name, context);
  return { member, parts: [builder.write(member.optional ? '?: ' : ': ').type(type)] };
}

function writeAccessor(builder: TextBuilder, node: ts.AccessorDeclaration, context: ReadContext): WrittenMember {
  const isGetter = ts.isGetAccessor(node);
  const declared = isGetter ? node.type : node.parameters[0]?.type;
  const type = declared === undefined ? anyType(context) : context.readType(declared, context);
  builder.write(isGetter ? 'get ' : 'set ');
  writeMemberName(builder, node.name, context);
  builder.write(isGetter ? '(): ' : '(value: ', isGetter ? undefined : '(_0: ');
  const parts = [builder.type(type)];
  if (!isGetter) builder.write(')');
  return { member: propertyOf(node, node.name, type, context, { optional: false, readonly: isGetter }), parts };
}

function propertyOf(
  node: ts.Node,
  name: ts.PropertyName,
  type: TypeText,
  context: ReadContext,
  marks: Pick<ObjectProperty, 'optional' | 'readonly'>,
): ObjectProperty {
  const docs = readDocs(node, context);
  return { kind: 'property', name: memberName(name, context), ...marks, type, docs, place: placeOf(node, context) };
}

function writeIndex(builder: TextBuilder, node: ts.IndexSignatureDeclaration, outer: ReadContext): WrittenMember {
  const [parameter] = node.parameters;
  const name = parameter !== undefined && ts.isIdentifier(parameter.name) ? parameter.name.text : 'key';
  const context = bindParameters(outer, [name]);
  const key = parameter?.type === undefined ? anyType(context) : context.readType(parameter.type, context);
  const type = context.readType(node.type, context);
  if (node.modifiers?.some((each) => each.kind === ts.SyntaxKind.ReadonlyKeyword) === true) builder.write('readonly ');
  const keyPart = builder.write(`[${name}: `, '[_0: ').type(key);
  const parts = [keyPart, builder.write(']: ').type(type)];
  return { member: { kind: 'index', key, type, place: placeOf(node, context) }, parts };
}

/** Joins members with the same name: overloads into one, a getter and its setter into one writable property. */
export function grouped(members: readonly ObjectMember[]): ObjectMember[] {
  const byName = new Map<string, ObjectMember>();
  const out: ObjectMember[] = [];
  members.forEach((member, index) => {
    const key = 'name' in member ? member.name : `${member.kind} ${String(index)}`;
    byName.set(key, joined(byName.get(key), member));
  });
  for (const member of byName.values()) out.push(member);
  return out;
}

function joined(first: ObjectMember | undefined, second: ObjectMember): ObjectMember {
  if (first?.kind === 'method' && second.kind === 'method') {
    const method: ObjectMethod = { ...first, overloads: [...first.overloads, ...second.overloads] };
    return method;
  }
  if (first?.kind === 'property' && second.kind === 'property') return accessorPair(first, second);
  return first ?? second;
}

/** Joins a getter and its setter into a property, with the type of each. */
function accessorPair(first: ObjectProperty, second: ObjectProperty): ObjectProperty {
  const [getter, setter] = first.readonly ? [first, second] : [second, first];
  const docs = first.docs === NO_DOCS ? second.docs : first.docs;
  const isReadonly = first.readonly && second.readonly;
  const isSame = getter.type.canonical === setter.type.canonical;
  return {
    ...first,
    type: getter.type,
    readonly: isReadonly,
    ...(!isSame && !isReadonly && { setterType: setter.type }),
    docs,
  };
}
