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

/** A command as a cold Observable. Each subscription runs the command, emits its result and completes. */
export function run<T>(call: () => Promise<T>): Observable<T> {
  // If the driver throws synchronously, RxJS catches that and notifies the subscriber.
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

/** Like {@link run}, for a command that the driver can abort: unsubscribing while it is pending aborts it. */
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

/** The teardown of a command that can be aborted. */
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
 * The reason that the driver is given when it aborts an operation. It only shows in the driver's own events, since
 * nobody is subscribed any more.
 */
const UNSUBSCRIBED = new Error('The Observable of this operation has been unsubscribed from.');

/** Resolves with the last value of an Observable, or with `undefined` if it is empty. */
export function toPromise<T>(value: ObservableInput<T>): Promise<T> {
  return lastValueFrom(from(value), { defaultValue: undefined as T });
}

/**
 * Adapts a user's function that returns an Observable for the driver: it receives wrappers, and the driver gets a
 * promise of the last value. The driver subscribes again for each retry. Unsubscribing from the outer Observable also
 * unsubscribes from the inner one, and the driver is notified.
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
    // The driver ends the transaction or the session next. Before that, the commands that the function has left pending
    // must be answered, cancelled operations must be over, and their runs closed.
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

/**
 * Creates a resource for each subscription, and closes it when the subscription ends. If the source completes or fails,
 * the resource is closed first.
 */
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
    // After unsubscribing, nobody waits for the closing or sees its error.
    return concat(used, closed).pipe(finalize(() => void close().catch(ignore)));
  });
}

function ignore(): void {}
