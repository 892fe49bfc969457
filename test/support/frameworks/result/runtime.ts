export { adapt } from './runtime/adapt.js';

/** The result of a call, or its error. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Calls the driver. An exception or a rejection becomes a result. */
export async function settled<T>(call: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, error };
  }
}
