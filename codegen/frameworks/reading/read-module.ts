import { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import type { Exports } from '../contract/import-uses.js';

/** What can be told of a module from its text alone. */
export interface ReadModule {
  /** What it declares and exports itself. */
  readonly exports: Exports;
  /** `export * from './more.js'`, which adds what that exports. */
  readonly everythingOf: readonly Specifier[];
  /** `export { name as exported } from './more.js'`, where the other module tells whether it is a type. */
  readonly passedOn: readonly PassedOn[];
  /** Every module that it imports from or exports from. */
  readonly specifiers: readonly Specifier[];
  /** What the parser stumbled over. */
  readonly faults: readonly { readonly message: string; readonly at: Place }[];
}

export interface Specifier {
  readonly module: string;
  /** The names that are taken from it; undefined for all of them. */
  readonly names: readonly string[] | undefined;
  readonly at: Place;
}

export interface PassedOn {
  readonly module: string;
  readonly name: string;
  readonly exported: string;
}

type Kind = 'type' | 'value';

/** Reads a module of a framework's. */
export function readModule(text: string, file: string): ReadModule {
  const source = parse(text, file);
  const exports = new Map<string, Kind>();
  const everythingOf: Specifier[] = [];
  const passedOn: PassedOn[] = [];
  const specifiers: Specifier[] = [];
  const locals = new Map(source.statements.flatMap(declarationsIn));
  for (const statement of source.statements) {
    const specifier = specifierOf(statement, source, file);
    if (specifier !== undefined) specifiers.push(specifier);
    if (isExported(statement)) for (const [name, kind] of declarationsIn(statement)) add(exports, name, kind);
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined) {
      if (specifier !== undefined) everythingOf.push(specifier);
    } else if (ts.isNamespaceExport(exportClause)) {
      add(exports, exportClause.name.text, isTypeOnly ? 'type' : 'value');
    } else {
      for (const each of exportClause.elements) {
        const name = (each.propertyName ?? each.name).text;
        const exported = each.name.text;
        if (isTypeOnly || each.isTypeOnly) add(exports, exported, 'type');
        else if (specifier === undefined) add(exports, exported, locals.get(name) ?? 'value');
        else passedOn.push({ module: specifier.module, name, exported });
      }
    }
  }
  return { exports, everythingOf, passedOn, specifiers, faults: faultsOf(source, file) };
}

/** The places of the keys of what a `framework.ts` exports: `docs.command`. */
export function keyPlaces(text: string, file: string): ReadonlyMap<string, Place> {
  const source = parse(text, file);
  const places = new Map<string, Place>();
  const visit = (node: ts.Expression, path: string): void => {
    const record = withoutTypes(node);
    if (!ts.isObjectLiteralExpression(record)) return;
    for (const property of record.properties) {
      if (property.name === undefined || ts.isComputedPropertyName(property.name)) continue;
      const key = `${path}${property.name.text}`;
      places.set(key, placeAt(source, file, property.name.getStart(source)));
      if (ts.isPropertyAssignment(property)) visit(property.initializer, `${key}.`);
    }
  };
  for (const statement of source.statements) {
    if (!ts.isExportAssignment(statement)) continue;
    places.set('', placeAt(source, file, statement.getStart(source)));
    visit(variableOf(source, statement.expression) ?? statement.expression, '');
  }
  return places;
}

/** `export default framework`, where that is a constant of the same module. */
function variableOf(source: ts.SourceFile, expression: ts.Expression): ts.Expression | undefined {
  const named = withoutTypes(expression);
  if (!ts.isIdentifier(named)) return undefined;
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((each) => ts.isIdentifier(each.name) && each.name.text === named.text);
  return declared?.initializer;
}

/** The expression without `satisfies Framework`, `as const` and parentheses. */
function withoutTypes(expression: ts.Expression): ts.Expression {
  if (ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression))
    return withoutTypes(expression.expression);
  return expression;
}

function parse(text: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
}

/** A declaration merges: a value of a name wins over a type of the same. */
function add(exports: Map<string, Kind>, name: string, kind: Kind): void {
  if (exports.get(name) !== 'value') exports.set(name, kind);
}

function declarationsIn(statement: ts.Statement): (readonly [string, Kind])[] {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [[statement.name.text, 'type']];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((each) => namesOf(each.name));
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isNamed && statement.name !== undefined ? [[statement.name.text, 'value']] : [];
}

function namesOf(name: ts.BindingName): (readonly [string, Kind])[] {
  if (ts.isIdentifier(name)) return [[name.text, 'value']];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesOf(each.name)));
}

function isExported(statement: ts.Statement): boolean {
  const words = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const kinds = new Set(words.map((each) => each.kind));
  return kinds.has(ts.SyntaxKind.ExportKeyword) && !kinds.has(ts.SyntaxKind.DefaultKeyword);
}

function specifierOf(statement: ts.Statement, source: ts.SourceFile, file: string): Specifier | undefined {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
  const { moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const at = placeAt(source, file, moduleSpecifier.getStart(source));
  return { module: moduleSpecifier.text, names: takenNames(statement), at };
}

function takenNames(statement: ts.ImportDeclaration | ts.ExportDeclaration): string[] | undefined {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (clause === undefined || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) return undefined;
  const elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] = [...clause.elements];
  return elements.map((each) => (each.propertyName ?? each.name).text);
}

function faultsOf(source: ts.SourceFile, file: string): ReadModule['faults'] {
  // The parser's own list, which no public function gives without a whole program.
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ messageText, start }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
    at: placeAt(source, file, start),
  }));
}

function placeAt(source: ts.SourceFile, file: string, position: number): Place {
  const { line, character } = source.getLineAndCharacterOfPosition(position);
  return { file, line: line + 1, column: character + 1 };
}
