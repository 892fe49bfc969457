import type { Cancellation } from './cancellation.js';
import { clientOf } from './client-of.js';
import { isObject } from './unwrap.js';

/**
 * The operations that are inside a function of the user, by the session it was called with and by the client of that.
 */
const executions = new WeakMap<object, Set<Cancellation>>();

/**
 * Registers an operation that calls a user's function, until it is over.
 *
 * @param owners - the arguments of the function
 * @returns the operation and those around it, all of which wait for the function
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
 * Resolves when the cancelled operations are over. Undefined if there are none. The driver still has to abort their
 * transactions: ending the session or the client meanwhile would abort them a second time, which up to 5.9 raises an
 * error that nobody can handle.
 *
 * @param around - the operations that wait for the caller
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
