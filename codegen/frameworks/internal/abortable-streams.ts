import type { Readable, Writable } from 'node:stream';

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

/** Base of the wrappers of the driver's writable streams in lazy frameworks, where whoever writes may give up. */
export abstract class AbortableWritable<D extends Writable & Abortable> extends DelegatingWritable<D> {
  #isWriting = false;

  override _write(chunk: unknown, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#isWriting = true;
    super._write(chunk, encoding, (error) => {
      this.#isWriting = false;
      this.emit(WRITTEN);
      callback(error);
    });
  }

  /** Deletes what has been written, after what is being written. */
  protected async giveUp(): Promise<void> {
    this.cork();
    if (this.#isWriting) await new Promise<void>((resolve) => this.once(WRITTEN, resolve));
    if (!this.delegate.writableEnded) await this.delegate.abort().catch(ignore);
    this.destroy();
  }
}

const WRITTEN = Symbol('written');

function ignore(): void {}
