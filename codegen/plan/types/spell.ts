import { isBuiltin } from 'node:module';

import type { Framework, ImportType } from '../../frameworks/framework.js';
import type { Driver, Place, Signature, TypeParameter } from '../../model/driver.js';
import { isGlobal } from '../../model/globals.js';
import type { NameSpan, Part, TypeText } from '../../model/types/type-text.js';
import type { Problem } from '../../common/problem.js';
import type { Imports } from '../text/imports.js';
import type { Code } from '../text/layout.js';
import { modulePath } from '../text/modules.js';
import type { Wrapped } from './wrapped-types.js';

/** What spelling a type in one emitted module needs: where names come from, and where new imports and problems go. */
export interface Scope {
  readonly driver: Driver;
  readonly wrapped: Wrapped;
  readonly framework: Framework;
  readonly imports: Imports;
  /** The classes that the module itself declares, or the types, in the types module. */
  readonly own: ReadonlySet<string>;
  /** Type parameters in reach; a name among them is no reference to a declaration. */
  readonly typeParameters: ReadonlySet<string>;
  readonly problems: Problem[];
  /** What is being planned, for messages. */
  readonly subject: string;
  readonly place: Place;
}

/** `in`: what users hand in; `out`: what they get, where option types stay the driver's. */
export type Position = 'in' | 'out';

/** The same scope inside a declaration with type parameters of its own. */
export function within(scope: Scope, typeParameters: readonly TypeParameter[], more: Partial<Scope> = {}): Scope {
  const names = new Set([...scope.typeParameters, ...typeParameters.map((each) => each.name)]);
  return { ...scope, ...more, typeParameters: names };
}

/** A type as the emitted module writes it, wrapped classes and re-declared options in place of the driver's. */
export function spell(scope: Scope, type: TypeText, position: Position): string {
  if (position === 'in') {
    const { shape } = type;
    if (shape.kind === 'function' && shape.signature.returns.shape.kind === 'promise')
      return spellExecutor(scope, shape.signature);
    if (isWrappedReference(scope, type)) return `${rewrite(scope, type, position)} | ${spellDriver(scope, type)}`;
    const replaced = partsThatHold(scope, type).map((part) => ({ part, text: spell(scope, part.type, 'in') }));
    return rewrite(scope, type, position, replaced);
  }
  return rewrite(scope, type, position);
}

/** The shapes of which a part may be a driver object. */
const HOLDERS: ReadonlySet<string> = new Set(['union', 'intersection', 'object']);

/**
 * The members of a union, and the fields of an object, at which a wrapper may be handed in, and the driver's object as
 * well.
 */
function partsThatHold(scope: Scope, { shape }: TypeText): readonly Part[] {
  switch (shape.kind) {
    case 'union':
    case 'intersection':
      return shape.parts.filter((part) => isWrappedReference(scope, part.type) || part.type.shape.kind === 'object');
    case 'object': {
      const fields = new Set(shape.members.flatMap((member) => (member.kind === 'property' ? [member.type] : [])));
      return shape.spans.filter(
        ({ type }) => fields.has(type) && (isWrappedReference(scope, type) || HOLDERS.has(type.shape.kind)),
      );
    }
    default:
      return [];
  }
}

/** A type as code that can be broken: a union or an intersection at its operators. */
export function spellCode(scope: Scope, type: TypeText, position: Position): Code {
  const { shape } = type;
  if (shape.kind !== 'union' && shape.kind !== 'intersection') return spell(scope, type, position);
  const separator = shape.kind === 'union' ? ' | ' : ' & ';
  return { open: '', items: shape.parts.map((part) => spell(scope, part.type, position)), close: '', separator };
}

/** A user's asynchronous function in the framework's dress; its own parameters are wrappers. */
function spellExecutor(scope: Scope, signature: Signature): string {
  const inner = within(scope, signature.typeParameters);
  const parameters = signature.parameters.map(
    ({ name, optional, rest, type }) =>
      `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${rewrite(inner, type, 'in')}`,
  );
  const { shape } = signature.returns;
  const value = shape.kind === 'promise' ? rewrite(inner, shape.of.type, 'in') : signature.returns.text;
  const generic =
    signature.typeParameters.length === 0 ? '' : `<${spellTypeParameters(scope, signature.typeParameters).join(', ')}>`;
  return generic + scope.framework.executor(parameters.join(', '), value, importType(scope));
}

/** The driver's own class or type, through the namespace import: `driver.Collection<TSchema>`. */
export function spellDriver(scope: Scope, type: TypeText): string {
  return apply(
    type.text,
    type.names.map((name) => ({ ...name, text: driverName(scope, name) })),
  );
}

