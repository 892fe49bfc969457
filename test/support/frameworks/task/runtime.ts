import { scopes } from './runtime/scope.js';

/** Work that has been started. It is not a promise, and cannot be awaited. */
export class Task<T> {
  readonly #promise: Promise<T>;

  constructor(promise: Promise<T>) {
    this.#promise = promise;
    // Without a request for the result, its error is not reported.
    promise.catch(() => undefined);
  }

  result(): Promise<T> {
    return this.#promise;
  }
}

export const NotFound: unique symbol = Symbol('not found');
export type Found<T> = T | typeof NotFound;

export type Attempt<T> = { readonly value: T } | { readonly error: unknown };

export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    return { error };
  }
}

/** The scope of the caller. */
export function contextOf(_owner: object): string | undefined {
  return scopes.getStore();
}

/** Starts a call of the driver. An exception becomes the failure of the task. */
export function start<T>(call: (context: string | undefined) => Promise<T>): Task<T> {
  return new Task((async () => call(scopes.getStore()))());
}

/**
 * The same for a result that may be missing. If only some overloads may return `null`, `mayBeNull` says whether this
 * call may.
 */
export function startFinding<T>(
  call: (context: string | undefined) => Promise<T | null>,
  mayBeNull: boolean = true,
): Task<Found<T>> {
  return start(async (context) => {
    const found = await call(context);
    return found === null && mayBeNull ? NotFound : (found as T);
  });
}

/** The promise that the driver's own command would return, in the scope of the caller. */
export function toPromise<T>(task: Task<T>, context: string | undefined): Promise<T> {
  return scopes.run(context ?? 'no scope', async () => {
    const found: unknown = await task.result();
    return (found === NotFound ? null : found) as T;
  });
}

export function adapt<D = never>(
  fn: unknown,
  context: string | undefined,
  ...wraps: readonly (((value: never) => unknown) | undefined)[]
): D {
  if (typeof fn !== 'function') return fn as D;
  const adapted = (...values: never[]): Promise<unknown> => {
    const given = values.map((value, at) => wraps[at]?.(value) ?? value);
    return scopes.run(context ?? 'no scope', () => toPromise(fn(...given) as Task<unknown>, context));
  };
  return adapted as D;
}
