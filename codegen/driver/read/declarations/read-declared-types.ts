import { ts } from 'ts-morph';

import type { DriverConstant, DriverType } from '../../../model/driver.js';
import { insideDeclaration, placeOf, type ReadContext } from '../read-context.js';
import { readDocs } from '../read-docs.js';
import { grouped, readInterfaceMembers } from '../types/read-object.js';
import { readTypeParameters } from '../types/read-signature.js';
import { heritage } from './read-class.js';
import { propertyType } from './read-member.js';

/** Reads an interface, which may be one of several declarations with its name. */
export function readInterface(node: ts.InterfaceDeclaration, exported: boolean, outer: ReadContext): DriverType {
  const context = insideDeclaration(outer, node.typeParameters);
  return {
    kind: 'interface',
    name: node.name.text,
    exported,
    typeParameters: readTypeParameters(node.typeParameters, context),
    extends: heritage(node, ts.SyntaxKind.ExtendsKeyword, context),
    members: readInterfaceMembers(node.members, context),
    type: undefined,
    docs: readDocs(node, context),
    place: placeOf(node, context),
  };
}

/** Merges two declarations of an interface. */
export function mergeInterfaces(first: DriverType, second: DriverType): DriverType {
  const known = new Set(first.extends.map((base) => base.canonical));
  return {
    ...first,
    exported: first.exported || second.exported,
    extends: [...first.extends, ...second.extends.filter((base) => !known.has(base.canonical))],
    members: grouped([...first.members, ...second.members]),
    docs: first.docs.text === '' ? second.docs : first.docs,
  };
}

/** Reads a type alias. */
export function readAlias(node: ts.TypeAliasDeclaration, exported: boolean, outer: ReadContext): DriverType {
  const context = insideDeclaration(outer, node.typeParameters);
  return {
    kind: 'alias',
    name: node.name.text,
    exported,
    typeParameters: readTypeParameters(node.typeParameters, context),
    extends: [],
    members: [],
    type: context.readType(node.type, context),
    docs: readDocs(node, context),
    place: placeOf(node, context),
  };
}

/** Reads the constants of a `const` statement. */
export function readConstants(
  node: ts.VariableStatement,
  isExported: (name: string) => boolean,
  context: ReadContext,
): DriverConstant[] {
  return node.declarationList.declarations.flatMap((each): DriverConstant[] => {
    if (!ts.isIdentifier(each.name)) return [];
    const name = each.name.text;
    const type = propertyType(each, context);
    return [{ name, exported: isExported(name), type, docs: readDocs(node, context), place: placeOf(each, context) }];
  });
}