/** Type parameters as a declaration lists them: `T extends Document = Document`. */
export function spellTypeParameters(scope: Scope, parameters: readonly TypeParameter[]): string[] {
  const inner = within(scope, parameters);
  return parameters.map((each) => {
    const constraint = each.constraint === undefined ? '' : ` extends ${rewrite(inner, each.constraint, 'in')}`;
    const initial = each.default === undefined ? '' : ` = ${rewrite(inner, each.default, 'in')}`;
    return `${each.name}${constraint}${initial}`;
  });
}

/** What a framework calls to import a name that its spellings use. */
export function importType(scope: Scope): ImportType {
  return (name, module) => scope.imports.ours(name, module, 'type');
}

/** `driver`, the namespace import of the driver's package. */
export function driverNamespace(scope: Scope, use: 'type' | 'value'): string {
  return scope.imports.ours('*', scope.driver.package, use);
}

function isWrappedReference(scope: Scope, type: TypeText): boolean {
  const { shape } = type;
  return shape.kind === 'reference' && !scope.typeParameters.has(shape.name) && scope.wrapped.isWrapped(shape.name);
}

interface Replacement {
  readonly part: Part;
  readonly text: string;
}

function rewrite(scope: Scope, type: TypeText, position: Position, replaced: readonly Replacement[] = []): string {
  const names = type.names.filter(
    (name) => !replaced.some(({ part }) => part.start <= name.start && name.end <= part.end),
  );
  return apply(type.text, [
    ...names.map((name) => ({ ...name, text: localName(scope, name, position) })),
    ...replaced.map(({ part, text }) => ({ start: part.start, end: part.end, text })),
  ]);
}

function apply(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

function localName(scope: Scope, { name, value }: NameSpan, position: Position): string {
  if (scope.typeParameters.has(name) && !value) return name;
  if (scope.own.has(name)) return name;
  if (scope.wrapped.isWrapped(name)) return scope.imports.theirs(name, modulePath(name));
  if (scope.wrapped.isRedeclared(name)) {
    return position === 'in' ? scope.imports.theirs(name, './types.js') : `${driverNamespace(scope, 'type')}.${name}`;
  }
  return importedName(scope, name);
}

function driverName(scope: Scope, { name, value }: NameSpan): string {
  if (scope.typeParameters.has(name) && !value) return name;
  const exported = exportedName(scope.driver, name);
  if (exported !== undefined) return `${driverNamespace(scope, 'type')}.${exported}`;
  return importedName(scope, name);
}

/** A name that stays the driver's: imported from its package, or from where the driver has it, or a global. */
function importedName(scope: Scope, name: string): string {
  const { driver, imports } = scope;
  const exported = exportedName(driver, name);
  if (exported !== undefined) return imports.theirs(exported, driver.package, 'type', name);
  const foreign = driver.imports.get(name);
  if (foreign !== undefined) {
    const module =
      isBuiltin(foreign.module) && !foreign.module.startsWith('node:') ? `node:${foreign.module}` : foreign.module;
    return imports.theirs(foreign.name, module, 'type', name);
  }
  if (isDeclared(driver, name)) scope.problems.push(notExported(scope, name));
  else if (!isGlobal(name)) scope.problems.push(unresolved(scope, name));
  return name;
}

function notExported(scope: Scope, name: string): Problem {
  return {
    rule: 'unexported-name',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} names ${name}, which ${scope.driver.package} declares and does not export`,
    fix: 'omit the member with that reason',
    at: scope.place,
  };
}

function unresolved(scope: Scope, name: string): Problem {
  return {
    rule: 'unresolved-name',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} names ${name}, which ${scope.driver.file} neither declares nor imports`,
    fix: `read the declarations of a released ${scope.driver.package}, or add ${name} to codegen/model/globals.ts if it is a global`,
    at: scope.place,
  };
}

const exportedNames = new WeakMap<Driver, ReadonlyMap<string, string>>();

/** The name that the package exports a declaration by: `Map` for what is declared as `Map_2`. */
function exportedName(driver: Driver, declared: string): string | undefined {
  let names = exportedNames.get(driver);
  if (names === undefined) {
    names = new Map(driver.exports.map((each) => [each.local ?? each.name, each.name]));
    exportedNames.set(driver, names);
  }
  return names.get(declared);
}

function isDeclared(driver: Driver, name: string): boolean {
  return [...driver.classes, ...driver.types, ...driver.constants].some((each) => each.name === name);
}
