import { finished, type Readable, type Writable } from 'node:stream';

import { DelegatingReadable, DelegatingWritable } from './streams.js';

/** What the driver's streams add to Node's. */
export interface Abortable {
  /** Closes the cursor of a download, or deletes the chunks of an upload. */
  abort(): Promise<void>;
}

/** Base of the wrappers of readable streams in lazy frameworks, where a reader can cancel. */
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
   * Closes the driver's cursor, which only `abort` does, once the pending read has been answered. Closed before the
   * first reply, the cursor would stay open on the server. Up to 5.9, a later reply would make the driver close it
   * again with an ended session, which raises an error that nobody can handle.
   */
  protected async giveUp(): Promise<void> {
    const { delegate } = this;
    this.#isGivenUp = true;
    this.removeAllListeners('data');
    if (this.hasClosedCursor()) return void this.destroy();
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

/** An upload, whose file has an id. */
export interface Upload extends Abortable {
  readonly id: unknown;
  readonly bucket: { delete(id: never): Promise<void> };
}

/** Base of the wrappers of writable streams in lazy frameworks, where a writer can cancel. */
export abstract class AbortableWritable<D extends Writable & Upload> extends DelegatingWritable<D> {
  #isWriting = false;
  #isGivenUp = false;

  protected constructor(delegate: D) {
    super(delegate);
    // Up to 5.9, only this event says that the server has refused a chunk.
    delegate.once('error', () => this.#endWriting());
  }

  /**
   * Writes a chunk after the previous ones, and fails as Node's streams do. Up to 5.9 `write` does not, since it is the
   * driver's.
   */
  protected feed(chunk: unknown, callback?: (error?: Error | null) => void): void {
    super.write(chunk, callback);
  }

  /** Ends the stream after the previous chunks. */
  protected endFeeding(callback?: () => void): void {
    super.end(callback);
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

  /** Waits for the pending write, then deletes everything written. Nothing more is written. */
  protected async giveUp(): Promise<void> {
    const { delegate } = this;
    this.#isGivenUp = true;
    if (this.#isWriting) await this.#written();
    // The driver cannot abort an upload that it has begun to complete, or that has timed out.
    const isAborted = !this.isDelegateEnded && (await succeeds(delegate.abort()));
    if (!isAborted) {
      await this.#completed();
      await succeeds(delegate.bucket.delete(delegate.id as never));
    }
    this.destroy();
  }

  /** Resolves when the pending write has succeeded or failed. */
  #written(): Promise<void> {
    return new Promise((resolve) => void this.once(WRITTEN, resolve));
  }

  /** Resolves when the driver's stream has completed or failed, if it has begun to complete. */
  #completed(): Promise<void> {
    if (!this.isDelegateEnded || this.isDelegateFinished) return Promise.resolve();
    return new Promise((resolve) => void finished(this.delegate, { readable: false }, () => resolve()));
  }
}

/** Whether an action has succeeded. Its error is dropped, since nobody waits for it. */
function succeeds(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

const ANSWERED = Symbol('answered');
const WRITTEN = Symbol('written');

function ignore(): void {}
