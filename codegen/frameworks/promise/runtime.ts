/**
 * Calls a function that returns a promise. If it throws, the promise rejects, as with the driver's own async methods.
 */
export async function attempt<T>(call: () => Promise<T>): Promise<T> {
  return call();
}

/**
 * Adapts a user's async function for the driver, which calls it with its own objects: the function receives wrappers.
 *
 * Anything but a function is passed on unchanged, so that the driver reports the error, or reads the arguments, itself.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = never>(fn: unknown, ...wraps: readonly (((value: never) => unknown) | undefined)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
