import type { DriverClass } from '../model/driver.js';
import type { MemberScope } from './member-scope.js';

/** What the plans of all modules of one framework have in common. */
export type Shared = Pick<
  MemberScope,
  | 'driver'
  | 'wrapped'
  | 'framework'
  | 'placeOf'
  | 'problems'
  | 'docsMode'
  | 'bound'
  | 'told'
  | 'hidden'
  | 'reshaped'
  | 'lazy'
>;

/** The scope of a class as a whole: no member is planned yet. */
export function classScope(
  shared: Shared,
  declared: DriverClass,
  module: Pick<MemberScope, 'role' | 'imports' | 'own'>,
): MemberScope {
  return {
    ...shared,
    ...module,
    class: declared,
    typeParameters: new Set(declared.typeParameters.map((each) => each.name)),
    member: undefined,
    subject: declared.name,
    place: declared.place,
  };
}
