/// <reference types="node" />

import type { MongoError } from 'mongodb';
import { ResultAsync } from 'neverthrow';

/** Starts a call of the driver. What it rejects with is an `Err`, and so is what it throws. */
export function start<T>(call: () => Promise<T>): ResultAsync<T, MongoError> {
  return ResultAsync.fromThrowable(call, (error) => error as MongoError)();
}

/** Promises the value of an `Ok`; the error of an `Err` rejects. */
export async function toPromise<T>(result: ResultAsync<T, unknown>): Promise<T> {
  const settled = await result;
  if (settled.isErr()) throw settled.error;
  return settled.value;
}

/** A user's function as the driver calls it: an `Err` rejects, by which the driver aborts a transaction. */
export function adapt<D = any>(fn: unknown, ...wraps: readonly (((value: never) => unknown) | undefined)[]): D {
  if (typeof fn !== 'function') return fn as D;
  const adapted = async (...values: never[]): Promise<unknown> =>
    toPromise(fn(...values.map((value, at) => wraps[at]?.(value) ?? value)));
  return adapted as D;
}
