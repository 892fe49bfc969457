import { ts } from 'ts-morph';

import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { hasModifier } from './declarations/modifiers.js';
import { placeOf, type ReadContext } from './read-context.js';

/** A public declaration that the model has no record for. */
export interface Unread {
  /** A noun phrase for it. */
  readonly what: string;
  readonly place: Place;
}

/** The problem for it, since wrapped classes may depend on it. */
export function unreadProblem({ what, place }: Unread): Problem {
  return {
    rule: 'cannot-analyse',
    severity: 'error',
    subject: place.file,
    message: `this is ${what}, which the reader does not support`,
    fix: fixInGenerator(
      'teach codegen/driver/read/ to read it; until then, what it declares can be neither wrapped nor compared',
    ),
    at: place,
  };
}

/** Finds the declarations that the reader skips, so that comparisons do not ignore them silently. */
export function findUnread(source: ts.SourceFile, context: ReadContext): Unread[] {
  const found: Unread[] = [];
  for (const node of source.statements) {
    const what = unreadStatement(node);
    if (what !== undefined) found.push({ what, place: placeOf(node, context) });
  }
  return found;
}

function unreadStatement(node: ts.Statement): string | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.EmptyStatement:
      return undefined;
    case ts.SyntaxKind.VariableStatement:
      return (node as ts.VariableStatement).declarationList.declarations.every((each) => ts.isIdentifier(each.name))
        ? undefined
        : 'a destructured constant';
    case ts.SyntaxKind.ExportDeclaration:
      return (node as ts.ExportDeclaration).exportClause === undefined
        ? 'a re-export of everything from another module'
        : undefined;
    case ts.SyntaxKind.FunctionDeclaration:
      return 'a function';
    case ts.SyntaxKind.EnumDeclaration:
      return 'an enum';
    case ts.SyntaxKind.ModuleDeclaration:
      return 'a namespace or a module declaration';
    case ts.SyntaxKind.ExportAssignment:
      return (node as ts.ExportAssignment).isExportEquals === true ? 'an `export =`' : undefined;
    default:
      return hasModifier(node, ts.SyntaxKind.DeclareKeyword) ? 'a declaration' : 'a statement';
  }
}
