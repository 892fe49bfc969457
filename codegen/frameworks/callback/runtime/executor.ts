import { inspect } from 'node:util';

import { isPromise } from '../../internal/is-promise.js';

/** A user's function with one parameter more than the driver has arguments. */
export type Executor = (...values: unknown[]) => unknown;

/** Milliseconds for which a callback is waited for after the function that has it has fulfilled its promise. */
const PATIENCE = 1000;

/**
 * Calls a user's function with a callback, and promises what it calls back with.
 *
 * Its number of parameters may be that of a decorator, around a function that promises and knows of no callback. What
 * it promises cannot be taken for its result at once, since an `async` function that leaves the callback to others has
 * fulfilled its promise before the work of its transaction is done. So the callback is waited for. Where it has not
 * come after a while, the function is named, and a value that it promised counts; `undefined` is none.
 */
export function promised(fn: Executor, values: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let settledBy: 'callback' | 'value' | 'failure' | undefined;
    let patience: NodeJS.Timeout | undefined;
    /** Whether this is the first thing to settle it. */
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

const CALLED_TWICE = 'called back twice; what it called back with first counts';
const CALLED_LATE = 'called back after it had promised a value; the value counts';
const FAILED_LATE = 'failed after it had called back; what it called back with counts';
const EXPECTED = 'by its number of parameters it is one that calls back';
const SILENT = `has promised nothing and not called back, which is still waited for: ${EXPECTED}`;
const ONLY_PROMISED = `has promised a value and not called back; the value counts, though ${EXPECTED}`;

/** What has been said of each function: of one that the driver retries it is said once. */
const told = new WeakMap<Executor, Set<string>>();

/** Says by its name what a user's function has done, where nobody would hear of it otherwise. */
function warn(fn: Executor, what: string, reason?: unknown): void {
  const before = told.get(fn) ?? new Set();
  if (before.has(what)) return;
  told.set(fn, before.add(what));
  const name = fn.name === '' ? 'An anonymous executor' : `The executor ${fn.name}`;
  const detail = reason === undefined ? {} : { detail: inspect(reason) };
  process.emitWarning(`${name} ${what}.`, { type: 'MotorizedWarning', code: 'MOTORIZED_EXECUTOR', ...detail });
}
