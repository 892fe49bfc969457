import type { Callback } from 'motorized/callback';

/** The arguments of a callback. Calling it twice, or before the call has returned, is an error. */
export interface Called<T> {
  readonly error: Error | null;
  readonly result: T | undefined;
  /** The number of arguments. */
  readonly count: number;
}

/** Makes a call in callback style and waits for its callback. */
export function called<T>(call: (callback: Callback<T>) => void): Promise<Called<T>> {
  return new Promise((fulfil, reject) => {
    let returned = false;
    let calls = 0;
    const value: unknown = call((...args) => {
      calls += 1;
      if (!returned) reject(new Error('called back synchronously'));
      if (calls > 1) throw new Error('called back twice');
      const [error, result] = args;
      setImmediate(fulfil, { error, result, count: args.length });
    });
    returned = true;
    if (value !== undefined) reject(new Error('a call with a callback returned something'));
  });
}

/** The result of a call in callback style. Rejects with its error. */
export async function resultOf<T>(call: (callback: Callback<T>) => void): Promise<T> {
  const { error, result } = await called(call);
  if (error) throw error;
  return result as T;
}

/** The error of a call in callback style. */
export async function errorOf(call: (callback: Callback<unknown>) => void): Promise<Error> {
  const { error, count } = await called(call);
  if (!error) throw new Error('this should have failed');
  if (count !== 1) throw new Error(`called back with ${count} arguments although it failed`);
  return error;
}
