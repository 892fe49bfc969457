import type { EventsDescription } from 'mongodb';
import { finished, type Readable as NodeReadable, type Writable as NodeWritable } from 'node:stream';
import {
  catchError,
  concat,
  defer,
  finalize,
  from,
  fromEvent,
  ignoreElements,
  lastValueFrom,
  Observable,
  observable,
  Subject,
  takeUntil,
  throwError,
  type ObservableInput,
  type Observer,
  type Subscriber,
  type Subscription,
} from 'rxjs';

import { type Abortable, AbortableReadable, AbortableWritable } from '../internal/abortable-streams.js';
import { Cancellation, onAbort } from '../internal/cancellation.js';
import { isPromise, nextBatch, type Readable, transformOf } from '../internal/documents.js';
import { Emitter } from '../internal/emitter.js';
import { Recipe } from '../internal/recipe.js';
import { RunIterator } from '../internal/run-iterator.js';
import { during } from '../internal/runs.js';
import { afterRuns, closeRun, endSessionEarly } from '../internal/closing.js';
import type { More } from '../internal/source.js';

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
    const given = values.map((value, at) => wraps[at]?.(value) ?? value);
    const result = defer(() => fn(...given) as ObservableInput<unknown>).pipe(takeUntil(aborted));
    // What the driver does next ends the session, so that the runs which the function leaves have to be closed before.
    try {
      return await toPromise(result);
    } finally {
      await afterRuns(values, async () => signal.throwIfAborted());
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

/** A recipe that is an ObservableInput: each subscription is a run of its own, closed with it. */
abstract class ObservableRecipe<D extends Readable<T>, T, R> extends Recipe<D> {
  /** @internal */
  protected abstract run(cursor: D): R;

  /** The documents as an Observable: each subscription is a run of its own. */
  asObservable(): Observable<T> {
    return this.opened((cursor, subscriber) => this.drain(cursor, subscriber));
  }

  /** Subscribes to the documents of a new run, which is closed with the subscription. */
  subscribe(observer?: Partial<Observer<T>> | ((document: T) => void) | null): Subscription {
    return this.asObservable().subscribe(observer ?? undefined);
  }

  /** The documents, through operators: `cursor.pipe(take(10), map(...))`. */
  get pipe(): Observable<T>['pipe'] {
    const documents = this.asObservable();
    const pipe: Observable<T>['pipe'] = documents.pipe.bind(documents);
    return pipe;
  }

  /**
   * One run as a handle, which closes with the subscription: stepping, buffered documents, listeners.
   *
   * The Observable emits the handle and does not complete.
   */
  open(): Observable<R> {
    return this.opened(async (cursor, subscriber: Subscriber<R>) => {
      endSessionEarly(cursor);
      subscriber.next(this.run(cursor));
    });
  }

  /**
   * Maps each document to an Observable and waits for it before the next batch is fetched.
   *
   * RxJS's own `concatMap` cannot hold a source back: it reads the whole result while the first inner Observable is at
   * work.
   */
  concatMap<O>(project: (document: T, index: number) => ObservableInput<O>): Observable<O> {
    return this.opened(async (cursor, subscriber: Subscriber<O>) => {
      const stopped = new Subject<void>();
      subscriber.add(() => stopped.next());
      const transform = transformOf<T>(this.transforms);
      let index = 0;
      let batch: readonly unknown[] | undefined;
      while (!subscriber.closed && (batch = await nextBatch(cursor, this.transforms)) !== undefined) {
        for (const document of batch) {
          const value = transform === undefined ? (document as T) : await transform(document);
          if (subscriber.closed) return;
          await handOn(from(project(value, index++)).pipe(takeUntil(stopped)), subscriber);
        }
      }
      await this.finish(cursor, subscriber);
    });
  }

  /** Iterates over the documents of one run. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    return new RunIterator<T>({ start: () => this.start(), transforms: this.transforms, signal: this.signal });
  }

  /** Nothing to dispose of: each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs one command on a cursor of its own. */
  protected execute<C extends D, V>(call: (cursor: C) => Promise<V>): Observable<V> {
    return this.opened(async (cursor, subscriber: Subscriber<V>) => {
      const value = await during(cursor, () => call(cursor as C));
      if (subscriber.closed) return;
      await closeRun(cursor);
      subscriber.next(value);
      subscriber.complete();
    });
  }

  /** Reads a run to its end and emits it, for as long as there is a subscriber. */
  protected async drain(cursor: D, subscriber: Subscriber<T>, deliver?: () => void): Promise<void> {
    const { transforms } = this;
    const transform = transformOf<T>(transforms);
    let batch: readonly unknown[] | undefined;
    while (!subscriber.closed && (batch = await nextBatch(cursor, transforms)) !== undefined) {
      for (const document of batch) {
        if (subscriber.closed) return;
        const value = transform === undefined ? (document as T) : transform(document);
        deliver?.();
        subscriber.next(transform !== undefined && isPromise(value) ? await value : (value as T));
      }
    }
    await this.finish(cursor, subscriber);
  }

  /** Completes after the run has been closed. */
  protected async finish(cursor: D, subscriber: Subscriber<unknown>): Promise<void> {
    if (subscriber.closed) return;
    await closeRun(cursor);
    subscriber.complete();
  }

  /** An Observable whose subscription is one run. */
  protected opened<O>(
    read: (cursor: D, subscriber: Subscriber<O>) => Promise<void>,
    more?: () => More | undefined,
  ): Observable<O> {
    return new Observable((subscriber) => {
      const cursor = this.start(more?.());
      subscriber.add(() => void closeRun(cursor));
      if (this.signal !== undefined) subscriber.add(onAbort(this.signal, (reason) => subscriber.error(reason)));
      read(cursor, subscriber).catch((error: unknown) => subscriber.error(error));
    });
  }
}

/** Node has no `Symbol.observable` of its own; RxJS reads its own key, and others the symbol where there is one. */
for (const key of new Set([observable, (Symbol as { observable?: symbol }).observable ?? '@@observable'])) {
  Object.defineProperty(ObservableRecipe.prototype, key, {
    configurable: true,
    value(this: ObservableRecipe<never, unknown, unknown>) {
      return this.asObservable();
    },
  });
}

/** Emits what another Observable does; resolves when that completes, and rejects with its error. */
function handOn<T>(source: Observable<T>, subscriber: Subscriber<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    source.subscribe({ next: (value) => subscriber.next(value), error: reject, complete: resolve });
  });
}

