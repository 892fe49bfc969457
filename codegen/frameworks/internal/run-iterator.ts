import { onAbort } from './cancellation.js';
import { nextBatch, type Readable, transformOf, type Transforms } from './documents.js';
import { closeRun } from './closing.js';

/** What one run is iterated by. */
export interface Iterated<T> {
  /** Makes the driver's cursor of the run. */
  start(): Readable<T>;
  readonly transforms: Transforms;
  readonly signal: AbortSignal | undefined;
}

type Result<T> = IteratorResult<T, void>;

/** A call of `next` that waits. */
interface Waiting<T> {
  resolve(result: Result<T>): void;
  reject(error: unknown): void;
}

const DONE = { done: true, value: undefined } as const;

/**
 * Iterates over one run, which begins when the first document is asked for.
 *
 * It is no async generator: the `return()` of one waits for the pending `next()`, on a change stream without changes
 * for ever. Here it closes the run at once, and what is pending is done.
 */
export class RunIterator<T> implements AsyncGenerator<T, void, void> {
  readonly #iterated: Iterated<T>;
  readonly #waiting = new Set<Waiting<T>>();
  #cursor: Readable<T> | undefined;
  #documents: AsyncGenerator<T, void, void> | undefined;
  #isEnded = false;
  /** The reason of the user's signal, for the next call of `next`. */
  #failure: { readonly reason: unknown } | undefined;
  #unfollow: (() => void) | undefined;

  constructor(iterated: Iterated<T>) {
    this.#iterated = iterated;
  }

  next(): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure !== undefined) return reject(failure.reason);
      if (this.#isEnded) return resolve(DONE);
      const waiting = { resolve, reject };
      this.#waiting.add(waiting);
      this.#read().then(
        (result) => this.#settle(waiting, result.done === true, () => resolve(result)),
        (error: unknown) => this.#settle(waiting, true, () => reject(error)),
      );
    });
  }

  async return(): Promise<Result<T>> {
    const isWaiting = this.#waiting.size > 0;
    const closed = this.#end();
    // What is waited for may never come, and neither may the first reply, which closing waits for.
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

  async #read(): Promise<Result<T>> {
    this.#documents ??= this.#begin();
    return await this.#documents.next();
  }

  #begin(): AsyncGenerator<T, void, void> {
    const { transforms, signal } = this.#iterated;
    this.#cursor = this.#iterated.start();
    if (signal !== undefined) this.#unfollow = onAbort(signal, (reason) => this.#fail(reason));
    return documentsOf(this.#cursor, transforms);
  }

  /** Hands on what was read, after the run has been closed if that was the end, unless it has been given up. */
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

/** The documents of a run, one after the other; the next batch is fetched when they are used up. */
async function* documentsOf<T>(cursor: Readable<T>, transforms: Transforms): AsyncGenerator<T, void, void> {
  const transform = transformOf<T>(transforms);
  let batch: readonly unknown[] | undefined;
  while ((batch = await nextBatch(cursor, transforms)) !== undefined) {
    for (const document of batch) yield transform === undefined ? (document as T) : transform(document);
  }
}
