import { type Executor, promised } from './runtime/executor.js';

/** A Node-style callback: an error or `null`, then the result. */
export type Callback<T = any> = (error: Error | null, result?: T) => void;

/**
 * Calls the driver and passes the result to a callback. Without a callback, returns the driver's promise.
 *
 * The callback is called exactly once and never synchronously, even if the driver throws. If the callback itself
 * throws, that is an uncaught exception, as with `util.callbackify`: it neither rejects anything nor causes a second
 * call.
 *
 * @param callback - the argument in the place of the callback
 * @param further - the arguments after it: if there is no callback in its place, the last of these may be one
 */
export function settle<T>(
  call: () => Promise<T>,
  callback: Callback<T> | undefined,
  further: readonly unknown[],
): Promise<T> | void {
  const done = typeof callback === 'function' ? callback : further.at(-1);
  if (typeof done !== 'function') return call();
  start(call).then(
    (result) => process.nextTick(done, null, result),
    (reason: unknown) => process.nextTick(done, asError(reason)),
  );
}

/**
 * Adapts a user's async function for the driver: it receives wrappers in place of the driver's objects, and its result
 * is returned as a promise.
 *
 * A function that declares more parameters than the driver passes arguments is called with a callback as well. Anything
 * but a function is passed on unchanged, so that the driver reads the arguments itself.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = never>(fn: unknown, ...wraps: readonly (((value: never) => unknown) | undefined)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => {
    const wrapped = values.map((value, at) => wraps[at]?.(value) ?? value);
    return fn.length > wraps.length ? promised(fn as Executor, wrapped) : fn(...wrapped);
  }) as D;
}

async function start<T>(call: () => Promise<T>): Promise<T> {
  return call();
}

/**
 * A callback recognizes a failure by its first argument, so a falsy reason is replaced by an error, as in
 * `util.callbackify`.
 */
function asError(reason: unknown): Error {
  if (reason) return reason as Error;
  const error = new Error('Promise was rejected with falsy value', { cause: reason });
  return Object.assign(error, { code: 'ERR_FALSY_VALUE_REJECTION', reason });
}
