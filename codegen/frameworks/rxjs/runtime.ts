import {
  catchError,
  concat,
  defer,
  finalize,
  from,
  ignoreElements,
  lastValueFrom,
  Observable,
  takeUntil,
  throwError,
  type ObservableInput,
} from 'rxjs';

import { Cancellation } from '../internal/cancellation.js';
import { afterRuns } from '../internal/closing.js';
import { afterGivenUp, executing } from '../internal/executions.js';
import { afterCommands } from '../internal/sessions.js';

export { ObservableEmitter } from './runtime/events.js';
export { ObservableChangeStream, ObservableCursor } from './runtime/recipes.js';
export { ObservableReadable, ObservableWritable } from './runtime/streams.js';

/** A command as a cold Observable: each subscription runs it anew; one value and completion. */
export function run<T>(call: () => Promise<T>): Observable<T> {
  // What the driver throws synchronously reaches the subscriber as well: RxJS catches it.
  return new Observable((subscriber) => {
    call().then(
      (value) => {
        subscriber.next(value);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
  });
}

/** The same for a command that the driver can be told to stop: unsubscribing while it is pending does. */
export function runAbortable<T>(call: (signal: Cancellation) => Promise<T>): Observable<T> {
  return new Observable((subscriber) => {
    const operation = new Operation();
    operation.start(call).then(
      (value) => {
        operation.release();
        subscriber.next(value);
        subscriber.complete();
      },
      (error: unknown) => {
        operation.release();
        subscriber.error(error);
      },
    );
    return operation;
  });
}

/** A command that can be told to stop, as what unsubscribing tears down. */
class Operation extends Cancellation {
  start<T>(call: (signal: Cancellation) => Promise<T>): Promise<T> {
    try {
      return call(this);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  unsubscribe(): void {
    this.abort(UNSUBSCRIBED);
  }
}

/**
 * Why the driver is told to stop an operation. Who unsubscribes hears nothing more, so that only the driver's own
 * events show it.
 */
const UNSUBSCRIBED = new Error('The Observable of this operation has been unsubscribed from.');

/** An Observable's last value as a promise; `undefined` when it is empty. */
export function toPromise<T>(value: ObservableInput<T>): Promise<T> {
  return lastValueFrom(from(value), { defaultValue: undefined as T });
}

/**
 * A user's function that returns an Observable, as the driver calls it: with wrappers, and promising the last value.
 * The driver subscribes anew each time it retries; when the outer Observable is unsubscribed from, so is the inner one,
 * and the driver is told.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = any>(
  fn: unknown,
  signal: Cancellation,
  ...wraps: readonly (((value: never) => unknown) | undefined)[]
): D {
  if (typeof fn !== 'function') return fn as D;
  const aborted = new Observable<void>((subscriber) => {
    const stop = (): void => subscriber.next();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    return () => signal.removeEventListener('abort', stop);
  });
  const adapted = async (...values: never[]): Promise<unknown> => {
    const around = executing(signal, values);
    const given = values.map((value, at) => wraps[at]?.(value) ?? value);
    const result = defer(() => fn(...given) as ObservableInput<unknown>).pipe(takeUntil(aborted));
    // What the driver does next ends the transaction or the session, so that the commands which the function leaves
    // have to be answered before, what was given up has to be over, and its runs closed.
    try {
      return await toPromise(result);
    } finally {
      await afterGivenUp(values, around);
      await afterCommands(values);
      await afterRuns(values, async () => signal.throwIfAborted(), around);
    }
  };
  return adapted as D;
}

/** Makes something for each subscription, and closes it when that ends: before it completes or fails, if it does. */
export function usingOf<C extends { close(): Observable<void> }, R>(
  make: () => C,
  use: (opened: C) => ObservableInput<R>,
): Observable<R> {
  return defer(() => {
    const opened = make();
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= toPromise(opened.close()));
    const closed = defer(close).pipe(ignoreElements());
    const failed = (error: unknown): Observable<never> => throwError(() => error);
    const used = defer(() => use(opened)).pipe(
      catchError((error: unknown) => concat(closed.pipe(catchError(() => failed(error))), failed(error))),
    );
    // Who unsubscribes does not wait for it, and hears nothing of its error.
    return concat(used, closed).pipe(finalize(() => void close().catch(ignore)));
  });
}

function ignore(): void {}
