import { ancestors } from '../../model/lookup.js';
import { nodeBaseOf } from '../../model/node-members.js';
import { type MemberScope, OF_EVERY_OBJECT } from '../member-scope.js';

/**
 * Whether every wrapper, or every wrapper class, already has a member of this name: `delegate` and `constructor`, the
 * members of Node's base, `wrap` and `prototype`.
 */
export function isOfEveryWrapper(
  scope: MemberScope,
  { name, static: isStatic }: { readonly name: string; readonly static: boolean },
): boolean {
  if (OF_EVERY_OBJECT.has(name)) return true;
  if (isStatic) return name === 'wrap' || OF_EVERY_CLASS.has(name);
  if (nodeBaseOf(ancestors(scope.driver, scope.class.name), name) !== undefined) return true;
  return name === 'delegate' || name === 'constructor';
}

/** The members that every class has as a function. */
const OF_EVERY_CLASS: ReadonlySet<string> = new Set(
  'prototype name length apply call bind caller arguments'.split(' '),
);
