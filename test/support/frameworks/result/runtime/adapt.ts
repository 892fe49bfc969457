/** A user's asynchronous function as the driver calls it: with wrappers in place of the driver's objects. */
// The driver's functions are of many types, and none of them matters here.
// oxlint-disable-next-line typescript/no-explicit-any
export function adapt<D = any>(fn: unknown, ...wraps: readonly ((value: never) => unknown)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
