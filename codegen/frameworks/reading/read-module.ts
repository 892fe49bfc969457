import { ts } from 'ts-morph';

import type { Exports } from '../contract/import-uses.js';
import { type Fault, moduleFaults } from './module-faults.js';
import { parse, placeAt } from './parse.js';
import { type Specifier, specifierOf, specifiersIn } from './specifiers.js';

/** What the text of a module alone shows. */
export interface ReadModule {
  /** The names that it declares and exports itself. */
  readonly exports: Exports;
  /** `export * from './more.js'`, which adds the exports of that module. */
  readonly everythingOf: readonly Specifier[];
  /** `export { name as exported } from './more.js'`. The other module decides whether it is a type. */
  readonly passedOn: readonly PassedOn[];
  /** Every module that it imports or re-exports from. */
  readonly specifiers: readonly Specifier[];
  /** Syntax errors, and syntax that emitted modules cannot have. */
  readonly faults: readonly Fault[];
}

export interface PassedOn {
  readonly module: string;
  readonly name: string;
  readonly exported: string;
}

type Kind = 'type' | 'value';

/** Reads a module of a framework. */
export function readModule(text: string, file: string): ReadModule {
  const source = parse(text, file);
  const { exports, everythingOf, passedOn, undeclared } = exportsIn(source, file);
  return {
    exports,
    everythingOf,
    passedOn,
    specifiers: specifiersIn(source, file),
    faults: [...moduleFaults(source, file), ...undeclared],
  };
}

interface FoundExports extends Pick<ReadModule, 'everythingOf' | 'passedOn'> {
  readonly exports: Map<string, Kind>;
  /** `export { nothing }` */
  readonly undeclared: Fault[];
}

function exportsIn(source: ts.SourceFile, file: string): FoundExports {
  const found: FoundExports & { everythingOf: Specifier[]; passedOn: PassedOn[] } = {
    exports: new Map(),
    everythingOf: [],
    passedOn: [],
    undeclared: [],
  };
  const locals = new Map(source.statements.flatMap(declarationsIn));
  const imported = new Map(source.statements.filter(ts.isImportDeclaration).flatMap(importedNames));
  for (const statement of source.statements) {
    if (isWord(statement, ts.SyntaxKind.ExportKeyword)) {
      const isDefault = isWord(statement, ts.SyntaxKind.DefaultKeyword);
      for (const [name, kind] of declarationsIn(statement)) add(found.exports, isDefault ? 'default' : name, kind);
      if (isDefault) add(found.exports, 'default', 'value');
    }
    if (ts.isExportAssignment(statement) && statement.isExportEquals !== true) add(found.exports, 'default', 'value');
    if (!ts.isExportDeclaration(statement)) continue;
    const specifier = specifierOf(statement, source, file);
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined) {
      if (specifier !== undefined) found.everythingOf.push(specifier);
    } else if (ts.isNamespaceExport(exportClause)) {
      add(found.exports, exportClause.name.text, isTypeOnly ? 'type' : 'value');
    } else {
      for (const each of exportClause.elements) {
        const name = (each.propertyName ?? each.name).text;
        const exported = each.name.text;
        const origin = specifier === undefined ? imported.get(name) : { module: specifier.module, name };
        if (isTypeOnly || each.isTypeOnly || origin === 'type') add(found.exports, exported, 'type');
        else if (origin !== undefined) found.passedOn.push({ ...origin, exported });
        else if (locals.has(name)) add(found.exports, exported, locals.get(name) ?? 'value');
        else
          found.undeclared.push({
            message: `exports \`${name}\`, which it neither declares nor imports`,
            at: placeAt(source, file, each.getStart(source)),
          });
      }
    }
  }
  return found;
}

/** The names that a module imports, and where from, or that an import is type-only. */
function importedNames(
  statement: ts.ImportDeclaration,
): (readonly [string, { module: string; name: string } | 'type'])[] {
  const { importClause: clause, moduleSpecifier } = statement;
  if (clause === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const module = moduleSpecifier.text;
  const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const own =
    clause.name === undefined ? [] : [[clause.name.text, isType ? 'type' : { module, name: 'default' }] as const];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return own;
  if (ts.isNamespaceImport(bindings)) return [...own, [bindings.name.text, isType ? 'type' : { module, name: '*' }]];
  return [
    ...own,
    ...bindings.elements.map((each) => {
      const name = (each.propertyName ?? each.name).text;
      return [each.name.text, isType || each.isTypeOnly ? 'type' : { module, name }] as const;
    }),
  ];
}

/** Declarations merge: a value takes precedence over a type of the same name. */
function add(exports: Map<string, Kind>, name: string, kind: Kind): void {
  if (exports.get(name) !== 'value') exports.set(name, kind);
}

/** `declare` declares no value of this module, nor does a namespace of types. */
function declarationsIn(statement: ts.Statement): (readonly [string, Kind])[] {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [[statement.name.text, 'type']];
  const kind = isWord(statement, ts.SyntaxKind.DeclareKeyword) ? 'type' : 'value';
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((each) => namesOf(each.name).map((name) => [name, kind]));
  if (ts.isModuleDeclaration(statement))
    return [[statement.name.text, kind === 'value' && hasValues(statement) ? 'value' : 'type']];
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  return isNamed && statement.name !== undefined ? [[statement.name.text, kind]] : [];
}

/** Whether a namespace has values at run time. */
function hasValues({ body }: ts.ModuleDeclaration): boolean {
  if (body === undefined || !ts.isModuleBlock(body))
    return body !== undefined && ts.isModuleDeclaration(body) && hasValues(body);
  return body.statements.some((each) => {
    if (ts.isModuleDeclaration(each)) return hasValues(each);
    return !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each);
  });
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesOf(each.name)));
}

function isWord(statement: ts.Statement, word: ts.SyntaxKind): boolean {
  const words = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return words.some((each) => each.kind === word);
}
