import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import { placeAt } from './parse.js';

/** A module that another one imports or re-exports from. */
export interface Specifier {
  readonly module: string;
  /** The imported names, including `default`. Undefined for all of them. */
  readonly names: readonly string[] | undefined;
  readonly at: Place;
}

/** Every module that is named: by imports and exports, and by `import('./more.js')` as an expression or a type. */
export function specifiersIn(source: ts.SourceFile, file: string): Specifier[] {
  const found = source.statements.flatMap((statement) => specifierOf(statement, source, file) ?? []);
  // Visiting every node takes longer than parsing.
  if (!/\bimport\s*\(/.test(source.text)) return found;
  const visit = (node: ts.Node): void => {
    const named = importedBy(node);
    if (named !== undefined)
      found.push({ module: named.text, names: undefined, at: placeAt(source, file, named.getStart(source)) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importedBy(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
    return node.argument.literal;
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [module] = node.arguments;
  return module !== undefined && ts.isStringLiteralLike(module) ? module : undefined;
}

/** The module that a statement imports or re-exports from. */
export function specifierOf(statement: ts.Statement, source: ts.SourceFile, file: string): Specifier | undefined {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
  const { moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const at = placeAt(source, file, moduleSpecifier.getStart(source));
  return { module: moduleSpecifier.text, names: takenNames(statement), at };
}

function takenNames(statement: ts.ImportDeclaration | ts.ExportDeclaration): string[] | undefined {
  const isImport = ts.isImportDeclaration(statement);
  const clause = isImport ? statement.importClause?.namedBindings : statement.exportClause;
  const own = isImport && statement.importClause?.name !== undefined ? ['default'] : [];
  if (clause === undefined || !(ts.isNamedImports(clause) || ts.isNamedExports(clause)))
    return own.length > 0 ? own : undefined;
  const elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] = [...clause.elements];
  return [...own, ...elements.map((each) => (each.propertyName ?? each.name).text)];
}
