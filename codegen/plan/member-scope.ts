import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { ancestors, findClass } from '../model/lookup.js';
import type { DocsMode } from './docs.js';
import { driverNamespace, type Scope } from './spell.js';

/** What planning a member needs besides the scope of its module. */
export interface MemberScope extends Scope {
  readonly class: DriverClass;
  readonly docsMode: DocsMode;
}

/** `{@link driver.Db.command}` */
export function linkTo(scope: MemberScope, member: DriverMember): string {
  const namespace = driverNamespace(scope, 'type');
  return `{@link ${namespace}.${scope.class.name}.${member.name}}`;
}

/** `static override `, as far as either holds. */
export function modifiersOf(scope: MemberScope, member: DriverMember): string {
  const overrides = declaredByBase(scope.driver, scope, member);
  return `${member.static ? 'static ' : ''}${overrides ? 'override ' : ''}`;
}

function declaredByBase(driver: Driver, scope: MemberScope, member: DriverMember): boolean {
  return ancestors(driver, scope.class.name).some(
    (name) =>
      scope.wrapped.isWrapped(name) &&
      findClass(driver, name)?.members.some((each) => each.name === member.name && each.static === member.static),
  );
}