/** Base of cursors. */
export abstract class ObservableCursor<D extends Readable<T>, T, R> extends ObservableRecipe<D, T, R> {}

/** Base of change streams. */
export abstract class ObservableChangeStream<D extends Resumable<T>, T, R> extends ObservableRecipe<D, T, R> {
  /**
   * The changes as an Observable that goes on where it stopped: each subscription starts after the last change that an
   * earlier one of the same Observable has emitted, so that with `retry()` right behind it none is lost and none comes
   * twice.
   */
  resuming(): Observable<T> {
    let after: More | undefined;
    const read = (stream: D, subscriber: Subscriber<T>): Promise<void> => {
      const remember = (): void => {
        if (stream.resumeToken != null) after = { ...FROM_THE_BEGINNING, startAfter: stream.resumeToken };
      };
      // The token of a change is told before the change has been delivered; one turn later it has been, or there is no
      // subscriber.
      stream.on('resumeTokenChanged', () => setImmediate(() => subscriber.closed || remember()));
      return this.drain(stream, subscriber, remember);
    };
    return this.opened(read, () => after);
  }
}

/** What resuming needs of the driver's change streams. */
interface Resumable<T> extends Readable<T> {
  readonly resumeToken: unknown;
  on(event: 'resumeTokenChanged', listener: () => void): unknown;
}

/** Without the places where the user has the stream start. */
const FROM_THE_BEGINNING: More = { resumeAfter: undefined, startAtOperationTime: undefined };

/** Listeners of one event, with its payload: one value as it is, several as an array. */
type Payload<Listener> = Listener extends (...args: infer Args) => unknown
  ? Args extends []
    ? void
    : Args extends [infer Only]
      ? Only
      : Args
  : never;

/** Base of wrappers whose delegate emits events: they are Observables, too. */
export abstract class ObservableEmitter<D extends object, E extends EventsDescription> extends Emitter<D, E> {
  /** The payloads of an event: the Observable listens while it is subscribed to. */
  events<K extends keyof E & string>(event: K): Observable<Payload<E[K]>> {
    return fromEvent<Payload<E[K]>>(this as never, event);
  }
}

/** Base of the driver's readable streams: the bytes are an Observable, too. */
export abstract class ObservableReadable<D extends NodeReadable & Abortable> extends AbortableReadable<D> {
  /**
   * The chunks as an Observable, for one subscription, since a stream is read once; unsubscribing aborts the stream.
   */
  asObservable(): Observable<Uint8Array> {
    return new Observable((subscriber) => {
      if (this.readableFlowing !== null || this.readableDidRead || this.destroyed)
        throw new Error('This stream is being read or has been destroyed; one stream is for one subscription.');
      this.on('data', (chunk: Uint8Array) => subscriber.next(chunk));
      finished(this, { writable: false }, (error) => (error == null ? subscriber.complete() : subscriber.error(error)));
      return () => this.readableEnded || this.giveUp();
    });
  }
}

/** Base of the driver's writable streams: they take an Observable, too. */
export abstract class ObservableWritable<D extends NodeWritable & Abortable> extends AbortableWritable<D> {
  /**
   * Writes everything that an Observable emits and ends the stream; emits the stream once it has finished.
   *
   * An error of the source, and unsubscribing, abort the upload: what has been written of it is deleted.
   */
  writeAll(source: ObservableInput<Uint8Array | string>): Observable<this> {
    return new Observable((subscriber) => {
      finished(this, { readable: false }, (error) => {
        if (error == null) subscriber.next(this);
        if (error == null) subscriber.complete();
        else subscriber.error(error);
      });
      const stopped = new Subject<void>();
      from(source)
        .pipe(takeUntil(stopped))
        .subscribe({
          next: (chunk) => void this.write(chunk),
          error: (error: unknown) => void this.giveUp().then(() => subscriber.error(error)),
          complete: () => subscriber.closed || this.end(),
        });
      return () => {
        stopped.next();
        if (!this.writableFinished) void this.giveUp();
      };
    });
  }
}
