import type { ClientSession } from 'mongodb';

import { sessionOf } from './bound-session.js';
import { signalOf } from './cancellation.js';
import { clientOf } from './client-of.js';
import { closeRun } from './closing.js';
import { type Closable, track } from './runs.js';
import { copyWith, isObject, surroundingSession, unwrap } from './unwrap.js';

/**
 * What a run adds to the options of the call that makes the driver's cursor, such as where a change stream resumes;
 * `undefined` takes an option away.
 */
export type More = Readonly<Record<string, unknown>>;

/** What of the options concerns the run as a whole. */
export interface RunOptions {
  readonly session?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

// A source of a derived class is one of its base: no step is ever handed another cursor than its own source makes.
type Step = (cursor: any) => unknown;
type Transform = (document: any) => unknown;

interface Recorded {
  /** The builder calls, in order. */
  readonly steps: readonly Step[];
  readonly transforms: readonly Transform[] | undefined;
}

const NOTHING: Recorded = { steps: [], transforms: [] };

/** The driver's own cursors have a session that is not the user's either, where they are given none. */
const IMPLICIT = { causalConsistency: false, explicit: false };

const SILENT: More = { signal: undefined };

/**
 * What a recipe replays for each run: the call that makes the driver's cursor, and the builder calls in order.
 *
 * Immutable; adding a step gives another one.
 *
 * @typeParam D - the driver's class
 */
export class Source<D extends Closable> {
  readonly #make: (more?: More) => D;
  readonly #options: RunOptions | undefined;
  readonly #recorded: Recorded;
  /** The driver's object whose call makes the cursor. */
  readonly owner: object | undefined;
  /** The member that makes it, where a member does: `find`. */
  readonly operation: string | undefined;

  /**
   * @param owner - the driver's object whose call makes the cursor
   * @param options - of that call
   * @param operation - the member that is called
   */
  constructor(
    make: (more?: More) => D,
    owner?: object,
    options?: RunOptions | null,
    operation?: string,
    recorded: Recorded = NOTHING,
  ) {
    this.#make = make;
    this.owner = owner;
    this.#options = options ?? undefined;
    this.operation = operation;
    this.#recorded = recorded;
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
    return new Source(make, undefined, undefined, undefined, { steps: [], transforms: undefined });
  }

  /** What documents go through, as `map` was given it; undefined where only the driver's cursor knows. */
  get transforms(): readonly Transform[] | undefined {
    return this.#recorded.transforms;
  }

  /** The user's own signal, by which each run is to be closed. */
  get signal(): AbortSignal | undefined {
    return signalOf(this.#options);
  }

  /** The same with one more builder call at the end. */
  with(step: Step, transform?: Transform): Source<D> {
    const { steps, transforms } = this.#recorded;
    const added = transform === undefined ? transforms : transforms?.concat(transform);
    const recorded = { steps: [...steps, step], transforms: added };
    return new Source(this.#make, this.owner, this.#options, this.operation, recorded);
  }

  /**
   * Makes the driver's cursor for one run. Nothing has been sent to the server yet.
   *
   * It has a session of its own, which ends with the run, where the user gave none, and the driver's object is bound to
   * none and tells its client. It has no signal: by one the driver closes at once, before the first reply as well, and
   * leaves the cursor open on the server.
   */
  start(more?: More): D {
    const client = clientOf(this.owner);
    const named = unwrap<ClientSession | null | undefined>(this.#options?.session) ?? undefined;
    const user = named ?? surroundingSession() ?? sessionOf(this.owner);
    const session = user === undefined ? client?.startSession(IMPLICIT) : undefined;
    try {
      return track(this.make(this.#added(more, session)), { session, user, signal: this.signal, client });
    } catch (error) {
      session?.endSession().catch(ignore);
      throw error;
    }
  }

  #added(more: More | undefined, session: ClientSession | undefined): More | undefined {
    const silent = this.signal === undefined ? undefined : SILENT;
    if (session !== undefined) return { ...more, ...silent, session };
    return more === undefined ? silent : { ...more, ...silent };
  }

  /** Makes the driver's cursor with everything that has been recorded, for whatever it is wanted. */
  make(more?: More): D {
    const cursor = this.#make(more);
    try {
      return this.#recorded.steps.reduce((each, step) => (step(each) as D | undefined) ?? each, cursor);
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
  const extended: Record<string, unknown> = isObject(options) ? copyWith(options, more) : { ...options, ...more };
  for (const key of Object.keys(more)) if (extended[key] === undefined) delete extended[key];
  return extended as O;
}

/**
 * An argument as it is when a lazy method is called: options and pipelines are copied, so that neither the caller's
 * later changes nor the driver's, which appends to a pipeline, reach the other. What cannot be read is handed on: it
 * throws when the call is run, where somebody is told.
 */
export function snapshot<T>(value: T): T {
  try {
    return copy(value);
  } catch {
    return value;
  }
}

function copy<T>(value: T): T {
  if (Array.isArray(value)) return [...(value as unknown[])] as T;
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? { ...value } : value;
}

function ignore(): void {}
