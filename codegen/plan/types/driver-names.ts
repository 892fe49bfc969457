import type { Problem } from '../../common/problem.js';
import { emittedAs, exportsOf } from '../../model/exported-names.js';
import { driverNamespace, type Scope } from '../scope.js';

/** A class or type of the driver in the emitted module: `driver.Lock`, even if it is declared as `Lock_2`. */
export function ofDriver(scope: Scope, declared: string, use: 'type' | 'value' = 'type'): string {
  const exports = exportsOf(scope.driver, declared);
  if (use === 'value' && exports.length > 0 && exports.every((each) => each.typeOnly === true)) {
    scope.problems.push(typeOnly(scope, declared));
  }
  return `${driverNamespace(scope, use)}.${emittedAs(scope.driver, declared)}`;
}

function typeOnly(scope: Scope, declared: string): Problem {
  return {
    rule: 'unexported-name',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} needs ${declared} at run time, and ${scope.driver.package} exports it only as a type`,
    fix: 'omit the member with that reason, or delete the spec of the class',
    at: scope.place,
  };
}

/** The problem that users cannot import a class, so that neither it nor its wrapper can be named. */
export function withoutName(scope: Pick<Scope, 'driver' | 'place' | 'subject'>, declared: string): Problem {
  const isDefault = scope.driver.exports.some(
    (each) => each.name === 'default' && (each.local ?? each.name) === declared,
  );
  return {
    rule: 'unexported-name',
    severity: 'error',
    subject: scope.subject,
    message: isDefault
      ? `${declared} is exported only as \`default\`, expected a name that can be imported from ${scope.driver.package}, in any module format`
      : `${declared} is declared by ${scope.driver.package} but not exported under a name that can be imported`,
    fix: 'delete the spec of the class, and omit the members that return it with that reason',
    at: scope.place,
  };
}
