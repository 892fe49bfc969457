import { finished, type Readable, type Writable } from 'node:stream';
import { defer, Observable, Subject, takeUntil, type ObservableInput } from 'rxjs';

import { type Abortable, AbortableReadable, AbortableWritable, type Upload } from '../../internal/abortable-streams.js';

/** Base of the driver's readable streams: the bytes are an Observable, too. */
export abstract class ObservableReadable<D extends Readable & Abortable> extends AbortableReadable<D> {
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
export abstract class ObservableWritable<D extends Writable & Upload> extends AbortableWritable<D> {
  #isFed = false;

  /**
   * Writes everything that an Observable emits and ends the stream; emits the stream once it has finished. It is for
   * one subscription, since a stream is written once.
   *
   * An error of the source, and unsubscribing, abort the upload: what has been written of it is deleted.
   */
  writeAll(source: ObservableInput<Uint8Array | string>): Observable<this> {
    return new Observable((subscriber) => {
      if (this.#isFed || this.writableEnded || this.destroyed)
        throw new Error('This stream has been written or destroyed; one stream is for one subscription.');
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
      // What is no source fails as a source does.
      defer(() => source)
        .pipe(takeUntil(stopped))
        .subscribe({
          next: (chunk) => {
            try {
              this.write(chunk);
            } catch (error) {
              fail(error);
            }
          },
          error: fail,
          complete: () => subscriber.closed || this.end(),
        });
      return () => {
        stopped.next();
        if (!this.writableFinished) void this.giveUp();
      };
    });
  }
}
