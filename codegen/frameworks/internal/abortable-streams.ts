import { finished, type Readable, type Writable } from 'node:stream';

import { DelegatingReadable, DelegatingWritable } from './streams.js';

/** What the driver's streams have besides Node's. */
export interface Abortable {
  /** Closes the cursor of a download, deletes what has been written of an upload. */
  abort(): Promise<void>;
}

/** Base of the wrappers of the driver's readable streams in lazy frameworks, where whoever reads may give up. */
export abstract class AbortableReadable<D extends Readable & Abortable> extends DelegatingReadable<D> {
  #isReading = false;
  #isGivenUp = false;

  protected constructor(delegate: D) {
    super(delegate);
    const { _read: read, push } = delegate;
    delegate._read = (size) => {
      if (this.#isGivenUp) return;
      this.#isReading = true;
      read.call(delegate, size);
    };
    delegate.push = (...chunk) => {
      this.#endReading();
      return push.apply(delegate, chunk);
    };
    delegate.once('error', () => this.#endReading());
  }

  /**
   * Closes the cursor of the driver's, which only `abort` does, when what is being read has been answered. Before the
   * first reply it would stay open on the server; up to 5.9 a later reply has it closed again, with a session that is
   * over, of which nobody can handle the error.
   */
  protected async giveUp(): Promise<void> {
    const { delegate } = this;
    this.#isGivenUp = true;
    this.removeAllListeners('data');
    if (this.#isReading && !delegate.destroyed) await new Promise((resolve) => void this.once(ANSWERED, resolve));
    const aborted = delegate.abort().catch(ignore);
    this.destroy();
    return aborted;
  }

  #endReading(): void {
    this.#isReading = false;
    this.emit(ANSWERED);
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

  protected constructor(delegate: D) {
    super(delegate);
    // Up to 5.9 the driver tells by this alone that the server has refused a chunk.
    delegate.once('error', () => this.#endWriting());
  }

  override _write(chunk: unknown, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#isGivenUp) return;
    this.#isWriting = true;
    super._write(chunk, encoding, (error) => {
      this.#endWriting();
      callback(error);
    });
  }

  #endWriting(): void {
    this.#isWriting = false;
    this.emit(WRITTEN);
  }

  override _final(callback: (error?: Error | null) => void): void {
    if (!this.#isGivenUp) super._final(callback);
  }

  /** Deletes what has been written, after what is being written; what is still to be written is not. */
  protected async giveUp(): Promise<void> {
    const { delegate } = this;
    this.#isGivenUp = true;
    if (this.#isWriting) await this.#written();
    // The driver cannot abort what it has begun to complete, and what had its time.
    const isAborted = !this.isDelegateEnded && (await succeeds(delegate.abort()));
    if (!isAborted) {
      await this.#completed();
      await succeeds(delegate.bucket.delete(delegate.id as never));
    }
    this.destroy();
  }

  /** Resolves when what is being written has been, or has failed. */
  #written(): Promise<void> {
    return new Promise((resolve) => void this.once(WRITTEN, resolve));
  }

  /** Resolves when the driver's stream has completed what it has begun to, or has failed. */
  #completed(): Promise<void> {
    if (!this.isDelegateEnded || this.isDelegateFinished) return Promise.resolve();
    return new Promise((resolve) => void finished(this.delegate, { readable: false }, () => resolve()));
  }
}

/** Whether something has been done; where it has not been, nobody is there to be told. */
function succeeds(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

const ANSWERED = Symbol('answered');
const WRITTEN = Symbol('written');

function ignore(): void {}
