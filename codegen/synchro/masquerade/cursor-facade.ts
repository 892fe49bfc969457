import { EventEmitter } from 'node:events';

import type { Idiom, OpenedRun } from '../idiom.js';
import { keyOf, type Members, methodOf } from './member-access.js';
import type { ShapeMember } from './shape.js';

/** The events that a Node emitter emits about its listeners. */
const OWN_EVENTS: ReadonlySet<string | symbol> = new Set(['newListener', 'removeListener']);

/** Commands of a recipe that read a whole run. */
const READING: ReadonlySet<string> = new Set(['toArray', 'forEach']);

/**
 * The object that the driver's tests use as a cursor, since they build and step the same object. It holds the newest
 * recipe, and a run that the first step opens. Each of its members is one of the recipe or of the run, and there are no
 * others.
 */
export class CursorFacade extends EventEmitter {
  /** The name of the member that closes a run. */
  static readonly closer: string | undefined = undefined;
  /** The newest recipe. */
  #recipe: Members;
  #opened: OpenedRun | undefined;
  /** Whether the run has been used, so that builder calls come too late. */
  #isStepped = false;
  /**
   * Whether the cursor's only run is over although it was not opened here: a command of the recipe has used it, or it
   * was closed before.
   */
  #isOver = false;
  /** The functions that remove the listeners from the run. */
  #deaf: (() => void)[] = [];
  readonly #idiom: Idiom;

  constructor(recipe: object, idiom: Idiom) {
    super();
    this.#recipe = recipe as Members;
    this.#idiom = idiom;
    this.on('newListener', (event: string | symbol) => this.#forward(event));
  }

  /**
   * Replaces the recipe by the result of a builder call. If the run is open, throws the error that the driver's builder
   * call would.
   */
  build(member: ShapeMember, args: readonly unknown[]): this {
    const recipe = methodOf(this.#recipe, member.name).apply(this.#recipe, [...args]) as Members;
    if (!this.#isStepped) {
      this.#begin(recipe).close();
      this.#forget();
    }
    this.#recipe = recipe;
    return this;
  }

  /** The newest recipe, to copy it. */
  get recipe(): object {
    return this.#recipe;
  }

  /** The run, for internals that tests read. */
  get openedRun(): object {
    return this.#step();
  }

  read(member: ShapeMember): unknown {
    return this.#recipe[member.name];
  }

  /** Runs a command of the recipe. If a run is open, a command that reads everything reads the rest of it. */
  async execute(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    if (!READING.has(member.name)) return this.#command(this.#recipe, member, args);
    if (this.#opened !== undefined || this.#isOver) return this.#rest(member.name === 'forEach', args[0]);
    try {
      return await this.#command(this.#recipe, member, args);
    } finally {
      this.#isOver = true;
    }
  }

  /** Reads a property of the run. */
  look(member: ShapeMember): unknown {
    return this.#open()[member.name];
  }

  /** Calls a synchronous member of the run. */
  call(member: ShapeMember, args: readonly unknown[]): unknown {
    if (member.name === '[Symbol.asyncDispose]') return this.#dispose(member);
    if (member.restarts && this.#isOver) return this.#startAnew();
    const run = this.#step();
    if (member.restarts) this.#isStepped = false;
    if (member.name === '[Symbol.asyncIterator]') return this.#iterate(run as unknown as AsyncIterable<unknown>);
    return methodOf(run, keyOf(member.name)).apply(run, [...args]);
  }

  /** Steps the run. */
  async step(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    if (!member.closes || this.#opened !== undefined) return this.#command(this.#step(), member, args);
    this.#isOver = true;
    return undefined;
  }

  async #command(target: Members, { name, required }: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    return this.#idiom.call(methodOf(target, name), target, args, required);
  }

  /**
   * Iterates over the run. If the loop is left, the run is closed as in the driver, by a member that a test may have
   * replaced.
   */
  async *#iterate(run: AsyncIterable<unknown>): AsyncGenerator<unknown, void, void> {
    const iterator = run[Symbol.asyncIterator]();
    let isGivenUp = false;
    try {
      for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) {
        isGivenUp = true;
        yield step.value;
        isGivenUp = false;
      }
    } finally {
      if (isGivenUp) await this.#giveUp();
    }
  }

  /** In releases without disposal, closes the run. */
  async #giveUp(): Promise<unknown> {
    const own = this as unknown as Members;
    const { closer = '' } = this.constructor as typeof CursorFacade;
    return methodOf(own, Symbol.asyncDispose in own ? Symbol.asyncDispose : closer).call(this);
  }

  /** Closes through the same members as the driver. */
  async #dispose({ through }: ShapeMember): Promise<void> {
    for (const name of through) await methodOf(this as never, name).call(this);
  }

  /** Reads the rest of the run, with a function or into an array. */
  async #rest(isForEach: boolean, iterator: unknown): Promise<unknown[] | undefined> {
    if (isForEach && typeof iterator !== 'function') throw new TypeError('The iterator is no function.');
    const documents: unknown[] = [];
    for await (const document of this.#step() as unknown as AsyncIterable<unknown>) {
      if (!isForEach) documents.push(document);
      else if ((iterator as (document: unknown) => unknown)(document) === false) break;
    }
    return isForEach ? undefined : documents;
  }

  #step(): Members {
    const run = this.#open();
    this.#isStepped = true;
    return run;
  }

  #open(): Members {
    if (this.#opened === undefined) {
      this.#opened = this.#begin(this.#recipe);
      if (this.#isOver) this.#opened.close();
      for (const event of this.eventNames()) this.#listen(event);
    }
    return this.#opened.run as Members;
  }

  #begin(recipe: object): OpenedRun {
    if (this.#idiom.open === undefined)
      throw new TypeError('The idiom of a lazy framework has to say how a run is opened.');
    return this.#idiom.open(recipe);
  }

  /** Drops the run, so that the next step opens another. */
  #forget(): void {
    for (const stop of this.#deaf) stop();
    this.#deaf = [];
    this.#opened?.close();
    this.#opened = undefined;
  }

  #startAnew(): void {
    this.#forget();
    this.#isStepped = false;
    this.#isOver = false;
  }

  /** Adds a listener to the run, since the first listener starts a change stream. */
  #forward(event: string | symbol): void {
    if (this.listenerCount(event) > 0 || OWN_EVENTS.has(event)) return;
    if (this.#opened === undefined) this.#open();
    this.#listen(event);
  }

  #listen(event: string | symbol): void {
    if (OWN_EVENTS.has(event) || this.#opened === undefined) return;
    const run = this.#opened.run as EventEmitter;
    const forward = (...args: unknown[]): void => {
      this.emit(event, ...args);
      if (this.listenerCount(event) === 0) run.off(event, forward);
    };
    const removed = (name: string | symbol): void => {
      if (name === event && this.listenerCount(event) === 0) run.off(event, forward);
    };
    run.on(event, forward);
    this.on('removeListener', removed);
    this.#deaf.push(() => {
      run.off(event, forward);
      this.off('removeListener', removed);
    });
  }
}
