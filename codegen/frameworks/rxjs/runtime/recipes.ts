import { from, Observable, Subject, takeUntil, type ObservableInput, type Subscriber } from 'rxjs';

import { onAbort } from '../../internal/cancellation.js';
import { closeRun, endRun, endSessionEarly } from '../../internal/closing.js';
import { nextBatch, type Readable, transformOf } from '../../internal/documents.js';
import { isPromise } from '../../internal/is-promise.js';
import { RunIterator } from '../../internal/run-iterator.js';
import { during } from '../../internal/runs.js';
import type { More } from '../../internal/source.js';
import { SubscribableRecipe } from './subscribable.js';

/** A recipe that is an ObservableInput: each subscription is a run of its own, closed with it. */
abstract class ObservableRecipe<D extends Readable<T>, T, R> extends SubscribableRecipe<D, T> {
  /** @internal */
  protected abstract run(cursor: D): R;

  override asObservable(): Observable<T> {
    return this.opened((cursor, subscriber) => this.drain(cursor, subscriber));
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
          const inner = from(project(value, index++));
          // By what it is projected to the subscription may have ended.
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
      subscriber.add(() => endRun(cursor));
      if (this.signal !== undefined) subscriber.add(onAbort(this.signal, (reason) => subscriber.error(reason)));
      read(cursor, subscriber).catch((error: unknown) => subscriber.error(error));
    });
  }
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
