import { inspect } from 'node:util';

import { closeRun } from './closing.js';
import type { InspectContext } from './inspect.js';
import type { Closable } from './runs.js';
import { type More, type RunOptions, Source } from './source.js';
import { expectDelegate } from './wrappers.js';

/**
 * Base of cursors and change streams in lazy frameworks. No driver object exists before a run, and a builder call
 * returns a new recipe.
 *
 * @typeParam D - the driver's class
 */
export abstract class Recipe<D extends Closable> {
  /** The driver's own object, if the recipe wraps one. The recipe can then only be run once. */
  readonly delegate: D | undefined;
  readonly #source: Source<D>;

  protected constructor(source: Source<D> | D) {
    if (!(source instanceof Source)) expectDelegate(source, new.target);
    this.#source = source instanceof Source ? source : Source.of(source);
    this.delegate = source instanceof Source ? undefined : source;
  }

  /**
   * Creates the driver's cursor for one run.
   *
   * @throws the reason of the user's signal, if it has been aborted
   */
  protected start(more?: More): D {
    this.signal?.throwIfAborted();
    return this.#source.start(more);
  }

  /** The user's own signal, which ends every run with its reason. */
  protected get signal(): AbortSignal | undefined {
    return this.#source.signal;
  }

  /** The method that creates the cursor, if one does: `find`. */
  protected get operation(): string | undefined {
    return this.#source.operation;
  }

  /** The driver's object that creates the cursor: a collection, a database, a client. */
  protected get owner(): object | undefined {
    return this.#source.owner;
  }

  /** The functions passed to `map`, in order. Undefined if only the driver's cursor knows them. */
  protected get transforms(): Source<D>['transforms'] {
    return this.#source.transforms;
  }

  /** Returns a recipe with one more builder call, which each run replays on the driver's cursor. */
  protected step<C extends D, R>(apply: (cursor: C) => unknown, transform?: (document: any) => unknown): R {
    const Class = this.constructor as new (source: Source<D>) => R;
    return new Class(this.#source.with(apply as (cursor: D) => unknown, transform));
  }

  /** Reads a property of the driver's cursor without a run, from a cursor that is created for it and closed unused. */
  protected read<C extends D, T>(get: (cursor: C) => T): T {
    if (this.delegate !== undefined) return get(this.delegate as C);
    const cursor = this.#source.make();
    try {
      return get(cursor as C);
    } finally {
      void closeRun(cursor);
    }
  }

  /** @internal */
  [inspect.custom](_depth: number, options: InspectContext): string {
    const { name } = this.constructor;
    return options.stylize(this.delegate === undefined ? `[${name} recipe]` : `[${name} recipe of one run]`, 'special');
  }
}

/**
 * Creates a recipe. The constructor of the class is hidden from users.
 *
 * @param operation - the method that creates the cursor
 * @param owner - the driver's object that has this method
 * @param options - the options of that call
 */
export function recipe<R>(
  Class: unknown,
  operation: string,
  make: (more?: More) => Closable,
  owner?: object,
  options?: RunOptions | null,
): R {
  return new (Class as new (source: Source<Closable>) => R)(new Source(make, owner, options, operation));
}
