import { type Executor, promised } from './runtime/executor.js';

/** Node's way to hand on a result: an error or `null`, then the value. */
export type Callback<T = any> = (error: Error | null, result?: T) => void;

/**
 * Starts a call of the driver and hands its result to a callback; without one, gives its promise as it is.
 *
 * The callback is called once and never synchronously, also where the driver throws. What it throws itself is an
 * uncaught exception, as with `util.callbackify`: never a rejection, and no second call.
 *
 * @param callback - what stands in its place
 * @param further - the arguments behind it: where no callback is in its place, the last one may be
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
 * A user's asynchronous function as the driver calls it: with wrappers in place of the driver's objects, and promising.
 *
 * A function of one parameter more than the driver hands it is called with a callback. What is no function is passed on
 * as it is, so that the driver's own reading of the arguments stands.
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
 * A callback tells failure by its first argument, so that a falsy reason has to arrive as an error, as in
 * `util.callbackify`.
 */
function asError(reason: unknown): Error {
  if (reason) return reason as Error;
  const error = new Error('Promise was rejected with falsy value', { cause: reason });
  return Object.assign(error, { code: 'ERR_FALSY_VALUE_REJECTION', reason });
}
