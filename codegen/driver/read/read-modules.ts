import { ts } from 'ts-morph';

import type { DriverExport, DriverImport } from '../../model/driver.js';
import { hasModifier } from './declarations/modifiers.js';
import { placeOf, type ReadContext } from './read-context.js';

/** Local names to where they come from. */
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

/** What a file exports, and under which local names. */
export interface Exports {
  readonly exports: readonly DriverExport[];
  /** Local names that are exported, perhaps under another name. */
  readonly local: ReadonlySet<string>;
}

/** Every export in source order, once per name. */
export function readExports(source: ts.SourceFile, context: ReadContext): Exports {
  const kinds = declaredKinds(source);
  const exports = new Map<string, DriverExport>();
  const local = new Set<string>();
  const add = (name: string, from: string, node: ts.Node): void => {
    local.add(from);
    const found = exports.get(name);
    if (found !== undefined) return;
    const declared = from === name || !kinds.has(from) ? {} : { local: from };
    exports.set(name, { name, kind: kinds.get(from) ?? 're-export', ...declared, place: placeOf(node, context) });
  };
  for (const node of source.statements) exportsOf(node, add);
  return { exports: [...exports.values()], local };
}

function exportsOf(node: ts.Statement, add: (name: string, from: string, node: ts.Node) => void): void {
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    if (clause === undefined) add('*', '*', node);
    else if (ts.isNamespaceExport(clause)) add(clause.name.text, '', node);
    else {
      for (const each of clause.elements) {
        // With a module behind it, the name is that module's and no local one.
        add(each.name.text, node.moduleSpecifier === undefined ? (each.propertyName ?? each.name).text : '', each);
      }
    }
  } else if (ts.isExportAssignment(node)) {
    add('default', ts.isIdentifier(node.expression) ? node.expression.text : '', node);
  } else if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) {
    const isDefault = hasModifier(node, ts.SyntaxKind.DefaultKeyword);
    for (const name of declaredNames(node)) add(isDefault ? 'default' : name, name, node);
  }
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

/** What each local name is declared as; what exists at run time wins, as in a class merged with an interface. */
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
