import { closeRun } from './closing.js';
import type { Closable } from './runs.js';

/**
 * What a run adds to the options of the call that makes the driver's cursor, such as where a change stream resumes;
 * `undefined` takes an option away.
 */
export type More = Readonly<Record<string, unknown>>;

/**
 * A signal is not for the driver: it closes at once, before the first reply as well, and leaves the cursor open on the
 * server.
 */
const SILENT: More = { signal: undefined };

// A source of a derived class is one of its base: no step is ever handed another cursor than its own source makes.
type Step = (cursor: any) => unknown;
type Transform = (document: any) => unknown;

interface Steps {
  readonly steps: readonly Step[];
  readonly transforms: readonly Transform[] | undefined;
}

const NONE: Steps = { steps: [], transforms: [] };

/**
 * What a recipe replays for each run: the call that makes the driver's cursor, and the builder calls in order.
 *
 * Immutable; adding a step gives another one.
 *
 * @typeParam D - the driver's class
 */
export class Source<D extends Closable> {
  readonly #make: (more?: More) => D;
  readonly #steps: readonly Step[];
  /** What documents go through, as `map` was given it; undefined where only the driver's cursor knows. */
  readonly transforms: readonly Transform[] | undefined;
  /** The user's own signal, by which each run is to be closed; see {@link SILENT}. */
  readonly signal: AbortSignal | undefined;

  constructor(make: (more?: More) => D, signal?: AbortSignal | null, { steps, transforms }: Steps = NONE) {
    this.#make = make;
    this.#steps = steps;
    this.transforms = transforms;
    this.signal = signal ?? undefined;
  }

  /** The source of a cursor that exists already: it has one run. */
  static of<D extends Closable>(cursor: D): Source<D> {
    let isTaken = false;
    const make = (): D => {
      if (isTaken)
        throw new Error("This recipe was made from a driver's cursor, which has one run, and it has been run.");
      isTaken = true;
      return cursor;
    };
    return new Source(make, undefined, { steps: [], transforms: undefined });
  }

  /** The same with one more builder call at the end. */
  with(step: Step, transform?: Transform): Source<D> {
    const transforms = transform === undefined ? this.transforms : this.transforms?.concat(transform);
    return new Source(this.#make, this.signal, { steps: [...this.#steps, step], transforms });
  }

  /** Makes the driver's cursor for one run. Nothing has been sent to the server yet. */
  start(more?: More): D {
    const cursor = this.#make(this.signal === undefined ? more : { ...more, ...SILENT });
    try {
      return this.#steps.reduce((each, step) => (step(each) as D | undefined) ?? each, cursor);
    } catch (error) {
      // The client keeps a cursor until it is closed.
      void closeRun(cursor);
      throw error;
    }
  }
}

/** Options with what a run adds to them and without what it takes away. */
export function extend<O>(options: O, more: More | undefined): O {
  if (more === undefined) return options;
  const extended: Record<string, unknown> = { ...options, ...more };
  for (const key of Object.keys(more)) if (extended[key] === undefined) delete extended[key];
  return extended as O;
}

/**
 * An argument as it is when a lazy method is called: options and pipelines are copied, so that neither the caller's
 * later changes nor the driver's, which appends to a pipeline, reach the other.
 */
export function snapshot<T>(value: T): T {
  if (Array.isArray(value)) return [...(value as unknown[])] as T;
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? { ...value } : value;
}
