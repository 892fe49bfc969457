import { finished, type Readable, type Writable } from 'node:stream';
import { defer, Observable, Subject, takeUntil, type ObservableInput } from 'rxjs';

import { type Abortable, AbortableReadable, AbortableWritable, type Upload } from '../../internal/abortable-streams.js';

/** Base of the wrappers of readable streams. Their bytes can also be read as an Observable. */
export abstract class ObservableReadable<D extends Readable & Abortable> extends AbortableReadable<D> {
  /**
   * The chunks as an Observable. It can be subscribed to once, since a stream can be read only once. Unsubscribing
   * aborts the stream.
   */
  asObservable(): Observable<Uint8Array> {
    return new Observable((subscriber) => {
      if (this.readableFlowing !== null || this.readableDidRead || this.destroyed)
        throw new Error('This stream is already being read, or has been destroyed. It can only be subscribed to once.');
      this.on('data', (chunk: Uint8Array) => subscriber.next(chunk));
      finished(this, { writable: false }, (error) => (error == null ? subscriber.complete() : subscriber.error(error)));
      return () => this.readableEnded || this.giveUp();
    });
  }
}

/** Base of the wrappers of writable streams. They can also be written from an Observable. */
export abstract class ObservableWritable<D extends Writable & Upload> extends AbortableWritable<D> {
  #isFed = false;

  /**
   * Writes everything that an Observable emits, ends the stream, and emits the stream when it has finished. It can be
   * subscribed to once, since a stream can be written only once.
   *
   * If the source fails, or on unsubscribing, the upload is aborted and the chunks already written are deleted.
   */
  writeAll(source: ObservableInput<Uint8Array | string>): Observable<this> {
    return new Observable((subscriber) => {
      if (this.#isFed || this.writableEnded || this.isDelegateEnded || this.destroyed)
        throw new Error('This stream has already been written to, or destroyed. It can only be subscribed to once.');
      this.#isFed = true;
      finished(this, { readable: false }, (error) => {
        if (error == null) subscriber.next(this);
        if (error == null) subscriber.complete();
        else subscriber.error(error);
      });
      const stopped = new Subject<void>();
      const fail = (error: unknown): void => {
        stopped.next();
        void this.giveUp().then(() => subscriber.error(error));
      };
      // A value that is not an ObservableInput fails here as well.
      defer(() => source)
        .pipe(takeUntil(stopped))
        .subscribe({
          next: (chunk) => {
            try {
              this.feed(chunk);
            } catch (error) {
              fail(error);
            }
          },
          error: fail,
          complete: () => subscriber.closed || this.endFeeding(),
        });
      return () => {
        stopped.next();
        if (!this.writableFinished) void this.giveUp();
      };
    });
  }
}
