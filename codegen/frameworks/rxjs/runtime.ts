import type { EventsDescription } from 'mongodb';
import type { Readable as NodeReadable, Writable as NodeWritable } from 'node:stream';
import {
  defer,
  finalize,
  from,
  fromEvent,
  lastValueFrom,
  Observable,
  observable,
  type ObservableInput,
  type Subscriber,
  type Subscription,
} from 'rxjs';

import { Cancellation } from '../internal/cancellation.js';
import { isPromise, nextBatch, type Readable, transformOf } from '../internal/documents.js';
import { Emitter } from '../internal/emitter.js';
import { Recipe } from '../internal/recipe.js';
import { closeRun, during } from '../internal/runs.js';
import type { More } from '../internal/source.js';
import { DelegatingReadable, DelegatingWritable } from '../internal/streams.js';

/** A command as a cold Observable: each subscription runs it anew; one value and completion. */
export function run<T>(call: () => Promise<T>): Observable<T> {
  return new Observable((subscriber) => settle(subscriber, call));
}

/** The same for a command that the driver can be told to stop: unsubscribing while it is pending does. */
export function runAbortable<T>(call: (signal: Cancellation) => Promise<T>): Observable<T> {
  return new Observable((subscriber) => {
    const signal = new Cancellation();
    let isPending = true;
    const done = (): void => {
      isPending = false;
      signal.release();
    };
    settle(subscriber, () => call(signal), done);
    return () => {
      if (isPending) signal.abort(new UnsubscribedError());
    };
  });
}

/** Hands a command's value or error to a subscriber. */
function settle<T>(subscriber: Subscriber<T>, call: () => Promise<T>, done: () => void = ignore): void {
  start(call).then(
    (value) => {
      done();
      subscriber.next(value);
      subscriber.complete();
    },
    (error: unknown) => {
      done();
      subscriber.error(error);
    },
  );
}

