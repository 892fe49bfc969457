/** Node's way to hand on a result: an error or `null`, then the value. */
export type Callback<T> = (error: Error | null, result?: T) => void;

/**
 * Starts a call of the driver and hands its result to a callback; without one, gives its promise as it is.
 *
 * The callback is called once and never synchronously, also where the driver throws. What it throws itself is an
 * uncaught exception, as with `util.callbackify`: never a rejection, and no second call.
 */
export function settle<T>(call: () => Promise<T>, callback: Callback<T> | undefined): Promise<T> | void {
  if (typeof callback !== 'function') return call();
  start(call).then(
    (result) => process.nextTick(callback, null, result),
    (reason: unknown) => process.nextTick(callback, asError(reason)),
  );
}

/** A user's function with its declared parameters: `(session)` promises, `(session, done)` calls back. */
type Executor = (...values: unknown[]) => unknown;

/**
 * A user's asynchronous function as the driver calls it: with wrappers in place of the driver's objects, and promising.
 *
 * A function of one parameter more than the driver hands it is called with a callback; what it returns counts for
 * nothing then, but for a rejection. What is no function is passed on as it is, so that the driver's own reading of the
 * arguments stands.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = never>(fn: unknown, ...wraps: readonly ((value: never) => unknown)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => {
    const wrapped = values.map((value, at) => wraps[at]?.(value) ?? value);
    return fn.length > wraps.length ? promised(fn as Executor, wrapped) : fn(...wrapped);
  }) as D;
}

/** Calls a function that calls back, and promises what it calls back with. */
function promised(fn: Executor, values: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done: Callback<unknown> = (error, result) => (error ? reject(error) : resolve(result));
    // An `async (session, done)` that fails before it calls back would otherwise leave the driver waiting.
    Promise.resolve(fn(...values, done)).catch(reject);
  });
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
