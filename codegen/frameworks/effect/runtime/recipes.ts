import * as Cause from 'effect/Cause';
import * as Channel from 'effect/Channel';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import { type Fiber, getCurrent } from 'effect/Fiber';
import { pipeArguments } from 'effect/Pipeable';
import type { Pull } from 'effect/Pull';
import * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';

import { onAbort } from '../../internal/cancellation.js';
import { closeRun, endRun, endSessionEarly } from '../../internal/closing.js';
import { nextBatch, type Readable, transformOf } from '../../internal/documents.js';
import { Recipe } from '../../internal/recipe.js';
import { RunIterator } from '../../internal/run-iterator.js';
import { during, runOf } from '../../internal/runs.js';
import type { More } from '../../internal/source.js';
import { carrying } from '../../internal/unwrap.js';
import { failureOf } from './failure.js';
import { isTraced, tracedUntil } from './spans.js';
import { sessionFor } from './transaction.js';

type Batch<T> = readonly [T, ...T[]];

/** The channel, from which Effect's functions read a Stream. */
type ChannelOf<T, E> = Stream.Stream<T, E>['channel'];

/** The commands that read the documents of a run. Every other command sends an operation of its own. */
const READING: ReadonlySet<string> = new Set(['forEach', 'toArray']);

/**
 * A recipe that is a Stream. Each run creates a new cursor of the driver, and closes it at the end.
 *
 * The next batch is fetched when the consumer asks for it. Each batch is one chunk.
 */
// The members that make it a Stream are defined below, since a class declaration cannot express them.
// oxlint-disable-next-line no-unused-vars
export interface StreamRecipe<D extends Readable<T>, T, R, E> extends Stream.Stream<T, E> {}
export abstract class StreamRecipe<D extends Readable<T>, T, R, E> extends Recipe<D> {
  /** @internal */
  protected abstract run(cursor: D): R;

  /** The channel of the Stream. Each run emits a chunk for every batch from the server. */
  get channel(): ChannelOf<T, E> {
    return Channel.fromTransformBracket((_upstream, _scope, scope) =>
      Effect.map(this.acquire(scope), (cursor) => this.pull(cursor)),
    );
  }

  /** Opens one run as a handle, for stepping, buffered documents and events. It is closed with the Scope. */
  open(): Effect.Effect<R, E, Scope.Scope> {
    return Effect.flatMap(Effect.scope, (scope) =>
      Effect.map(this.acquire(scope), (cursor) => {
        endSessionEarly(cursor);
        return this.run(cursor);
      }),
    );
  }

  /** Iterates over the documents of one run. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    const fiber = getCurrent();
    const start = (): D => (fiber === undefined ? this.start() : this.begun(fiber));
    return new RunIterator<T>({ start, transforms: this.transforms, signal: this.signal });
  }

  /** Does nothing: there is nothing to dispose of, since each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs a command on a new cursor. */
  protected execute<C extends D, V>(operation: string, call: (cursor: C) => Promise<V>): Effect.Effect<V, E> {
    return Effect.scopedWith((scope) =>
      Effect.flatMap(this.acquire(scope), (cursor) => {
        const asked = (): string => (READING.has(operation) ? this.source : operation);
        return this.told({ cursor, operation, asked }, () => during(cursor, () => call(cursor as C)), Effect.succeed);
      }),
    );
  }

  /** Pulls the next batch. Without tracing this is a single step of the fiber. */
  protected pull(cursor: D, heed: (step: Step) => void = ignore): Pull<Batch<T>, E> {
    const operation = this.source;
    const readBatch = this.batchesOf(cursor);
    let isFirst = true;
    const asked = (): string | undefined => (isFirst ? operation : this.further(cursor));
    const read = (): Promise<readonly T[] | undefined> => {
      isFirst = false;
      return readBatch();
    };
    return this.told({ cursor, operation, asked, heed }, read, (batch) =>
      batch === undefined ? Cause.done() : Effect.succeed(batch as Batch<T>),
    );
  }

