import * as Cause from 'effect/Cause';
import * as Channel from 'effect/Channel';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import type { Fiber } from 'effect/Fiber';
import { pipeArguments } from 'effect/Pipeable';
import type { Pull } from 'effect/Pull';
import * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';

import { closeRun, endRun, endSessionEarly } from '../../internal/closing.js';
import { nextBatch, type Readable, transformOf } from '../../internal/documents.js';
import { Recipe } from '../../internal/recipe.js';
import { RunIterator } from '../../internal/run-iterator.js';
import { during } from '../../internal/runs.js';
import type { More } from '../../internal/source.js';
import { carrying } from '../../internal/unwrap.js';
import { failureOf } from './failure.js';
import { isTraced, traced } from './spans.js';
import { sessionFor } from './transaction.js';

type Batch<T> = readonly [T, ...T[]];

/** What a Stream is to others: Effect's functions read the channel. */
type ChannelOf<T, E> = Stream.Stream<T, E>['channel'];

/** A recipe is a Stream: each run of it makes the driver's cursor anew, and closes it in the end. */
export interface StreamRecipe<D extends Readable<T>, T, R, E> extends Stream.Stream<T, E> {}
export abstract class StreamRecipe<D extends Readable<T>, T, R, E> extends Recipe<D> {
  /** @internal */
  protected abstract run(cursor: D): R;

  /** What each run of the Stream does: a chunk for each batch of the server's. */
  get channel(): ChannelOf<T, E> {
    return this.opened((cursor) => this.pull(cursor));
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
    return new RunIterator<T>({ start: () => this.start(), transforms: this.transforms, signal: this.signal });
  }

  /** Nothing to dispose of: each run closes itself. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** Runs one command on a cursor of its own. */
  protected execute<C extends D, V>(operation: string, call: (cursor: C) => Promise<V>): Effect.Effect<V, E> {
    return Effect.scopedWith((scope) =>
      Effect.flatMap(this.acquire(scope), (cursor) =>
        this.told(operation, () => during(cursor, () => call(cursor as C))),
      ),
    );
  }

  /** A channel of which each run has a cursor of its own. */
  protected opened(read: (cursor: D) => Pull<Batch<T>, E>, more?: () => More | undefined): ChannelOf<T, E> {
    return Channel.fromTransformBracket((_upstream, _scope, scope) =>
      Effect.map(this.acquire(scope, more?.()), (cursor) => read(cursor)),
    );
  }

  /** The next batch each time that it is asked for. */
  protected pull(cursor: D): Pull<Batch<T>, E> {
    const transform = transformOf<T>(this.transforms);
    return this.told('getMore', async () => {
      const batch = await nextBatch(cursor, this.transforms);
      if (batch === undefined || transform === undefined) return batch as readonly T[] | undefined;
      const transformed: T[] = [];
      for (const document of batch) transformed.push(await transform(document));
      return transformed;
    }).pipe(Effect.flatMap((batch) => (batch === undefined ? Cause.done() : Effect.succeed(batch as Batch<T>))));
  }

  /** Makes the driver's cursor of one run. Whoever gives the run up does not wait for it to be closed. */
  protected acquire(scope: Scope.Scope, more?: More): Effect.Effect<D, E> {
    return Effect.withFiber((fiber) => {
      let cursor: D;
      try {
        cursor = this.begun(fiber, more);
      } catch (error) {
        return failureOf(error, this, this.operation, true);
      }
      const release = (exit: Exit.Exit<unknown, unknown>) =>
        Exit.hasInterrupts(exit) ? Effect.sync(() => endRun(cursor)) : Effect.promise(() => closeRun(cursor));
      return Effect.as(Scope.addFinalizerExit(scope, release), cursor);
    });
  }

  private begun(fiber: Fiber<unknown, unknown>, more: More | undefined): D {
    const session = sessionFor(fiber, this.owner);
    return session === undefined ? this.start(more) : carrying(session, () => this.start(more));
  }

  /** Waits for the driver; interrupting ends the waiting. */
  private told<A>(operation: string, call: () => Promise<A>): Effect.Effect<A, E> {
    return Effect.withFiber((fiber) => {
      const waiting: Effect.Effect<A, E> = Effect.callback((resume) => {
        call().then(
          (value) => resume(Effect.succeed(value)),
          (error: unknown) => resume(failureOf(error, this, operation, false)),
        );
      });
      return isTraced(fiber) ? traced(waiting, { object: this, operation }) : waiting;
    });
  }

  /** What the server is asked to do by a run. */
  private get operation(): string {
    return this.constructor.name;
  }
}

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

function identity<T>(value: T): T {
  return value;
}

/** Base of cursors. */
export abstract class CursorStream<D extends Readable<T>, T, R, E> extends StreamRecipe<D, T, R, E> {}

/** Base of change streams. */
export abstract class ChangesStream<D extends Resumable<T>, T, R, E> extends StreamRecipe<D, T, R, E> {
  /**
   * The changes as a Stream that goes on where it stopped: each run starts after the last change that an earlier one of
   * the same Stream has handed on and that has been worked off, so that with `Stream.retry` behind it none is lost. A
   * change during which it failed comes again.
   */
  resuming(): Stream.Stream<T, E> {
    let after: More | undefined;
    const read = (stream: D): Pull<Batch<T>, E> => {
      const pull = this.pull(stream);
      // Whoever asks for the next change has done with the one before.
      return Effect.suspend(() => {
        if (stream.resumeToken != null) after = { ...FROM_THE_BEGINNING, startAfter: stream.resumeToken };
        return pull;
      });
    };
    return Stream.fromChannel(this.opened(read, () => after));
  }
}

/** What resuming needs of the driver's change streams. */
interface Resumable<T> extends Readable<T> {
  readonly resumeToken: unknown;
}

/** Without the places where the user has the stream start. */
const FROM_THE_BEGINNING: More = { resumeAfter: undefined, startAtOperationTime: undefined };
