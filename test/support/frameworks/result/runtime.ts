/** What a call gave, or what it failed with. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Calls the driver; what it throws or rejects with becomes a result. */
export async function settled<T>(call: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** A user's asynchronous function as the driver calls it: with wrappers in place of the driver's objects. */
// The driver's functions are of many types, and none of them matters here.
// oxlint-disable-next-line typescript/no-explicit-any
export function adapt<D = any>(fn: unknown, ...wraps: readonly ((value: never) => unknown)[]): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;
}