  private batchesOf(cursor: D): () => Promise<readonly T[] | undefined> {
    const { signal, transforms } = this;
    const transform = transformOf<T>(transforms);
    const read = (): Promise<readonly unknown[] | undefined> => {
      signal?.throwIfAborted();
      return nextBatch(cursor, transforms);
    };
    if (transform === undefined) return read as () => Promise<readonly T[] | undefined>;
    return async () => {
      const batch = await read();
      if (batch === undefined) return undefined;
      const transformed: T[] = [];
      for (const document of batch) transformed.push(await transform(document));
      return transformed;
    };
  }

  /** Creates the driver's cursor for one run. */
  protected acquire(scope: Scope.Scope, more?: More): Effect.Effect<D, E> {
    return Effect.withFiber((fiber) => {
      let cursor: D;
      try {
        cursor = this.begun(fiber, more);
      } catch (error) {
        return failureOf(error, this.owner ?? this, this.source, false);
      }
      const { signal } = this;
      const unfollow = signal && onAbort(signal, () => endRun(cursor));
      const release = (exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> => {
        unfollow?.();
        return ending(cursor, exit);
      };
      return Effect.as(Scope.addFinalizerExit(scope, release), cursor);
    });
  }

  /** The operation that fetches the next batch. Undefined if it needs no further command. */
  protected further(cursor: D): string | undefined {
    return asksForMore(cursor) ? 'getMore' : undefined;
  }

  /** Calls `act` when the first reply has arrived, if that can happen before there are documents. */
  protected whenOpen(_cursor: D, _act: () => void): void {}

  private begun(fiber: Fiber<unknown, unknown>, more?: More): D {
    const session = sessionFor(fiber, this.owner);
    return session === undefined ? this.start(more) : carrying(session, () => this.start(more));
  }

  /** Waits for the driver, and maps its answer with `give`. Interrupting it stops the waiting. */
  private told<A, B, F>(
    about: Asked<D>,
    call: () => Promise<A>,
    give: (value: A) => Effect.Effect<B, F>,
  ): Effect.Effect<B, E | F> {
    return Effect.callback((resume) => {
      const asked = isTraced(getCurrent() as Fiber<unknown, unknown>) ? about.asked() : undefined;
      if (asked === undefined) return this.answered(about, call, resume, give);
      const within = tracedUntil({ object: about.cursor, operation: asked }, (end) =>
        Effect.callback<A, E>((settle) => {
          this.whenOpen(about.cursor, () => end(Exit.void));
          return this.answered(about, call, settle, Effect.succeed);
        }),
      );
      return resume(Effect.flatMap(within, give));
    });
  }

  /** Resumes the fiber with the driver's answer. Returns the Effect that runs on interruption. */
  private answered<A, B, F>(
    { cursor, operation, heed = ignore }: Asked<D>,
    call: () => Promise<A>,
    resume: (result: Effect.Effect<B, E | F>) => void,
    give: (value: A) => Effect.Effect<B, F>,
  ): Effect.Effect<void> {
    let isGivenUp = false;
    const settle = (step: Step, result: Effect.Effect<B, E | F>): void => {
      if (isGivenUp) return;
      heed(step);
      resume(result);
    };
    heed('asked');
    attempted(call).then(
      (value) => settle('answered', give(value)),
      (error: unknown) => settle('failed', failureOf(error, cursor, operation, false)),
    );
    return Effect.sync(() => {
      isGivenUp = true;
      heed('given up');
    });
  }

  /** The method that created the recipe: `find`. */
  private get source(): string {
    return this.operation ?? this.constructor.name;
  }
}

/** A request of a run. */
interface Asked<D> {
  readonly cursor: D;
  /** The operation that a failure names. */
  readonly operation: string;
  /** The operation that is sent to the server, if one is. It is only called when tracing. */
  readonly asked: () => string | undefined;
  /** Called synchronously for each step. */
  readonly heed?: (step: Step) => void;
}

/** The states of a batch. */
type Step = 'asked' | 'answered' | 'failed' | 'given up';

Object.defineProperties(StreamRecipe.prototype, {
  [Stream.TypeId]: { value: { _A: identity, _E: identity, _R: identity } },
  pipe: {
    configurable: true,
    writable: true,
    value(this: object) {
      return pipeArguments(this, arguments);
    },
  },
});

function ignore(): void {}

function identity<T>(value: T): T {
  return value;
}

/**
 * Ends a run. After an interruption, or while the driver is waiting for the server, which may take forever, this does
 * not wait for the cursor to close.
 */
function ending(cursor: Readable<unknown>, exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> {
  const isGivenUp = Exit.hasInterrupts(exit) || runOf(cursor).pending > 0;
  return isGivenUp
    ? Effect.sync(() => endRun(cursor))
    : Effect.promise(() => {
        endRun(cursor);
        return closeRun(cursor);
      });
}

/** Calls a function that returns a promise. If it throws, the promise rejects. */
function attempted<A>(call: () => Promise<A>): Promise<A> {
  try {
    return call();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** The members of a cursor that describe its buffer. */
interface Buffering {
  readonly id?: { isZero(): boolean } | undefined;
  bufferedCount?(): number;
}

/** Whether the next documents of a cursor are still with the server. */
function asksForMore(cursor: Readable<unknown>): boolean {
  const { id, closed } = cursor as Buffering & { readonly closed: boolean };
  return !closed && id?.isZero() !== true && ((cursor as Buffering).bufferedCount?.() ?? 0) === 0;
}

/** Base of cursors. */
export abstract class CursorStream<D extends Readable<T>, T, R, E> extends StreamRecipe<D, T, R, E> {}

/** Base of change streams. */
export abstract class ChangesStream<D extends Resumable<T>, T, R, E> extends StreamRecipe<D, T, R, E> {
  /**
   * The changes as a Stream that resumes where it stopped: each run starts after the last change that an earlier run
   * has processed. Followed by `Stream.retry`, it loses no change. The change at which the processing failed or was
   * interrupted is emitted again.
   *
   * A change counts as processed when the next one is pulled, and when the Stream ends without a failure. Anything that
   * reads ahead, such as `Stream.buffer`, belongs after the retry. Do not run the Stream several times at once.
   */
  resuming(): Stream.Stream<T, E> {
    let after: More | undefined;
    const remember = ({ resumeToken }: D): void => {
      if (resumeToken != null) after = { ...FROM_THE_BEGINNING, startAfter: resumeToken };
    };
    return Stream.fromChannel(
      Channel.fromTransformBracket((_upstream, _scope, scope) =>
        Effect.flatMap(this.acquire(scope, after), (stream) => {
          let last: Step | undefined;
          const isWorkedOff = (): boolean => last === 'answered';
          const pull = this.pull(stream, (step) => {
            if (step === 'asked' && isWorkedOff()) remember(stream);
            last = step;
          });
          // Without changes, the server reports how far it has looked. The driver emits a change's token before the
          // change itself; one turn of the event loop later, the change has been passed on.
          stream.on('resumeTokenChanged', () => setImmediate(() => last === 'asked' && remember(stream)));
          const end = (exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> =>
            Effect.sync(() => Exit.isSuccess(exit) && isWorkedOff() && remember(stream));
          return Effect.as(Scope.addFinalizerExit(scope, end), pull);
        }),
      ),
    );
  }

  /** The next change may come at any time: waiting for it is not an operation, and gets no span. */
  protected override further(): undefined {}

  protected override whenOpen(stream: D, act: () => void): void {
    stream.once('resumeTokenChanged', act);
  }
}

/** The part of the driver's change streams that resuming needs. */
interface Resumable<T> extends Readable<T> {
  readonly resumeToken: unknown;
  on(event: 'resumeTokenChanged', listener: () => void): unknown;
  once(event: 'resumeTokenChanged', listener: () => void): unknown;
}

/** Clears the starting points that the user's options may name. */
const FROM_THE_BEGINNING: More = { resumeAfter: undefined, startAtOperationTime: undefined };
