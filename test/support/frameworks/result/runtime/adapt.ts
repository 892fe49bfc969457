/** Adapts a user's asynchronous function for the driver: it receives wrappers in place of the driver's objects. */
// The driver's functions have many types, which do not matter here.
// oxlint-disable-next-line typescript/no-explicit-any
export function adapt<D = any>(fn: unknown, ...wraps: readonly ((value: never) => unknown)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
