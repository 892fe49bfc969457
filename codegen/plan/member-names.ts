import type { Problem } from '../common/problem.js';
import type { DriverMember } from '../model/driver.js';
import { exportedName } from '../model/exported-names.js';
import { isGlobal } from '../model/globals.js';
import type { MemberScope } from './member-scope.js';
import { propertyAccess, propertyKey } from './text/names.js';
import { ofDriver } from './types/driver-names.js';

/** The name of a member in its class: `find`, `'drain-all'`, `[Symbol.asyncIterator]`, `[driver.kTag]`. */
export function declaredName(scope: MemberScope, member: DriverMember): string {
  if (member.symbol) return symbolName(scope, member.name);
  return propertyKey(member.name);
}

/** Accesses a member of an object: `this.delegate.find`, `this.delegate['drain-all']`. */
export function accessTo(scope: MemberScope, object: string, member: DriverMember): string {
  return propertyAccess(object, member.symbol ? symbolName(scope, member.name) : member.name);
}

/** A computed name as the emitted module writes it: a symbol of the driver is accessed through its package. */
function symbolName(scope: MemberScope, name: string): string {
  const [first = '', ...rest] = name.slice(1, -1).split('.');
  if (exportedName(scope.driver, first) !== undefined) {
    return `[${[ofDriver(scope, first, 'value'), ...rest].join('.')}]`;
  }
  const foreign = scope.driver.imports.get(first);
  if (foreign !== undefined && !foreign.typeOnly) {
    return `[${[scope.imports.theirs(foreign.name, foreign.module, 'value', first), ...rest].join('.')}]`;
  }
  if (!isGlobal(first) && LITERAL.exec(first) === null) scope.problems.push(unreachable(scope, name, first));
  return name;
}

/** `[1]`, `[-1]` */
const LITERAL = /^-?\d/;

function unreachable(scope: MemberScope, name: string, first: string): Problem {
  return {
    rule: 'unexported-name',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is named by \`${name}\`, and ${scope.driver.package} exports no ${first} to reach it by`,
    fix: 'omit the member with that reason',
    at: scope.place,
  };
}
