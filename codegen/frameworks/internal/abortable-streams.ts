import { finished, type Readable, type Writable } from 'node:stream';

import { DelegatingReadable, DelegatingWritable } from './streams.js';

/** What the driver's streams have besides Node's. */
export interface Abortable {
  /** Closes the cursor of a download, deletes what has been written of an upload. */
  abort(): Promise<void>;
}

/** Base of the wrappers of the driver's readable streams in lazy frameworks, where whoever reads may give up. */
export abstract class AbortableReadable<D extends Readable & Abortable> extends DelegatingReadable<D> {
  /**
   * Closes the cursor of the driver's, which only `abort` does, and not before its first reply, which is in with the
   * data.
   */
  protected giveUp(): void {
    const { delegate } = this;
    this.removeAllListeners('data');
    let isAborted = false;
    const abort = (): void => {
      if (!isAborted) delegate.abort().catch(ignore);
      isAborted = true;
      this.destroy();
    };
    // Where nothing has been read nothing has been sent.
    if (delegate.readableFlowing === null || delegate.readableDidRead || delegate.destroyed) return abort();
    for (const event of ['data', 'end', 'error', 'close']) delegate.once(event, abort);
    delegate.resume();
  }
}

/** An upload: what it has stored has an id. */
export interface Upload extends Abortable {
  readonly id: unknown;
  readonly bucket: { delete(id: never): Promise<void> };
}

/** Base of the wrappers of the driver's writable streams in lazy frameworks, where whoever writes may give up. */
export abstract class AbortableWritable<D extends Writable & Upload> extends DelegatingWritable<D> {
  #isWriting = false;
  #isGivenUp = false;

  override _write(chunk: unknown, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#isGivenUp) return;
    this.#isWriting = true;
    super._write(chunk, encoding, (error) => {
      this.#isWriting = false;
      this.emit(WRITTEN);
      callback(error);
    });
  }

  override _final(callback: (error?: Error | null) => void): void {
    if (!this.#isGivenUp) super._final(callback);
  }

  /** Deletes what has been written, after what is being written; what is still to be written is not. */
  protected async giveUp(): Promise<void> {
    const { delegate } = this;
    this.#isGivenUp = true;
    if (this.#isWriting) await new Promise<void>((resolve) => this.once(WRITTEN, resolve));
    // The driver cannot abort what it has begun to complete.
    if (!delegate.writableEnded) await delegate.abort().catch(ignore);
    else if (await isStored(delegate)) await delegate.bucket.delete(delegate.id as never).catch(ignore);
    this.destroy();
  }
}

/** Whether what has been ended is stored in the end. */
function isStored(stream: Writable): Promise<boolean> {
  return new Promise((resolve) => finished(stream, { readable: false }, (error) => resolve(error == null)));
}

const WRITTEN = Symbol('written');

function ignore(): void {}
