import { type ClassDeclaration, type MethodDeclaration, Node, type SourceFile, type TypeNode } from 'ts-morph';

import { WRAPPED_CLASSES } from './driver-api.js';
import type { Edit, Mutant } from './mutants.js';

/** Makes mutants of the wrapper classes of a file. */
export function inClasses(
  make: (declared: ClassDeclaration) => readonly Omit<Mutant, 'className'>[],
): (file: SourceFile) => Mutant[] {
  return (file) =>
    file.getClasses().flatMap((declared) => {
      const className = declared.getNameOrThrow();
      return isWrapped(className) ? make(declared).map((mutant) => ({ className, ...mutant })) : [];
    });
}

/** Whether a class of the driver has a wrapper. */
export function isWrapped(name: string): boolean {
  return WRAPPED_CLASSES.some((each) => each === name);
}

/** Members of every wrapper that no driver class has. */
const OURS = new Set(['wrap']);

/** Whether a method is the `withSession` of a bindable class. That of a client is the driver's. */
function isBinding(declared: ClassDeclaration, method: MethodDeclaration): boolean {
  return method.getName() === 'withSession' && declared.getName() !== 'MongoClient';
}

/** A published overload of a method. */
export interface DeclaredMethod {
  readonly member: string;
  readonly method: MethodDeclaration;
  readonly overload: number;
}

/** Every overload of a class, except those that only wrappers have. */
export function methodsOf(declared: ClassDeclaration): DeclaredMethod[] {
  const seen = new Map<string, number>();
  const methods = declared.getMembers().filter(Node.isMethodDeclaration);
  return methods
    .filter((method) => !OURS.has(method.getName()) && !isBinding(declared, method))
    .map((method) => {
      const member = memberOf(declared, method);
      const overload = (seen.get(member) ?? 0) + 1;
      seen.set(member, overload);
      return { member, method, overload };
    });
}

/** The types of results and of properties. */
export function resultsOf(declared: ClassDeclaration): { member: string; what: string; type: TypeNode }[] {
  const methods = methodsOf(declared).map(({ member, method, overload }) => ({
    member,
    what: `overload ${overload}`,
    type: method.getReturnTypeNodeOrThrow(),
  }));
  const getters = declared.getGetAccessors().map((getter) => ({
    member: memberOf(declared, getter),
    what: 'it',
    type: getter.getReturnTypeNodeOrThrow(),
  }));
  return [...methods, ...getters];
}

/** `Collection.findOne`, `static MongoClient.connect`, as the oracle's cases name members. */
export function memberOf(declared: ClassDeclaration, member: { getName(): string; isStatic(): boolean }): string {
  const name = member.getName();
  const access = name.startsWith('[') ? name : `.${name}`;
  return `${member.isStatic() ? 'static ' : ''}${declared.getName()}${access}`;
}

/** Replaces a node with a text. */
export function replace(node: Node, text: string, start: number = node.getStart()): Edit {
  return { file: node.getSourceFile().getBaseName(), start, end: node.getEnd(), text };
}

/** Inserts a text before a node. */
export function insert(before: Node, text: string): Edit {
  return { file: before.getSourceFile().getBaseName(), start: before.getStart(), end: before.getStart(), text };
}
