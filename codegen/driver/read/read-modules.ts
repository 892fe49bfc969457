import { ts } from 'ts-morph';

import type { DriverExport, DriverImport } from '../../model/driver.js';
import { hasModifier } from './declarations/modifiers.js';
import { placeOf, type ReadContext } from './read-context.js';

/** The imports by local name. */
export function readImports(source: ts.SourceFile): Map<string, DriverImport> {
  const imports = new Map<string, DriverImport>();
  for (const node of source.statements) {
    if (ts.isImportDeclaration(node)) readImport(node, imports);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      const module = moduleName(node.moduleReference.expression);
      imports.set(node.name.text, { module, name: '*', typeOnly: node.isTypeOnly });
    }
  }
  return imports;
}

function readImport(node: ts.ImportDeclaration, imports: Map<string, DriverImport>): void {
  const clause = node.importClause;
  if (clause === undefined) return;
  const module = moduleName(node.moduleSpecifier);
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (clause.name !== undefined) imports.set(clause.name.text, { module, name: 'default', typeOnly });
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    imports.set(bindings.name.text, { module, name: '*', typeOnly });
    return;
  }
  for (const each of bindings.elements) {
    const name = (each.propertyName ?? each.name).text;
    imports.set(each.name.text, { module, name, typeOnly: typeOnly || each.isTypeOnly });
  }
}

function moduleName(node: ts.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}

/** The exports of a file, and their local names. */
export interface Exports {
  readonly exports: readonly DriverExport[];
  /** The local names that are exported, possibly under another name. */
  readonly local: ReadonlySet<string>;
  /** Every name that the file declares, exported or not. */
  readonly declared: ReadonlySet<string>;
}

/** Every export in source order, once per name. */
export function readExports(source: ts.SourceFile, context: ReadContext): Exports {
  const kinds = declaredKinds(source);
  const exports = new Map<string, DriverExport>();
  const local = new Set<string>();
  for (const { name, declared, from, typeOnly, node } of source.statements.flatMap(exportsOf)) {
    if (declared !== undefined) local.add(declared);
    const known = exports.get(name);
    // An export as a value takes precedence over a type-only export of the same name.
    if (known !== undefined && (typeOnly || known.typeOnly !== true)) continue;
    const kind = declared === undefined ? undefined : kinds.get(declared);
    const origin = from ?? (kind === undefined && declared !== undefined ? context.imports.get(declared) : undefined);
    exports.set(name, {
      name,
      kind: kind ?? 're-export',
      ...(kind !== undefined && declared !== undefined && declared !== name && { local: declared }),
      ...(origin !== undefined && { from: origin }),
      ...((typeOnly || origin?.typeOnly === true) && { typeOnly: true }),
      place: known?.place ?? placeOf(node, context),
    });
  }
  return { exports: [...exports.values()], local, declared: new Set(kinds.keys()) };
}

/** A name in an export statement. */
interface ExportedName {
  readonly name: string;
  /** Its name in the file. Undefined for a re-export from another module. */
  readonly declared: string | undefined;
  readonly from?: DriverImport;
  readonly typeOnly: boolean;
  readonly node: ts.Node;
}

function exportsOf(node: ts.Statement): ExportedName[] {
  if (ts.isExportDeclaration(node)) return exportedNames(node);
  if (ts.isExportAssignment(node)) {
    const declared = ts.isIdentifier(node.expression) ? node.expression.text : undefined;
    return [{ name: 'default', declared, typeOnly: false, node }];
  }
  if (!hasModifier(node, ts.SyntaxKind.ExportKeyword)) return [];
  const isDefault = hasModifier(node, ts.SyntaxKind.DefaultKeyword);
  return declaredNames(node).map((declared) => ({
    name: isDefault ? 'default' : declared,
    declared,
    typeOnly: false,
    node,
  }));
}

/** `export { A, type B as C }`, `export { D } from 'bson'`, `export * as E from 'bson'`, `export * from './more'`. */
function exportedNames(node: ts.ExportDeclaration): ExportedName[] {
  const module = node.moduleSpecifier === undefined ? undefined : moduleName(node.moduleSpecifier);
  const clause = node.exportClause;
  if (clause === undefined || ts.isNamespaceExport(clause)) {
    const name = clause?.name.text ?? '*';
    const from = { module: module ?? '', name: '*', typeOnly: node.isTypeOnly };
    return [{ name, declared: undefined, from, typeOnly: node.isTypeOnly, node }];
  }
  return clause.elements.map((each): ExportedName => {
    const own = (each.propertyName ?? each.name).text;
    const typeOnly = node.isTypeOnly || each.isTypeOnly;
    // With `from`, the name belongs to that module and is not local.
    return module === undefined
      ? { name: each.name.text, declared: own, typeOnly, node: each }
      : { name: each.name.text, declared: undefined, from: { module, name: own, typeOnly }, typeOnly, node: each };
  });
}

function declaredNames(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap((each) => (ts.isIdentifier(each.name) ? each.name.text : []));
  }
  const declaration = node as ts.DeclarationStatement;
  return declaration.name !== undefined && ts.isIdentifier(declaration.name) ? [declaration.name.text] : ['default'];
}

const KINDS = new Map<ts.SyntaxKind, DriverExport['kind']>([
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.InterfaceDeclaration, 'interface'],
  [ts.SyntaxKind.TypeAliasDeclaration, 'alias'],
  [ts.SyntaxKind.VariableStatement, 'const'],
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.ModuleDeclaration, 'namespace'],
  [ts.SyntaxKind.EnumDeclaration, 'enum'],
]);

/** The kind of each local name. What exists at run time takes precedence, as in a class merged with an interface. */
function declaredKinds(source: ts.SourceFile): Map<string, DriverExport['kind']> {
  const kinds = new Map<string, DriverExport['kind']>();
  for (const node of source.statements) {
    const kind = KINDS.get(node.kind);
    if (kind === undefined) continue;
    for (const name of declaredNames(node)) {
      const known = kinds.get(name);
      if (known === undefined || known === 'interface' || known === 'alias') kinds.set(name, kind);
    }
  }
  return kinds;
}
