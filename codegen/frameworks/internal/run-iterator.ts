import { onAbort } from './cancellation.js';
import { nextBatch, type Readable, transformOf, type Transforms } from './documents.js';
import { closeRun } from './runs.js';

/** What one run is iterated by. */
export interface Iterated<T> {
  start(): Readable<T>;
  readonly transforms: Transforms;
  readonly signal: AbortSignal | undefined;
}

type Result<T> = IteratorResult<T, void>;

const DONE = { done: true, value: undefined } as const;

/**
 * Iterates over one run, which begins with the first document that is asked for.
 *
 * It is no async generator, whose `return()` waits for the pending `next()`: on a change stream without changes for ever. Here
 * `return()` closes the run at once, and what is pending is done.
 */
export class RunIterator<T> implements AsyncGenerator<T, void, void> {
  readonly #iterated: Iterated<T>;
  readonly #transform: ((document: any) => T | PromiseLike<T>) | undefined;
  #cursor: Readable<T> | undefined;
  #batch: readonly unknown[] = [];
  #at = 0;
  /** The call of `next` before this one: they have their turns. */
  #last: Promise<Result<T>> | undefined;
  #ended: Promise<Result<T>> | undefined;
  #end: (result: Result<T> | Promise<Result<T>>) => void = () => {};

  constructor(iterated: Iterated<T>) {
    this.#iterated = iterated;
    this.#transform = transformOf<T>(iterated.transforms);
  }

  next(): Promise<Result<T>> {
    const last = this.#last;
    const next = last === undefined ? this.#next() : last.then(() => this.#next(), () => this.#next());
    this.#last = next;
    const settled = (): void => {
      if (this.#last === next) this.#last = undefined;
    };
    next.then(settled, settled);
    return next;
  }

  async return(): Promise<Result<T>> {
    const isIdle = this.#last === undefined;
    const closed = this.#close(DONE);
    // What is pending may never come, and neither may the first reply, which closing waits for.
    if (isIdle) await closed;
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

  async #next(): Promise<Result<T>> {
    if (this.#ended !== undefined) return DONE;
    try {
      return await this.#step();
    } catch (error) {
      await this.#close(DONE);
      throw error;
    }
  }

  #step(): Result<T> | Promise<Result<T>> {
    if (this.#at < this.#batch.length) return this.#document();
    this.#cursor ??= this.#begin();
    const ended = (this.#ended_ ??= new Promise((resolve) => (this.#end = resolve)));
    return Promise.race([this.#fetch(this.#cursor), ended]);
  }
}
