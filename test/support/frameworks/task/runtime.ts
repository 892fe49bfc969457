import { scopes } from './runtime/scope.js';

/** Something that has been started. It is no promise, and cannot be awaited. */
export class Task<T> {
  readonly #promise: Promise<T>;

  constructor(promise: Promise<T>) {
    this.#promise = promise;
    // Who does not ask for the result has heard nothing of an error.
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

/** The scope in which somebody calls. */
export function contextOf(_owner: object): string | undefined {
  return scopes.getStore();
}

/** Starts a call of the driver; what it throws is the failure of the task. */
export function start<T>(call: (context: string | undefined) => Promise<T>): Task<T> {
  return new Task((async () => call(scopes.getStore()))());
}

/** The same for what may not be found. Where only some overloads of a command may give `null`, `mayBeNull` says of the call. */
export function startFinding<T>(
  call: (context: string | undefined) => Promise<T | null>,
  mayBeNull: boolean = true,
): Task<Found<T>> {
  return start(async (context) => {
    const found = await call(context);
    return found === null && mayBeNull ? NotFound : (found as T);
  });
}

/** What the driver's own command would have promised, in the scope of whoever called. */
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
