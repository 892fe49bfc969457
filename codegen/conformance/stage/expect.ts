import { isDeepStrictEqual } from 'node:util';

import { Broken } from '../clause.js';

/** Breaks the clause where something is not deeply equal to what it has to be. */
export function expectEqual(found: unknown, expected: unknown, subject?: string): void {
  if (!isDeepStrictEqual(found, expected)) throw new Broken([{ subject, expected, found }]);
}

/** Breaks the clause where something is not the very same. */
export function expectSame(found: unknown, expected: unknown, subject?: string): void {
  if (found !== expected) throw new Broken([{ subject, expected, found }]);
}

/** Breaks the clause where something does not hold. */
export function expectThat(holds: boolean, expected: string, found: unknown, subject?: string): void {
  if (!holds) throw new Broken([{ subject, expected, found }]);
}

/** What something fails with; that it does not breaks the clause. */
export async function failureOf(answer: Promise<unknown>, subject?: string): Promise<unknown> {
  let found: unknown;
  try {
    found = await answer;
  } catch (error) {
    return error;
  }
  throw new Broken([{ subject, expected: 'a failure', found }]);
}
