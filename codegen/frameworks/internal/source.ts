import type { ClientSession } from 'mongodb';

import { sessionOf } from './bound-session.js';
import { signalOf } from './cancellation.js';
import { clientOf } from './client-of.js';
import { closeRun } from './closing.js';
import { type Closable, runOf, track } from './runs.js';
import { copyWith, isObject, surroundingSession, unwrap } from './unwrap.js';

/**
 * The options that a run adds to the call that creates the driver's cursor, such as where a change stream resumes.
 * `undefined` removes an option.
 */
export type More = Readonly<Record<string, unknown>>;

/** The options that concern the run as a whole. */
export interface RunOptions {
  readonly session?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

// `any`, so that the source of a derived class can be used for its base class. A step only ever gets a cursor of its
// own source.
type Apply = (cursor: any) => unknown;
type Transform = (document: any) => unknown;

/** A builder call, with its function if that maps documents. */
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

/** The options with which the driver itself starts a session for a cursor that has none. */
const IMPLICIT = { causalConsistency: false, explicit: false };

const SILENT: More = { signal: undefined };

/**
 * What a recipe replays for each run: the call that creates the driver's cursor, and the builder calls in order.
 *
 * Immutable: adding a step returns a new source.
 *
 * @typeParam D - the driver's class
 */
export class Source<D extends Closable> {
  readonly #make: (more?: More) => D;
  readonly #options: RunOptions | undefined;
  readonly #recorded: Recorded;
  /** The driver's object that creates the cursor. */
  readonly owner: object | undefined;
  /** The method that creates it, if one does: `find`. */
  readonly operation: string | undefined;

  /**
   * @param owner - the driver's object that creates the cursor
   * @param options - the options of that call
   * @param operation - the method that is called
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

  /** The source of a cursor that already exists. It can only be run once. */
  static of<D extends Closable>(cursor: D): Source<D> {
    let isTaken = false;
    const make = (): D => {
      if (isTaken)
        throw new Error(
          'This recipe wraps a cursor of the driver, which can only be run once, and it has already been run.',
        );
      isTaken = true;
      return cursor;
    };
    return new Source(make, undefined, undefined, undefined, { steps: [], transforms: undefined });
  }

  /** The functions passed to `map`, in order. Undefined if only the driver's cursor knows them. */
  get transforms(): readonly Transform[] | undefined {
    return this.#recorded.transforms;
  }

  /** The user's own signal, which closes each run. */
  get signal(): AbortSignal | undefined {
    return signalOf(this.#options);
  }

  /** Returns a source with one more builder call at the end. */
  with(apply: Apply, transform?: Transform): Source<D> {
    const { steps, transforms } = this.#recorded;
    const added = transform === undefined ? transforms : transforms?.concat(transform);
    const recorded = { steps: [...steps, { apply, transform }], transforms: added };
    return new Source(this.#make, this.owner, this.#options, this.operation, recorded);
  }

  /**
   * Creates the driver's cursor for one run. This sends nothing to the server.
   *
   * If the user has passed no session and the driver's object is not bound to one, the cursor gets a session of its
   * own, which ends with the run. That needs a known client. The cursor gets no signal: with one, the driver would
   * close at once, even before the first reply, and leave the cursor open on the server.
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

  /** Creates the driver's cursor and replays the builder calls, without starting a run. */
  make(more?: More): D {
    const cursor = this.#make(more);
    try {
      return this.#recorded.steps.reduce((each, step) => (replay(step, each) as D | undefined) ?? each, cursor);
    } catch (error) {
      // The client keeps a reference to a cursor until it is closed.
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
 * A view of a cursor whose `map` does nothing for a reader of batches, which maps the documents itself: up to 5.6,
 * `hasNext` would already map the first document of each batch.
 */
function mappingLater(cursor: Mappable): Mappable {
  const map = (transform: Transform): unknown =>
    cursor.map((document) => (runOf(cursor).isInBatches ? document : transform(document)));
  return Object.create(cursor, { map: { value: map } }) as Mappable;
}

/** Adds the options of a run, and removes those that are `undefined` in it. */
export function extend<O>(options: O, more: More | undefined): O {
  if (more === undefined) return options;
  const extended: Record<string, unknown> = isObject(options) ? copyWith(options, more) : { ...options, ...more };
  for (const key of Object.keys(more)) if (extended[key] === undefined) delete extended[key];
  return extended as O;
}

/**
 * Copies an argument when a lazy method is called. Options and pipelines are copied, so that later changes by the
 * caller do not affect a run, nor changes by the driver, which appends to a pipeline, the caller. A value that throws
 * when it is read is passed on, so that it throws in the run, where the error is reported.
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
