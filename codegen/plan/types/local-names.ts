import { isBuiltin } from 'node:module';

import type { Problem } from '../../common/problem.js';
import type { Driver } from '../../model/driver.js';
import { isGlobal } from '../../model/globals.js';
import type { NameSpan } from '../../model/types/type-text.js';
import { driverNamespace, type Scope } from '../scope.js';
import { modulePath } from '../text/modules.js';

/** `in`: what users hand in; `out`: what they get, where option types stay the driver's. */
export type Position = 'in' | 'out';

/** How the emitted module writes a name of the driver: a wrapper, a type declared anew, or the driver's own. */
export function localName(scope: Scope, { name, value }: NameSpan, position: Position): string {
  if (scope.typeParameters.has(name) && !value) return name;
  if (scope.own.has(name)) return name;
  if (scope.wrapped.isWrapped(name)) return scope.imports.theirs(name, modulePath(name));
  if (scope.wrapped.isRedeclared(name)) {
    return position === 'in' ? scope.imports.theirs(name, './types.js') : `${driverNamespace(scope, 'type')}.${name}`;
  }
  return importedName(scope, name);
}

/** The same where the driver's own is meant, also of what is wrapped. */
export function driverName(scope: Scope, { name, value }: NameSpan): string {
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