/** What the driver throws synchronously arrives as what it rejects with. */
function start<T>(call: () => Promise<T>): Promise<T> {
  try {
    return call();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Why a driver's operation was stopped. Nobody hears of it but the driver: who unsubscribes is told nothing more. */
export class UnsubscribedError extends Error {
  override readonly name = 'UnsubscribedError';

  constructor() {
    super('The Observable of this operation was unsubscribed from.');
  }
}

/** An Observable's last value as a promise; `undefined` when it is empty. */
export function toPromise<T>(value: ObservableInput<T>): Promise<T> {
  return lastValueFrom(from(value), { defaultValue: undefined as T });
}

/**
 * A user's function that returns an Observable, as the driver calls it: with wrappers, and promising the last value. The driver
 * subscribes anew each time it retries; when the outer Observable is unsubscribed from, so is the inner one, and the driver is told.
 *
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = never>(
  fn: unknown,
  signal: Cancellation,
  ...wraps: readonly ((value: never) => unknown)[]
): D {
  if (typeof fn !== 'function') return fn as D;
  return ((...values: never[]) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      let last: unknown;
      const result = from(fn(...values.map((value, at) => wraps[at]?.(value) ?? value)) as ObservableInput<unknown>);
      const stop = (): void => {
        inner.unsubscribe();
        reject(signal.reason);
      };
      const done = (act: () => void): void => {
        signal.removeEventListener('abort', stop);
        act();
      };
      signal.addEventListener('abort', stop);
      const inner: Subscription = result.subscribe({
        next: (value) => (last = value),
        error: (error: unknown) => done(() => reject(error)),
        complete: () => done(() => resolve(last)),
      });
    })) as D;
}

/** Makes something for each subscription and closes it when that ends. */
export function usingOf<C extends { close(): Observable<void> }, R>(
  make: () => C,
  use: (opened: C) => ObservableInput<R>,
): Observable<R> {
  return defer(() => {
    const opened = make();
    // Closing is waited for by nobody: it goes on when there is no subscriber any more.
    return defer(() => use(opened)).pipe(finalize(() => opened.close().subscribe({ error: ignore })));
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
  subscribe(...observer: Parameters<Observable<T>['subscribe']>): Subscription {
    return this.asObservable().subscribe(...observer);
  }

  /** The documents, through operators: `cursor.pipe(take(10), map(...))`. */
  get pipe(): Observable<T>['pipe'] {
    const documents = this.asObservable();
    return documents.pipe.bind(documents) as Observable<T>['pipe'];
  }

  /**
   * One run as a handle, which closes with the subscription: stepping, buffered documents, listeners.
   *
   * The Observable emits the handle and does not complete.
   */
  open(): Observable<R> {
    return new Observable((subscriber) => {
      const cursor = this.start();
      subscriber.add(() => void closeRun(cursor));
      subscriber.next(this.run(cursor));
    });
  }

  /**
   * Maps each document to an Observable and waits for it before the next batch is fetched.
   *
   * RxJS's own `concatMap` cannot hold a source back: it reads the whole result while the first inner Observable is at work.
   */
  concatMap<O>(project: (document: T, index: number) => ObservableInput<O>): Observable<O> {
    return this.opened(async (cursor, subscriber: Subscriber<O>) => {
      let index = 0;
      for await (const document of this.documents(cursor)) {
        if (subscriber.closed) return;
        await forwardAll(from(project(document, index++)), subscriber);
      }
      subscriber.complete();
    });
  }

  /** Iterates over the documents of one run. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    const cursor = this.start();
    try {
      yield* this.documents(cursor);
    } finally {
      await closeRun(cursor);
    }
  }

  /** Nothing to dispose of: each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs one command on a cursor of its own. */
  protected execute<C extends D, V>(call: (cursor: C) => Promise<V>): Observable<V> {
    return new Observable((subscriber) => {
      const cursor = this.start() as C;
      subscriber.add(() => void closeRun(cursor));
      settle(subscriber, () => during(cursor, call(cursor)));
    });
  }

  /** Reads a run to its end, for as long as there is a subscriber. */
  protected async drain(cursor: D, subscriber: Subscriber<T>, delivered: () => void = ignore): Promise<void> {
    const transform = transformOf<T>(this.transforms);
    let batch: readonly unknown[] | undefined;
    while (!subscriber.closed && (batch = await nextBatch(cursor, this.transforms)) !== undefined) {
      for (const document of batch) {
        if (subscriber.closed) return;
        const value = transform(document);
        subscriber.next(isPromise(value) ? await value : value);
        delivered();
      }
    }
    if (subscriber.closed) return;
    await closeRun(cursor);
    subscriber.complete();
  }

  /** The documents of a run, one after the other; the next batch is fetched when they are used up. */
  private async *documents(cursor: D): AsyncGenerator<T, void, void> {
    const transform = transformOf<T>(this.transforms);
    let batch: readonly unknown[] | undefined;
    while ((batch = await nextBatch(cursor, this.transforms)) !== undefined) {
      for (const document of batch) yield transform(document);
    }
  }

  /** An Observable whose subscription is one run. */
  protected opened<O>(
    read: (cursor: D, subscriber: Subscriber<O>) => Promise<void>,
    more?: () => More | undefined,
  ): Observable<O> {
    return new Observable((subscriber) => {
      const cursor = this.start(more?.());
      subscriber.add(() => void closeRun(cursor));
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

/** Base of cursors. */
export abstract class ObservableCursor<D extends Readable<T>, T, R> extends ObservableRecipe<D, T, R> {}

/** Base of change streams. */
export abstract class ObservableChangeStream<
  D extends Readable<T> & { readonly resumeToken: unknown },
  T,
  R,
> extends ObservableRecipe<D, T, R> {
  /**
   * The changes as an Observable that goes on where it stopped: each subscription resumes after the last change that an earlier one
   * of the same Observable has delivered, so that `retry()` loses and repeats none.
   */
  resuming(): Observable<T> {
    let resume: More | undefined;
    return this.opened(
      (cursor, subscriber: Subscriber<T>) =>
        this.drain(cursor, subscriber, () => {
          resume = { resumeAfter: cursor.resumeToken, startAfter: undefined, startAtOperationTime: undefined };
        }),
      () => resume,
    );
  }
}

/** Hands on everything of an inner Observable; settles when it is complete or nobody listens any more. */
function forwardAll<O>(inner: Observable<O>, subscriber: Subscriber<O>): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscription = inner.subscribe({ next: (value) => subscriber.next(value), error: reject, complete: resolve });
    subscriber.add(() => {
      subscription.unsubscribe();
      resolve();
    });
    subscription.add(() => subscriber.remove(subscription));
  });
}

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
    return fromEvent(this as never, event) as Observable<Payload<E[K]>>;
  }
}

/** Base of the driver's readable streams: the bytes are an Observable, too. */
export abstract class ObservableReadable<D extends NodeReadable> extends DelegatingReadable<D> {
  /** The chunks as an Observable; unsubscribing destroys the stream. */
  asObservable(): Observable<Uint8Array> {
    return new Observable((subscriber) => {
      this.on('data', (chunk: Uint8Array) => subscriber.next(chunk));
      this.once('end', () => subscriber.complete());
      this.once('error', (error: unknown) => subscriber.error(error));
      this.once('close', () => subscriber.complete());
      return () => this.destroy();
    });
  }
}

/** Base of the driver's writable streams: they take an Observable, too. */
export abstract class ObservableWritable<D extends NodeWritable> extends DelegatingWritable<D> {
  /**
   * Writes everything that an Observable emits and ends the stream; emits the stream once it has finished.
   *
   * An error of the source, and unsubscribing, destroy the stream.
   */
  writeAll(source: ObservableInput<Uint8Array | string>): Observable<this> {
    return new Observable((subscriber) => {
      this.once('error', (error: unknown) => subscriber.error(error));
      this.once('finish', () => {
        subscriber.next(this);
        subscriber.complete();
      });
      const inner = from(source).subscribe({
        next: (chunk) => void this.write(chunk),
        error: (error: Error) => this.destroy(error),
        complete: () => void this.end(),
      });
      return () => {
        inner.unsubscribe();
        if (!this.writableFinished) this.destroy();
      };
    });
  }
}
