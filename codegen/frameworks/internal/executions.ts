import type { Cancellation } from './cancellation.js';
import { clientOf } from './client-of.js';
import { isObject } from './unwrap.js';

/** The operations that have called a function of the user's with a session, by that and by its client. */
const executions = new WeakMap<object, Set<Cancellation>>();

/**
 * Notes that an operation has called a function of the user's, until it is over.
 *
 * @param owners - what the function is called with
 * @returns the operation and those around it, which wait for the function
 */
export function executing(operation: Cancellation, owners: readonly unknown[]): ReadonlySet<Cancellation> {
  const around = new Set([...operationsOf(owners), operation]);
  for (const owner of new Set([...owners, ...owners.map(clientOf)])) {
    if (!isObject(owner)) continue;
    const noted = executions.get(owner) ?? new Set();
    executions.set(owner, noted.add(operation));
    void operation.over().then(() => noted.delete(operation));
  }
  return around;
}

/**
 * Resolves when the operations that were given up are over, undefined where there are none. The driver has still to
 * abort their transactions: what ends the session or the client meanwhile aborts them a second time, which up to 5.9 is
 * an error that nobody can handle.
 *
 * @param around - those that wait for who asks
 */
export function afterGivenUp(
  owners: readonly unknown[],
  around: ReadonlySet<Cancellation> = NONE,
): Promise<unknown> | undefined {
  const givenUp = operationsOf(owners).filter((each) => each.aborted && !around.has(each));
  return givenUp.length === 0 ? undefined : Promise.all(givenUp.map((each) => each.over()));
}

const NONE: ReadonlySet<Cancellation> = new Set();

function operationsOf(owners: readonly unknown[]): Cancellation[] {
  return owners.flatMap((owner) => [...(executions.get(owner as object) ?? [])]);
}
