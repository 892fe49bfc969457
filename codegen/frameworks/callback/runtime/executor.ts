import { inspect } from 'node:util';

import { isPromise } from '../../internal/is-promise.js';

/** A user's function with one more parameter than the driver passes arguments. */
export type Executor = (...values: unknown[]) => unknown;

/** How many milliseconds to wait for the callback after the function's promise has resolved. */
const PATIENCE = 1000;

/**
 * Calls a user's function with a callback, and returns a promise of what it calls back with.
 *
 * The number of parameters can mislead: it may be that of a decorator around a function that returns a promise and
 * ignores the callback. The promised value cannot be taken as the result at once, though: an `async` function that
 * passes the callback on resolves before the work of its transaction is done. So the callback is waited for. If it has
 * not been called after a while, a warning names the function, and the promised value counts, unless it is `undefined`.
 */
export function promised(fn: Executor, values: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let settledBy: 'callback' | 'value' | 'failure' | undefined;
    let patience: NodeJS.Timeout | undefined;
    /** Whether this is the first outcome. Only the first one settles the promise. */
    const settles = (by: typeof settledBy): boolean => {
      if (settledBy !== undefined) return false;
      settledBy = by;
      clearTimeout(patience);
      return true;
    };
    const done = (error?: unknown, result?: unknown): void => {
      if (settledBy === 'callback') warn(fn, CALLED_TWICE);
      if (settledBy === 'value') warn(fn, CALLED_LATE);
      if (!settles('callback')) return;
      if (error) reject(error);
      else resolve(result);
    };
    const fulfilled = (value: unknown): void => {
      if (settledBy === undefined) patience = setTimeout(losePatience, PATIENCE, value);
    };
    const losePatience = (value: unknown): void => {
      if (value === undefined) return warn(fn, SILENT);
      warn(fn, ONLY_PROMISED);
      if (settles('value')) resolve(value);
    };
    const failed = (reason: unknown): void => {
      if (settledBy === 'callback') warn(fn, FAILED_LATE, reason);
      if (settles('failure')) reject(reason);
    };
    try {
      const returned = fn(...values, done);
      if (isPromise(returned)) Promise.resolve(returned).then(fulfilled, failed);
    } catch (error) {
      failed(error);
    }
  });
}

const CALLED_TWICE = 'called its callback twice; the first call counts';
const CALLED_LATE = 'called its callback too late; the value that it resolved with counts';
const FAILED_LATE = 'failed after it had called its callback; the call counts';
const EXPECTED = 'its number of parameters says that it takes one';
const SILENT = `resolved without a value and has not called its callback, which is still awaited: ${EXPECTED}`;
const ONLY_PROMISED = `resolved with a value and has not called its callback; the value counts, though ${EXPECTED}`;

/** The warnings already emitted for each function: if the driver retries it, each is emitted once. */
const told = new WeakMap<Executor, Set<string>>();

/** Emits a process warning that names the user's function, for what would otherwise go unnoticed. */
function warn(fn: Executor, what: string, reason?: unknown): void {
  const before = told.get(fn) ?? new Set();
  if (before.has(what)) return;
  told.set(fn, before.add(what));
  const name = fn.name === '' ? 'An anonymous executor' : `The executor ${fn.name}`;
  const detail = reason === undefined ? {} : { detail: inspect(reason) };
  process.emitWarning(`${name} ${what}.`, { type: 'MotorizedWarning', code: 'MOTORIZED_EXECUTOR', ...detail });
}
