import { ASYNC_DISPOSE } from '../model/mongodb-words.js';
import type { ClassSpec } from './spec.js';

/**
 * The command that closes an object of a class: the member with that role, or else the one that disposal calls.
 * Releases of the driver without `[Symbol.asyncDispose]` use the same command.
 */
export function closerOf({ roles, claims }: ClassSpec): string | undefined {
  const disposal = claims.find((claim) => claim.member === ASYNC_DISPOSE);
  return roles.closer?.name ?? disposal?.through[0]?.name;
}
