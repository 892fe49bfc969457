import { isBuiltin } from 'node:module';

import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { Driver } from '../../model/driver.js';
import { emittedAs, exportedName } from '../../model/exported-names.js';
import { isGlobal } from '../../model/globals.js';
import type { NameSpan } from '../../model/types/type-text.js';
import type { Scope } from '../scope.js';
import { modulePath } from '../text/modules.js';
import { ofDriver } from './driver-names.js';

/** `in`: a type that users pass; `out`: a type that they get, in which option types stay the driver's. */
export type Position = 'in' | 'out';

/** The local name for a name of the driver: a wrapper, a redeclared type, or the driver's own. */
export function localName(scope: Scope, { name, value }: NameSpan, position: Position): string {
  if (scope.typeParameters.has(name) && !value) return name;
  const emitted = emittedAs(scope.driver, name);
  if (scope.own.has(name)) return emitted;
  if (scope.wrapped.isWrapped(name)) return scope.imports.theirs(emitted, modulePath(emitted), 'type', name);
  if (scope.wrapped.isRedeclared(name)) {
    return position === 'in' ? scope.imports.theirs(emitted, './types.js', 'type', name) : ofDriver(scope, name);
  }
  return importedName(scope, name);
}

/** The local name for the driver's own declaration, even if it is wrapped. */
export function driverName(scope: Scope, { name, value }: NameSpan): string {
  if (scope.typeParameters.has(name) && !value) return name;
  if (exportedName(scope.driver, name) !== undefined) return ofDriver(scope, name);
  return importedName(scope, name);
}

/** A name that stays the driver's: imported from its package, or from where the driver imports it, or a global. */
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
    message: `${scope.subject} names ${name}, which ${scope.driver.package} declares but does not export`,
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
    fix: fixInGenerator(
      `add ${name} to codegen/model/globals.ts if it is a global`,
      `read the declarations of a released ${scope.driver.package}`,
    ),
    at: scope.place,
  };
}

function isDeclared(driver: Driver, name: string): boolean {
  return [...driver.classes, ...driver.types, ...driver.constants].some((each) => each.name === name);
}
