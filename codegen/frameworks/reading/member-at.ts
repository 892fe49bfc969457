import { ts } from 'ts-morph';

import { parse } from './parse.js';

/**
 * The member of a class at a place in a module, `Collection.static connect`. Outside of members the class, or
 * undefined.
 */
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

/** The name of a member, as in `memberKey`. */
export function memberName(member: ts.ClassElement, source: ts.SourceFile): string {
  const name = member.name?.getText(source) ?? 'constructor';
  const isStatic =
    ts.canHaveModifiers(member) &&
    ts.getModifiers(member)?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) === true;
  return isStatic ? `static ${name}` : name;
}
