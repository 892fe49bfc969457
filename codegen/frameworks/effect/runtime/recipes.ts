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

/** What a Stream is to others: Effect's functions read the channel. */
type ChannelOf<T, E> = Stream.Stream<T, E>['channel'];

/** The commands that read the documents of a run; any other asks the server for something of its own. */
const READING: ReadonlySet<string> = new Set(['forEach', 'toArray']);

/**
 * A recipe is a Stream: each run of it makes the driver's cursor anew, and closes it in the end.
 *
 * The next batch is fetched when whoever runs the Stream asks for it, and is one chunk.
 */
// What makes it a Stream is defined below, where the class cannot say it.
// oxlint-disable-next-line no-unused-vars
export interface StreamRecipe<D extends Readable<T>, T, R, E> extends Stream.Stream<T, E> {}
export abstract class StreamRecipe<D extends Readable<T>, T, R, E> extends Recipe<D> {
  /** @internal */
  protected abstract run(cursor: D): R;

  /** What each run of the Stream does: a chunk for each batch of the server's. */
  get channel(): ChannelOf<T, E> {
    return Channel.fromTransformBracket((_upstream, _scope, scope) =>
      Effect.map(this.acquire(scope), (cursor) => this.pull(cursor)),
    );
  }

  /** One run as a handle, which closes with the Scope: stepping, buffered documents, events. */
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

  /** Nothing to dispose of: each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs one command on a cursor of its own. */
  protected execute<C extends D, V>(operation: string, call: (cursor: C) => Promise<V>): Effect.Effect<V, E> {
    return Effect.scopedWith((scope) =>
      Effect.flatMap(this.acquire(scope), (cursor) => {
        const asked = (): string => (READING.has(operation) ? this.source : operation);
        return this.told({ cursor, operation, asked }, () => during(cursor, () => call(cursor as C)), Effect.succeed);
      }),
    );
  }

  /** The next batch each time that it is asked for: one step of the fiber where nobody traces. */
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

  /** Makes the driver's cursor of one run. */
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

  /** What a run asks the server for behind its first batch; nothing where that takes no command of its own. */
  protected further(cursor: D): string | undefined {
    return asksForMore(cursor) ? 'getMore' : undefined;
  }

  /** Calls back when what a run asks for first is there, where that is before it has documents. */
  protected whenOpen(_cursor: D, _act: () => void): void {}

  private begun(fiber: Fiber<unknown, unknown>, more?: More): D {
    const session = sessionFor(fiber, this.owner);
    return session === undefined ? this.start(more) : carrying(session, () => this.start(more));
  }

  /** Waits for the driver, whose answer is given as `give` has it; interrupting ends the waiting. */
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

  /** Calls back with what the driver answers; gives what interrupting does. */
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

  /** The member that gave the recipe: `find`. */
  private get source(): string {
    return this.operation ?? this.constructor.name;
  }
}

/** What is asked of a run. */
interface Asked<D> {
  readonly cursor: D;
  /** What a failure says that failed. */
  readonly operation: string;
  /** What the server is asked for, if it is; somebody wants to know where somebody traces. */
  readonly asked: () => string | undefined;
  /** Told at once of each step. */
  readonly heed?: (step: Step) => void;
}

/** What becomes of a batch. */
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
 * Ends a run. Whoever gives it up does not wait for it to be closed, and neither does who leaves it while the driver
 * waits for the server: that may be for ever.
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

/** What a call throws rejects. */
function attempted<A>(call: () => Promise<A>): Promise<A> {
  try {
    return call();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** What a cursor tells of what it has. */
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
   * The changes as a Stream that goes on where it stopped: each run starts after the last change of an earlier one that
   * has been worked off, so that with `Stream.retry` behind it none is lost. A change during which it failed, or was
   * interrupted, comes again.
   *
   * A change has been worked off when the next one is asked for, and when the Stream ends without a failure. What reads
   * ahead of the work, such as `Stream.buffer`, belongs behind the retrying. It is for one run after the other.
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
          // Where no change has come the server tells how far it has looked. The token of a change is told before the
          // change is handed on: one turn later it has been.
          stream.on('resumeTokenChanged', () => setImmediate(() => last === 'asked' && remember(stream)));
          const end = (exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> =>
            Effect.sync(() => Exit.isSuccess(exit) && isWorkedOff() && remember(stream));
          return Effect.as(Scope.addFinalizerExit(scope, end), pull);
        }),
      ),
    );
  }

  /** Nobody knows when the next change comes: waiting for it is no operation, and no span. */
  protected override further(): undefined {}

  protected override whenOpen(stream: D, act: () => void): void {
    stream.once('resumeTokenChanged', act);
  }
}

/** What is needed of the driver's change streams. */
interface Resumable<T> extends Readable<T> {
  readonly resumeToken: unknown;
  on(event: 'resumeTokenChanged', listener: () => void): unknown;
  once(event: 'resumeTokenChanged', listener: () => void): unknown;
}

/** Without the places where the user has the stream start. */
const FROM_THE_BEGINNING: More = { resumeAfter: undefined, startAtOperationTime: undefined };
