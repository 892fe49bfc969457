/**
 * Adapts a user's synchronous function for the driver: it receives wrappers in place of the driver's objects.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function handing<D = never>(fn: unknown, ...wraps: readonly (((value: never) => unknown) | undefined)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
