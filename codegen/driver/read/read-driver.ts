import { ts } from 'ts-morph';

import { CannotRunError } from '../../common/problem.js';
import type { Driver, DriverClass, DriverConstant, DriverType } from '../../model/driver.js';
import { isGlobal } from '../../model/globals.js';
import type { Signature, TypeText } from '../../model/types/type-text.js';
import { mergeInterface, readClass } from './declarations/read-class.js';
import { mergeInterfaces, readAlias, readConstants, readInterface } from './declarations/read-declared-types.js';
import { findUnread, type Unread } from './find-unread.js';
import { parseSource } from './parse-source.js';
import { bindTypeParameters, type ReadContext, TOP_SCOPE } from './read-context.js';
import { type Exports, readExports, readImports } from './read-modules.js';
import { readSignature } from './types/read-signature.js';
import { readType } from './types/read-type.js';

/** The names of the text that is read. */
export interface ReadOptions {
  readonly package: string;
  readonly version: string;
  /** The name of the file in messages and places. */
  readonly file: string;
}

/** The records, and the declarations that the reader skips. */
export interface ReadPackage {
  readonly driver: Driver;
  readonly unread: readonly Unread[];
}

/** Reads the declarations of the driver. Refuses declarations without classes, since every later check would pass. */
export function readDriver(text: string, options: ReadOptions): ReadPackage {
  const read = readPackage(text, options);
  requireMembers(read.driver);
  return read;
}

/**
 * Reads the declarations of any package into plain records, from their text alone. Nothing is resolved or type-checked.
 */
export function readPackage(text: string, options: ReadOptions): ReadPackage {
  const source = parseSource(text, options.file);
  const imports = readImports(source);
  const outer = { ...contextOf(source, imports), file: options.file };
  const { exports, local, declared } = readExports(source, outer);
  const context = { ...outer, renamed: renamedIn({ exports, declared }) };
  const driver = { ...options, imports, exports, ...readDeclarations(source, (name) => local.has(name), context) };
  return { driver, unread: findUnread(source, context) };
}

/**
 * Parses a printed signature: `<T>(filter: Filter<T>): FindCursor<T>`.
 *
 * @param bound - the type parameters of the surrounding declaration
 */
export function parseSignature(
  text: string,
  imports: Driver['imports'] = new Map(),
  bound: readonly string[] = [],
): Signature {
  const source = parseSource(`declare function f${text}`, 'signature');
  const [node, ...others] = source.statements;
  if (node === undefined || !ts.isFunctionDeclaration(node) || others.length > 0) throw unreadable('signature', text);
  return readSignature(node, bindTypeParameters(contextOf(source, imports), bound, false), { inside: false });
}

/** Parses a printed type: `Filter<T> | null`. */
export function parseType(
  text: string,
  imports: Driver['imports'] = new Map(),
  bound: readonly string[] = [],
): TypeText {
  const source = parseSource(`type T = ${text}`, 'type');
  const [node, ...others] = source.statements;
  if (node === undefined || !ts.isTypeAliasDeclaration(node) || others.length > 0) throw unreadable('type', text);
  return readType(node.type, bindTypeParameters(contextOf(source, imports), bound, false));
}

function contextOf(source: ts.SourceFile, imports: Driver['imports']): ReadContext {
  return { source, file: source.fileName, imports, renamed: new Map(), scope: TOP_SCOPE, readType };
}

/**
 * The names in canonical text that differ from those in the file.
 *
 * The bundler numbers names that a global or another file also has: users know `Map_2` as `Map`. A name that the driver
 * declares itself does not refer to the global of that name.
 */
function renamedIn({ exports, declared }: Pick<Exports, 'exports' | 'declared'>): Map<string, string> {
  const numbered = exports.flatMap(({ name, local }): [string, string][] =>
    local !== undefined && /^_\d+$/.test(local.slice(name.length)) && local.startsWith(name) ? [[local, name]] : [],
  );
  const names = new Map([...[...declared].map((name): [string, string] => [name, name]), ...numbered]);
  return new Map([...names].map(([local, name]) => [local, isGlobal(name) ? `own.${name}` : name]));
}

function unreadable(what: string, text: string): CannotRunError {
  return new CannotRunError(`${JSON.stringify(text)} is not one ${what}`, `write one ${what} of TypeScript`);
}

type Declarations = Pick<Driver, 'classes' | 'types' | 'constants'>;

/** One record per name, in the order of the first declaration. */
function readDeclarations(
  source: ts.SourceFile,
  isExported: (name: string) => boolean,
  context: ReadContext,
): Declarations {
  const classes = new Map<string, DriverClass>();
  const types = new Map<string, DriverType>();
  const constants: DriverConstant[] = [];
  for (const node of source.statements) {
    if (ts.isClassDeclaration(node)) {
      const name = node.name?.text ?? 'default';
      classes.set(name, readClass(node, name, isExported(name), context));
    } else if (ts.isInterfaceDeclaration(node)) {
      const read = readInterface(node, isExported(node.name.text), context);
      const known = types.get(read.name);
      types.set(read.name, known === undefined ? read : mergeInterfaces(known, read));
    } else if (ts.isTypeAliasDeclaration(node)) {
      types.set(node.name.text, readAlias(node, isExported(node.name.text), context));
    } else if (ts.isVariableStatement(node)) {
      constants.push(...readConstants(node, isExported, context));
    }
  }
  for (const [name, type] of types) {
    const merged = classes.get(name);
    // Merged into the record of the class.
    if (merged !== undefined && type.kind === 'interface') {
      classes.set(name, mergeInterface(merged, type));
      types.delete(name);
    }
  }
  return { classes: [...classes.values()], types: [...types.values()], constants };
}

function requireMembers({ classes, file, package: name }: Driver): void {
  if (classes.some((each) => each.members.length > 0)) return;
  const what = classes.length === 0 ? 'class' : 'public member of a class';
  throw new CannotRunError(
    `${file} declares no ${what}, expected the classes of ${name}`,
    `name the declaration file of a release of ${name} with --driver`,
  );
}
