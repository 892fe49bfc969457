import { ASYNC_DISPOSE } from '../model/mongodb-words.js';
import type { ClassSpec } from './spec.js';

/**
 * The command by which something of a class is closed: the one that has the role, else what disposing of it goes through.
 * Releases of the driver without `[Symbol.asyncDispose]` close by the same command.
 */
export function closerOf({ roles, claims }: ClassSpec): string | undefined {
  const disposal = claims.find((claim) => claim.member === ASYNC_DISPOSE);
  return roles.closer?.name ?? disposal?.through[0]?.name;
}
