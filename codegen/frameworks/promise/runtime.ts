/**
 * Calls a function whose result is a promise; what it throws rejects, as from the driver's own asynchronous methods.
 */
export async function attempt<T>(call: () => Promise<T>): Promise<T> {
  return call();
}

/**
 * A user's asynchronous function as the driver calls it: with wrappers in place of the driver's objects.
 *
 * What is no function is passed on as it is, so that the driver's own error, or its own reading of the arguments,
 * stands.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = never>(fn: unknown, ...wraps: readonly (((value: never) => unknown) | undefined)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
