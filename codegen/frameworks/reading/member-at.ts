import { ts } from 'ts-morph';

import { parse } from './parse.js';

/** The member of a class that a place in a module is in, `Collection.static connect`; the class, or nothing, outside of members. */
export function memberAt(text: string, { line, column }: { line: number; column: number }): string | undefined {
  const source = parse(text, 'module.ts');
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  const has = (node: ts.Node): boolean => node.pos <= position && position < node.end;
  const statement = source.statements.find(has);
  if (statement === undefined || !ts.isClassDeclaration(statement)) return undefined;
  const member = statement.members.find(has);
  const name = statement.name?.text ?? 'default';
  return member === undefined ? name : `${name}.${memberName(member, source)}`;
}

/** How a member is called, as `memberKey` has it. */
export function memberName(member: ts.ClassElement, source: ts.SourceFile): string {
  const name = member.name?.getText(source) ?? 'constructor';
  const isStatic =
    ts.canHaveModifiers(member) &&
    ts.getModifiers(member)?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) === true;
  return isStatic ? `static ${name}` : name;
}
