import { onAbort } from './cancellation.js';
import { type DocumentTransform, nextBatch, type Readable, transformOf, type Transforms } from './documents.js';
import { closeRun } from './closing.js';

/** What iterating over a run needs. */
export interface Iterated<T> {
  /** Creates the driver's cursor for the run. */
  start(): Readable<T>;
  readonly transforms: Transforms;
  readonly signal: AbortSignal | undefined;
}

type Result<T> = IteratorResult<T, void>;

/** A pending call of `next`. */
interface Waiting<T> {
  resolve(result: Result<T>): void;
  reject(error: unknown): void;
}

const DONE = { done: true, value: undefined } as const;

/**
 * Iterates over one run, which starts with the first call of `next`.
 *
 * This is not an async generator, whose `return()` would wait for the pending `next()`: on a change stream without
 * changes, forever. Here, `return()` closes the run at once, and pending calls resolve as done.
 */
export class RunIterator<T> implements AsyncGenerator<T, void, void> {
  readonly #iterated: Iterated<T>;
  readonly #transform: DocumentTransform<T> | undefined;
  readonly #waiting = new Set<Waiting<T>>();
  #cursor: Readable<T> | undefined;
  #batch: readonly unknown[] = [];
  /** The index of the next document in the batch. */
  #at = 0;
  /** The last step. Steps run one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #isEnded = false;
  /** The reason of the user's signal, with which the next call of `next` rejects. */
  #failure: { readonly reason: unknown } | undefined;
  #unfollow: (() => void) | undefined;

  constructor(iterated: Iterated<T>) {
    this.#iterated = iterated;
    this.#transform = transformOf<T>(iterated.transforms);
  }

  next(): Promise<Result<T>> {
    const isBuffered = this.#at < this.#batch.length && this.#waiting.size === 0 && this.#transform === undefined;
    if (isBuffered && !this.#isEnded) return Promise.resolve({ done: false, value: this.#batch[this.#at++] as T });
    return this.#wait();
  }

  async return(): Promise<Result<T>> {
    const isWaiting = this.#waiting.size > 0;
    const closed = this.#end();
    // A pending document may never come, nor the first reply, which closing waits for.
    if (!isWaiting) await closed;
    return DONE;
  }

  async throw(error: unknown): Promise<Result<T>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #wait(): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure !== undefined) return reject(failure.reason);
      if (this.#isEnded) return resolve(DONE);
      const waiting = { resolve, reject };
      this.#waiting.add(waiting);
      const step = this.#last.then(() => this.#step());
      this.#last = step.catch(() => {});
      step.then(
        (result) => this.#settle(waiting, result.done === true, () => resolve(result)),
        (error: unknown) => this.#settle(waiting, true, () => reject(error)),
      );
    });
  }

  async #step(): Promise<Result<T>> {
    if (this.#isEnded) return DONE;
    const cursor = (this.#cursor ??= this.#begin());
    while (this.#at === this.#batch.length) {
      const batch = await nextBatch(cursor, this.#iterated.transforms);
      if (batch === undefined) return DONE;
      this.#batch = batch;
      this.#at = 0;
    }
    const document = this.#batch[this.#at++];
    return { done: false, value: this.#transform === undefined ? (document as T) : await this.#transform(document) };
  }

  #begin(): Readable<T> {
    const { signal } = this.#iterated;
    const cursor = this.#iterated.start();
    if (signal !== undefined) this.#unfollow = onAbort(signal, (reason) => this.#fail(reason));
    return cursor;
  }

  /** Settles a call of `next`, unless it has been settled by ending the run. At the end, closes the run first. */
  #settle(waiting: Waiting<T>, isEnd: boolean, act: () => void): void {
    if (!this.#waiting.delete(waiting)) return;
    if (isEnd) void this.#end().then(act);
    else act();
  }

  #fail(reason: unknown): void {
    const [first] = this.#waiting;
    if (first === undefined) this.#failure = { reason };
    else first.reject(reason);
    void this.#end();
  }

  #end(): Promise<void> {
    this.#isEnded = true;
    this.#unfollow?.();
    for (const { resolve } of this.#waiting) resolve(DONE);
    this.#waiting.clear();
    return this.#cursor === undefined ? Promise.resolve() : closeRun(this.#cursor);
  }
}
