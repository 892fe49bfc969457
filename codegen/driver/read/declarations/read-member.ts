import { ts } from 'ts-morph';

import { NO_DOCS } from '../../../model/types/docs.js';
import type { DriverMember, DriverMethod, DriverProperty } from '../../../model/driver.js';
import type { ObjectMember, TypeText } from '../../../model/types/type-text.js';
import { placeOf, type ReadContext } from '../read-context.js';
import { readDocs } from '../read-docs.js';
import { readLiteralExpression } from '../types/read-literal.js';
import { isComputed, memberName } from '../types/read-name.js';
import { anyType, readSignature } from '../types/read-signature.js';
import { hasModifier, visibilityOf } from './modifiers.js';

/**
 * Reads the members of a class body in source order. Overloads are joined into one member, and so are accessor pairs.
 */
export function readMembers(nodes: readonly ts.ClassElement[], context: ReadContext): DriverMember[] {
  return groupMembers(nodes.flatMap((node) => readMember(node, context) ?? []));
}

/** Joins members with the same name, unless only one of them is static. */
export function groupMembers(members: readonly DriverMember[]): DriverMember[] {
  const byKey = new Map<string, DriverMember>();
  for (const member of members) {
    const key = `${member.static ? 'static ' : ''}${member.name}`;
    const first = byKey.get(key);
    byKey.set(key, first === undefined ? member : joined(first, member));
  }
  return [...byKey.values()];
}

function joined(first: DriverMember, second: DriverMember): DriverMember {
  if (first.kind === 'method' && second.kind === 'method') {
    return { ...first, overloads: [...first.overloads, ...second.overloads] };
  }
  if (first.kind === 'property' && second.kind === 'property' && first.accessor && second.accessor) {
    return accessorPair(first, second);
  }
  return first;
}

function accessorPair(first: DriverProperty, second: DriverProperty): DriverProperty {
  const [getter, setter] = first.readonly ? [first, second] : [second, first];
  const docs = getter.docs === NO_DOCS ? setter.docs : getter.docs;
  const setterType = getter.type.canonical === setter.type.canonical ? undefined : setter.type;
  return { ...getter, docs, place: first.place, readonly: false, setterType };
}

function readMember(node: ts.ClassElement, context: ReadContext): DriverMember | undefined {
  if (ts.isMethodDeclaration(node)) {
    const overload = readSignature(node, context, { inside: false });
    const optional = node.questionToken !== undefined;
    const base = { ...memberBase(node, node.name, context), docs: overload.docs };
    return { kind: 'method', ...base, overloads: [overload], ...(optional && { optional }) };
  }
  if (ts.isPropertyDeclaration(node)) {
    const readonly = hasModifier(node, ts.SyntaxKind.ReadonlyKeyword);
    return property(node, propertyType(node, context), context, {
      accessor: false,
      readonly,
      optional: node.questionToken !== undefined,
    });
  }
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) {
    const declared = ts.isGetAccessor(node) ? node.type : node.parameters[0]?.type;
    const type = declared === undefined ? anyType(context) : context.readType(declared, context);
    return property(node, type, context, { accessor: true, readonly: ts.isGetAccessor(node), optional: false });
  }
  return undefined;
}

function property(
  node: ts.PropertyDeclaration | ts.AccessorDeclaration,
  type: TypeText,
  context: ReadContext,
  marks: Pick<DriverProperty, 'accessor' | 'readonly' | 'optional'>,
): DriverProperty {
  return { kind: 'property', ...memberBase(node, node.name, context), type, ...marks, setterType: undefined };
}

/** The declared type of a field or constant, or the type of its literal. */
export function propertyType(node: ts.PropertyDeclaration | ts.VariableDeclaration, context: ReadContext): TypeText {
  if (node.type !== undefined) return context.readType(node.type, context);
  return node.initializer === undefined ? anyType(context) : readLiteralExpression(node.initializer, context);
}

function memberBase(
  node: ts.ClassElement,
  name: ts.PropertyName,
  context: ReadContext,
): Omit<DriverMethod, 'kind' | 'overloads'> {
  return {
    name: memberName(name, context),
    symbol: isComputed(name),
    static: hasModifier(node, ts.SyntaxKind.StaticKeyword),
    abstract: hasModifier(node, ts.SyntaxKind.AbstractKeyword),
    ...(visibilityOf(node) === 'protected' && { protected: true }),
    docs: readDocs(node, context),
    place: placeOf(node, context),
  };
}

/** Converts a member of an interface to one of the class that it merges with. */
export function asClassMember(member: ObjectMember): DriverMember | undefined {
  if (member.kind !== 'property' && member.kind !== 'method') return undefined;
  const { name, docs, place } = member;
  const base = { name, symbol: name.startsWith('['), static: false, abstract: false, docs, place };
  if (member.kind === 'method')
    return { kind: 'method', ...base, overloads: member.overloads, ...(member.optional && { optional: true }) };
  const { type, readonly, optional, setterType } = member;
  return { kind: 'property', ...base, type, accessor: false, readonly, optional, setterType };
}
