import { from, Observable, Subject, takeUntil, type ObservableInput, type Subscriber } from 'rxjs';

import { onAbort } from '../../internal/cancellation.js';
import { closeRun, endRun, endSessionEarly } from '../../internal/closing.js';
import { nextBatch, type Readable, transformOf } from '../../internal/documents.js';
import { isPromise } from '../../internal/is-promise.js';
import { RunIterator } from '../../internal/run-iterator.js';
import { during } from '../../internal/runs.js';
import type { More } from '../../internal/source.js';
import { SubscribableRecipe } from './subscribable.js';

/**
 * A recipe that is an ObservableInput. Each subscription is a separate run, which is closed when the subscription ends.
 */
abstract class ObservableRecipe<D extends Readable<T>, T, R> extends SubscribableRecipe<D, T> {
  /** @internal */
  protected abstract run(cursor: D): R;

  override asObservable(): Observable<T> {
    return this.opened((cursor, subscriber) => this.drain(cursor, subscriber));
  }

  /**
   * Opens one run as a handle, for stepping, buffered documents and listeners. Unsubscribing closes it.
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
   * Maps each document to an Observable, and waits for it to complete before the next one. The next batch is only
   * fetched when all of a batch are done.
   *
   * RxJS's own `concatMap` has no back-pressure: it would buffer the whole result while the first inner Observable
   * runs.
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
          const inner = from(project(value, index++));
          // `project` may have unsubscribed.
          if (subscriber.closed) return;
          await handOn(inner.pipe(takeUntil(stopped)), subscriber);
        }
      }
      await this.finish(cursor, subscriber);
    });
  }

  /** Iterates over the documents of one run. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    return new RunIterator<T>({ start: () => this.start(), transforms: this.transforms, signal: this.signal });
  }

  /** Does nothing: there is nothing to dispose of, since each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs a command on a new cursor. */
  protected execute<C extends D, V>(call: (cursor: C) => Promise<V>): Observable<V> {
    return this.opened(async (cursor, subscriber: Subscriber<V>) => {
      const value = await during(cursor, () => call(cursor as C));
      if (subscriber.closed) return;
      await closeRun(cursor);
      subscriber.next(value);
      subscriber.complete();
    });
  }

  /** Emits all documents of a run, for as long as there is a subscriber. */
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

  /** Closes the run, then completes. */
  protected async finish(cursor: D, subscriber: Subscriber<unknown>): Promise<void> {
    if (subscriber.closed) return;
    await closeRun(cursor);
    subscriber.complete();
  }

  /** An Observable that starts a run for each subscription. */
  protected opened<O>(
    read: (cursor: D, subscriber: Subscriber<O>) => Promise<void>,
    more?: () => More | undefined,
  ): Observable<O> {
    return new Observable((subscriber) => {
      const cursor = this.start(more?.());
      subscriber.add(() => endRun(cursor));
      if (this.signal !== undefined) subscriber.add(onAbort(this.signal, (reason) => subscriber.error(reason)));
      read(cursor, subscriber).catch((error: unknown) => subscriber.error(error));
    });
  }
}

/** Passes the values of an Observable on. Resolves when it completes, and rejects with its error. */
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
   * The changes as an Observable that resumes where it stopped: each subscription starts after the last change that an
   * earlier subscription to the same Observable has emitted. Directly followed by `retry()`, it loses no change and
   * repeats none.
   */
  resuming(): Observable<T> {
    let after: More | undefined;
    const read = (stream: D, subscriber: Subscriber<T>): Promise<void> => {
      const remember = (): void => {
        if (stream.resumeToken != null) after = { ...FROM_THE_BEGINNING, startAfter: stream.resumeToken };
      };
      // The driver emits a change's token before the change itself. One turn of the event loop later, the change has
      // been delivered, or the subscription has ended.
      stream.on('resumeTokenChanged', () => setImmediate(() => subscriber.closed || remember()));
      return this.drain(stream, subscriber, remember);
    };
    return this.opened(read, () => after);
  }
}

/** The part of the driver's change streams that resuming needs. */
interface Resumable<T> extends Readable<T> {
  readonly resumeToken: unknown;
  on(event: 'resumeTokenChanged', listener: () => void): unknown;
}

/** Clears the starting points that the user's options may name. */
const FROM_THE_BEGINNING: More = { resumeAfter: undefined, startAtOperationTime: undefined };
