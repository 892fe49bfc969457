import { ts } from 'ts-morph';

import type { DriverClass, DriverMember, DriverType } from '../../../model/driver.js';
import type { Signature, TypeText } from '../../../model/types/type-text.js';
import { insideDeclaration, placeOf, type ReadContext } from '../read-context.js';
import { readDocs } from '../read-docs.js';
import { memberName } from '../types/read-name.js';
import { readIndexes } from '../types/read-object.js';
import { readSignature, readTypeParameters } from '../types/read-signature.js';
import { TextBuilder } from '../types/text-builder.js';
import { hasModifier, visibilityOf } from './modifiers.js';
import { asClassMember, groupMembers, readMembers } from './read-member.js';

/** Reads a class, without the declarations that merge with it. */
export function readClass(node: ts.ClassDeclaration, name: string, exported: boolean, outer: ReadContext): DriverClass {
  const context = insideDeclaration(outer, node.typeParameters);
  const typeParameters = readTypeParameters(node.typeParameters, context);
  const excluded = excludedNames(node, context.source);
  const open = node.members.filter((each) => visibilityOf(each) === 'public');
  const members = readMembers(open, context);
  const indexes = readIndexes(node, context);
  const self = selfType(
    name,
    typeParameters.map((each) => each.name),
    context,
  );
  const constructors = readConstructors(open, self, context);
  const bases = heritage(node, ts.SyntaxKind.ExtendsKeyword, context);
  return {
    name,
    exported,
    abstract: hasModifier(node, ts.SyntaxKind.AbstractKeyword),
    typeParameters,
    extends: bases[0],
    implements: heritage(node, ts.SyntaxKind.ImplementsKeyword, context),
    construction: constructionOf(node, constructors, excluded),
    constructors,
    members,
    ...forSubclasses(node, self, context),
    ...(indexes.length > 0 && { indexes }),
    hidden: hiddenNames(node, members, excluded, context),
    docs: readDocs(node, context),
    place: placeOf(node, context),
  };
}

/** The members of a class that only subclasses see, and whether the class is nominal. */
function forSubclasses(
  node: ts.ClassDeclaration,
  self: TypeText,
  context: ReadContext,
): Pick<DriverClass, 'protected' | 'protectedConstructors' | 'nominal'> {
  const own = node.members.filter((each) => visibilityOf(each) === 'protected');
  const members = readMembers(own.filter(isTyped), context);
  const constructors = readConstructors(own, self, context);
  const nominal = node.members.some(
    (each) =>
      visibilityOf(each) !== 'public' &&
      !ts.isConstructorDeclaration(each) &&
      !hasModifier(each, ts.SyntaxKind.StaticKeyword),
  );
  return {
    ...(members.length > 0 && { protected: members }),
    ...(constructors.length > 0 && { protectedConstructors: constructors }),
    ...(nominal && { nominal }),
  };
}

/** Whether a member has a type. Older accepted surfaces only list the names of protected members. */
function isTyped(node: ts.ClassElement): boolean {
  return !ts.isPropertyDeclaration(node) || node.type !== undefined || node.initializer !== undefined;
}

/** Adds the members and bases of an interface with the same name to a class. The members come last. */
export function mergeInterface(into: DriverClass, declared: DriverType): DriverClass {
  const added = declared.members.flatMap((member) => asClassMember(member) ?? []);
  const known = new Set([into.extends, ...into.implements].map((base) => base?.canonical));
  const bases = declared.extends.filter((base) => !known.has(base.canonical));
  return { ...into, implements: [...into.implements, ...bases], members: groupMembers([...into.members, ...added]) };
}

/** The types in an `extends` or `implements` clause. */
export function heritage(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  keyword: ts.HeritageClause['token'],
  context: ReadContext,
): TypeText[] {
  const clauses = node.heritageClauses?.filter((clause) => clause.token === keyword) ?? [];
  return clauses.flatMap((clause) => clause.types.map((type) => context.readType(type, context)));
}

function readConstructors(nodes: readonly ts.ClassElement[], returns: TypeText, context: ReadContext): Signature[] {
  return nodes
    .filter((each) => ts.isConstructorDeclaration(each))
    .map((each) => readSignature(each, context, { inside: false, returns }));
}

/** The type that a constructor returns: the class with its own type parameters. */
function selfType(name: string, typeParameters: readonly string[], context: ReadContext): TypeText {
  const builder = new TextBuilder(context).name(name);
  const parts = typeParameters.map((each, index) => {
    const argument = new TextBuilder(context).name(each).done({ kind: 'reference', name: each, arguments: [] });
    return builder.write(index === 0 ? '<' : ', ').type(argument);
  });
  if (parts.length > 0) builder.write('>');
  return builder.done({ kind: 'reference', name, arguments: parts });
}

function constructionOf(
  node: ts.ClassDeclaration,
  constructors: readonly Signature[],
  excluded: readonly string[],
): DriverClass['construction'] {
  if (constructors.length > 0) return 'public';
  if (excluded.includes('__constructor')) return 'excluded';
  return node.members.some((each) => ts.isConstructorDeclaration(each)) ? 'hidden' : 'none';
}

function hiddenNames(
  node: ts.ClassDeclaration,
  members: readonly DriverMember[],
  excluded: readonly string[],
  context: ReadContext,
): DriverClass['hidden'] {
  const hidden = new Map<string, 'private' | 'protected' | 'excluded'>();
  for (const name of excluded) {
    if (name !== '__constructor') hidden.set(name, 'excluded');
  }
  for (const each of node.members) {
    const visibility = visibilityOf(each);
    if (visibility !== 'public' && each.name !== undefined) hidden.set(memberName(each.name, context), visibility);
  }
  // One overload may be excluded from the release while another is public.
  for (const member of members) hidden.delete(member.name);
  return hidden;
}

/** The comment that api-extractor leaves for each trimmed member. */
const EXCLUDED = /^\/\* Excluded from this release type: (\S+) \*\/$/;

/** The names of trimmed members, from the comments between the members of a class. */
function excludedNames(node: ts.ClassDeclaration, source: ts.SourceFile): string[] {
  // Comments come before a member, or before the closing brace.
  const gaps = [...node.members.map((each) => each.pos), node.members.end];
  return gaps.flatMap((pos) => {
    const comments = [
      ...(ts.getTrailingCommentRanges(source.text, pos) ?? []),
      ...(ts.getLeadingCommentRanges(source.text, pos) ?? []),
    ];
    return comments.flatMap((range) => EXCLUDED.exec(source.text.slice(range.pos, range.end))?.[1] ?? []);
  });
}
