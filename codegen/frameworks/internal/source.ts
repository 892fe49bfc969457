import type { ClientSession } from 'mongodb';

import { sessionOf } from './bound-session.js';
import { signalOf } from './cancellation.js';
import { clientOf } from './client-of.js';
import { closeRun } from './closing.js';
import { type Closable, runOf, track } from './runs.js';
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
type Apply = (cursor: any) => unknown;
type Transform = (document: any) => unknown;

/** A builder call, with what it was given where that is for the documents. */
interface Step {
  readonly apply: Apply;
  readonly transform: Transform | undefined;
}

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
  with(apply: Apply, transform?: Transform): Source<D> {
    const { steps, transforms } = this.#recorded;
    const added = transform === undefined ? transforms : transforms?.concat(transform);
    const recorded = { steps: [...steps, { apply, transform }], transforms: added };
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
      return this.#recorded.steps.reduce((each, step) => (replay(step, each) as D | undefined) ?? each, cursor);
    } catch (error) {
      // The client keeps a cursor until it is closed.
      void closeRun(cursor);
      throw error;
    }
  }
}

function replay({ apply, transform }: Step, cursor: Closable): unknown {
  return apply(transform === undefined ? cursor : mappingLater(cursor as Mappable));
}

interface Mappable extends Closable {
  map(transform: Transform): unknown;
}

/**
 * A cursor that leaves its documents as they are once whoever reads them in batches maps them: up to 5.6 the driver
 * does so with the first of each batch when it is asked whether there is one.
 */
function mappingLater(cursor: Mappable): Mappable {
  const map = (transform: Transform): unknown =>
    cursor.map((document) => (runOf(cursor).isInBatches ? document : transform(document)));
  return Object.create(cursor, { map: { value: map } }) as Mappable;
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
