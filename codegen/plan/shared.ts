import type { DriverClass } from '../model/driver.js';
import type { MemberScope } from './member-scope.js';

/** The part of the scope that all modules of a framework share. */
export type Shared = Pick<
  MemberScope,
  'driver' | 'wrapped' | 'framework' | 'placeOf' | 'problems' | 'docsMode' | 'told' | 'hidden' | 'lazy'
>;

/** The scope of a class as a whole. */
export function classScope(
  shared: Shared,
  declared: DriverClass,
  module: Pick<MemberScope, 'role' | 'imports' | 'own' | 'reshaped'>,
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
