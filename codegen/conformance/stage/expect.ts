import { isDeepStrictEqual } from 'node:util';

import { Broken } from '../clause.js';

/** Throws a breach unless two values are deeply equal. */
export function expectEqual(found: unknown, expected: unknown, subject?: string): void {
  if (!isDeepStrictEqual(found, expected)) throw new Broken([{ subject, expected, found }]);
}

/** Throws a breach unless two values are identical. */
export function expectSame(found: unknown, expected: unknown, subject?: string): void {
  if (found !== expected) throw new Broken([{ subject, expected, found }]);
}

/** Throws a breach unless a condition holds. */
export function expectThat(holds: boolean, expected: string, found: unknown, subject?: string): void {
  if (!holds) throw new Broken([{ subject, expected, found }]);
}

/** Returns the error of a promise. Throws a breach if it resolves. */
export async function failureOf(answer: Promise<unknown>, subject?: string): Promise<unknown> {
  let found: unknown;
  try {
    found = await answer;
  } catch (error) {
    return error;
  }
  throw new Broken([{ subject, expected: 'a failure', found }]);
}
