import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { Driver, DriverType } from '../driver.js';
import { isKnownName } from '../known-names.js';
import { findType } from '../lookup.js';
import { declaredFields } from './effective-fields.js';
import type { UnresolvedName } from './field-set.js';

/**
 * Problems with names that nothing declares or imports, in exported types and in the types that these refer to.
 *
 * Such names hide fields that the driver accepts.
 */
export function optionTypeProblems(driver: Driver): Problem[] {
  const problems = new Map<string, Problem>();
  for (const type of driver.types) {
    if (!type.exported) continue;
    for (const { name, at, isEndless } of unresolvedIn(driver, type)) {
      const key = `${at} ${name}`;
      if (problems.has(key)) continue;
      const place = findType(driver, at) ?? type;
      problems.set(key, isEndless === true ? endlessType(driver, place) : unresolvedName(driver, place, name));
    }
  }
  return [...problems.values()];
}

function unresolvedIn(driver: Driver, type: DriverType): UnresolvedName[] {
  const variables = new Set(type.typeParameters.map((each) => each.name));
  const set = declaredFields(driver, type);
  const inFields = [...set.fields.values()]
    .filter((field) => field.owner === type.name)
    .flatMap((field) => field.type.names)
    .filter(({ name }) => !variables.has(name) && !isKnownName(driver, name));
  return [...set.unresolved, ...inFields.map(({ name }) => ({ name, at: type.name }))];
}

function unresolvedName(driver: Driver, type: DriverType, name: string): Problem {
  return {
    rule: 'unresolved-name',
    severity: 'error',
    subject: type.name,
    message: `${type.name} names ${name}, which ${driver.file} neither declares nor imports`,
    fix: fixInGenerator(
      `add ${name} to codegen/model/globals.ts if it is a global`,
      `read the declarations of a released ${driver.package}`,
    ),
    at: type.place,
  };
}

function endlessType(driver: Driver, type: DriverType): Problem {
  return {
    rule: 'endless-type',
    severity: 'error',
    subject: type.name,
    message: `${type.name} extends itself with other type arguments each time, without end`,
    fix: `read the declarations of a released ${driver.package}: TypeScript rejects such a type too`,
    at: type.place,
  };
}
