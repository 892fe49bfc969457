import { EventEmitter } from 'node:events';

import type { Idiom } from './idiom.js';
import { keyOf, type Members, methodOf } from './members.js';
import type { ShapeMember } from './shape.js';

/** Emitted by an emitter of Node's about itself. */
const OWN_EVENTS: ReadonlySet<string | symbol> = new Set(['newListener', 'removeListener']);

/** The error that a run ended by. */
class Failure {
  error: { readonly reason: unknown } | undefined;
  readonly promise: Promise<never>;
  fail!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise((_, reject) => {
      this.fail = (reason) => {
        this.error = { reason };
        reject(reason);
      };
    });
    // Nobody may be stepping.
    this.promise.catch(() => undefined);
  }
}

/**
 * What the driver's tests take for a cursor: they build and step one object. It holds the newest recipe, and one run that it opens when
 * it is first stepped; each member of it is one of the recipe's or of the run's, and it has no others.
 */
export class CursorFacade extends EventEmitter {
  /** The newest recipe. */
  #recipe: Members;
  #run: Members | undefined;
  /** Whether something has been asked of the run, so that a builder call comes too late for it. */
  #isStepped = false;
  /** Whether a command of the recipe has had a run of its own, which is closed. */
  #isConsumed = false;
  readonly #failure = new Failure();
  readonly #idiom: Idiom;

  constructor(recipe: object, idiom: Idiom) {
    super();
    this.#recipe = recipe as Members;
    this.#idiom = idiom;
    this.on('newListener', (event: string | symbol) => this.#forward(event));
  }

  /** Replaces the recipe by what a builder call gives. */
  build(member: ShapeMember, args: readonly unknown[]): this {
    this.#recipe = methodOf(this.#recipe, member.name).apply(this.#recipe, [...args]) as Members;
    if (!this.#isStepped) this.#run = undefined;
    return this;
  }

  /** The newest recipe, for a copy. */
  get recipe(): object {
    return this.#recipe;
  }

  /** The run, for the internals that fall through. */
  get openedRun(): object {
    const run = this.#open();
    this.#isStepped = true;
    return run;
  }

  read(member: ShapeMember): unknown {
    return this.#recipe[member.name];
  }

  /** Runs a command of the recipe; of one that is being stepped already, what is left of its run. */
  async execute(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    if (this.#isStepped && member.name === 'toArray') return this.#rest();
    const result = await this.#idiom.call(methodOf(this.#recipe, member.name), this.#recipe, args, member.required);
    if (member.name === 'toArray' || member.name === 'forEach') this.#isConsumed = true;
    return result;
  }

  /** Reads something of the run. */
  look(member: ShapeMember): unknown {
    if (this.#isConsumed && this.#run === undefined) return member.name === 'closed';
    return this.#open()[member.name];
  }

  /** Calls a member of the run that is no command. */
  call(member: ShapeMember, args: readonly unknown[]): unknown {
    const run = this.#open();
    this.#isStepped = true;
    const result = methodOf(run, keyOf(member.name)).apply(run, [...args]);
    return member.name === '[Symbol.asyncIterator]' ? this.#iterate(result as AsyncIterable<unknown>) : result;
  }

  /** Iterates over the run; the error that only who opened it is told is thrown at its end. */
  async *#iterate(run: AsyncIterable<unknown>): AsyncGenerator<unknown, void, void> {
    yield* run;
    if (this.#failure.error !== undefined) throw this.#failure.error.reason;
  }

  /** Steps the run. */
  async step(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    const run = this.#open();
    this.#isStepped = true;
    const step = this.#idiom.call(methodOf(run, member.name), run, args, member.required);
    return member.closes ? step : this.#orFailure(step);
  }

  /** What a step gives, unless the run has ended by an error that only who opened it is told. */
  async #orFailure(step: Promise<unknown>): Promise<unknown> {
    const result = await Promise.race([step, this.#failure.promise]);
    if (this.#failure.error !== undefined) throw this.#failure.error.reason;
    return result;
  }

  async #rest(): Promise<unknown[]> {
    const run = this.#open();
    const ask = (name: string): Promise<unknown> => this.#idiom.call(methodOf(run, name), run, [], 0);
    const documents: unknown[] = [];
    while (await ask('hasNext')) documents.push(await ask('next'));
    return documents;
  }

  #open(): Members {
    if (this.#run !== undefined) return this.#run;
    if (this.#idiom.open === undefined)
      throw new TypeError('The idiom of a lazy framework has to say how a run is opened.');
    this.#run = this.#idiom.open(this.#recipe, (error) => this.#failure.fail(error)) as Members;
    for (const event of this.eventNames()) this.#listen(event);
    return this.#run;
  }

  /** Listeners are the run's affair: a change stream begins with the first one. */
  #forward(event: string | symbol): void {
    if (this.listenerCount(event) > 0 || OWN_EVENTS.has(event)) return;
    if (this.#run === undefined) this.#open();
    this.#listen(event);
  }

  #listen(event: string | symbol): void {
    if (OWN_EVENTS.has(event) || this.#run === undefined) return;
    const run = this.#run as unknown as EventEmitter;
    const forward = (...args: unknown[]): void => {
      this.emit(event, ...args);
      if (this.listenerCount(event) === 0) run.off(event, forward);
    };
    run.on(event, forward);
    this.on('removeListener', (removed) => {
      if (removed === event && this.listenerCount(event) === 0) run.off(event, forward);
    });
  }
}
