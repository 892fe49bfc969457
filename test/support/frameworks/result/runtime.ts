export { adapt } from './runtime/adapt.js';

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
