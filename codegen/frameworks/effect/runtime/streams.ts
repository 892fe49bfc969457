import { finished, type Readable, type Writable } from 'node:stream';

import * as Cause from 'effect/Cause';
import * as Channel from 'effect/Channel';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Pull from 'effect/Pull';
import * as Scope from 'effect/Scope';
import * as Sink from 'effect/Sink';
import * as Stream from 'effect/Stream';

import { type Abortable, AbortableReadable, AbortableWritable, type Upload } from '../../internal/abortable-streams.js';
import { attempt } from './commands.js';
import { failureOf } from './failure.js';
import { isTraced, tracedUntil } from './spans.js';

type Bytes = readonly [Uint8Array, ...Uint8Array[]];

/** Base of the wrappers of readable streams, which can also be read as a Stream. */
export abstract class StreamReadable<D extends Readable & Abortable> extends AbortableReadable<D> {
  /** @internal */
  claim(): this {
    if (this.readableFlowing !== null || this.readableDidRead || this.destroyed)
      throw new Error('This stream is already being read, or has been destroyed. It can only be run once.');
    return this;
  }

  /**
   * Closes the cursor on the server.
   *
   * @internal
   */
  leave(): Promise<void> {
    return this.giveUp();
  }
}

/** The members of an upload that writing needs. */
interface Chunked extends Upload {
  readonly chunkSizeBytes: number;
}

/** Base of the wrappers of writable streams, which can also be written by a Sink. */
export abstract class SinkWritable<D extends Writable & Chunked> extends AbortableWritable<D> {
  #isTaken = false;

  /** @internal */
  claim(): this {
    if (this.#isTaken || this.writableEnded || this.isDelegateEnded || this.destroyed)
      throw new Error('This stream has already been written to, or destroyed. It can only be run once.');
    this.#isTaken = true;
    return this;
  }

  /** @internal */
  override feed(chunk: Uint8Array, done: Done): void {
    super.feed(chunk, done);
  }

  /** @internal */
  override endFeeding(done: Done): void {
    super.endFeeding(done);
  }

  /**
   * Deletes the chunks already written.
   *
   * @internal
   */
  leave(): Promise<void> {
    return this.giveUp();
  }
}

type Download = StreamReadable<Readable & Abortable>;
type Storing = SinkWritable<Writable & Chunked>;

/**
 * The bytes of a file as a Stream. Each run opens a new stream of the driver. Bytes are read on demand.
 *
 * @param object - the object whose method is called
 */
export function bytesOf<E>(object: object, operation: string, open: () => Download): Stream.Stream<Uint8Array, E> {
  const opened = attempt<Download, E>(object, operation, () => open().claim());
  return Stream.fromChannel(
    Channel.fromTransformBracket((_upstream, _scope, scope) =>
      Effect.flatMap(opened, (file) => {
        const { pull, isWaiting } = reading<E>(object, operation, file);
        const leave = (exit: Exit.Exit<unknown, unknown>) => leaving(file, Exit.hasInterrupts(exit) || isWaiting());
        return Effect.as(Scope.addFinalizerExit(scope, leave), pull);
      }),
    ),
  );
}

/**
 * After an interruption, or while the driver is waiting for the server, this does not wait for the download to close.
 */
function leaving(file: Download, isGivenUp: boolean): Effect.Effect<void> {
  if (file.readableEnded) return Effect.void;
  return isGivenUp ? Effect.sync(() => void file.leave()) : Effect.promise(() => file.leave());
}

/** A download that is being read. */
interface Reading<E> {
  readonly pull: Pull.Pull<Bytes, E>;
  isWaiting(): boolean;
}

function reading<E>(object: object, operation: string, file: Download): Reading<E> {
  let wake = ignore;
  let end: Pull.Pull<Bytes, E> | undefined;
  const wait: Pull.Pull<Bytes, E> = Effect.callback((resume) => {
    wake = () => {
      const bytes = end === undefined ? (file.read() as Uint8Array | null) : null;
      if (bytes === null && end === undefined) return;
      wake = ignore;
      resume(end ?? Effect.succeed([bytes as Uint8Array]));
    };
    wake();
    return Effect.sync(() => (wake = ignore));
  });
  let isListening = false;
  // The driver opens the file on the first read.
  const listen = (): void => {
    isListening = true;
    file.on('readable', () => wake());
    finished(file, { writable: false }, (error) => {
      end = error == null ? Cause.done() : failureOf<E>(error, object, operation, false);
      wake();
    });
  };
  const pull: Pull.Pull<Bytes, E> = Effect.withFiber((fiber) => {
    if (isListening) return wait;
    listen();
    // The span ends with the first bytes. After that, the consumer sets the pace.
    return isTraced(fiber) ? tracedUntil({ object, operation }, () => wait) : wait;
  });
  return { pull, isWaiting: () => wake !== ignore };
}

/**
 * A Sink that stores its input as a file, and returns the id of the file. Each run opens a new stream of the driver.
 *
 * If the file cannot be completed, because of a failure, a defect or an interruption, the chunks already written are
 * deleted. An interruption waits for that.
 *
 * @param object - the object whose method is called
 */
export function storedBy<Id, E>(
  object: object,
  operation: string,
  open: () => Storing,
): Sink.Sink<Id, Uint8Array, never, E> {
  return Sink.fromTransform((upstream) => {
    const stored = Effect.flatMap(
      attempt<Storing, E>(object, operation, () => open().claim()),
      (file): Effect.Effect<Sink.End<Id>, E> => {
        // The error is reported where the file is written.
        file.on('error', ignore);
        const write = (chunks: readonly Uint8Array[]) =>
          writing<E>(object, operation, file, (done) => writeAll(file, chunks, done));
        const end = writing<E>(object, operation, file, (done) => {
          file.endFeeding(done);
          return undefined;
        });
        return upstream.pipe(
          Effect.flatMap(write),
          Effect.forever({ disableYield: true }),
          Pull.catchDone(() => Effect.as(end, [file.delegate.id as Id] as const)),
          Effect.onExit((exit) => (Exit.isSuccess(exit) ? Effect.void : Effect.promise(() => file.leave()))),
        );
      },
    );
    return Effect.withFiber((fiber) => (isTraced(fiber) ? tracedUntil({ object, operation }, () => stored) : stored));
  });
}

/** Called when something is done, or has failed. */
type Done = (error?: unknown) => void;

/** Waits for an action on a stream. Fails if the stream fails. */
function writing<E>(
  object: object,
  operation: string,
  file: Storing,
  act: (done: Done) => (() => void) | undefined,
): Effect.Effect<void, E> {
  return Effect.callback((resume) => {
    const done: Done = (error) => {
      unwatch();
      resume(error == null ? Effect.void : failureOf<E>(error, object, operation, true));
    };
    const unwatch = finished(file, { readable: false }, (error) => error != null && done(error));
    const stop = act(done);
    return Effect.sync(() => {
      unwatch();
      stop?.();
    });
  });
}

/**
 * Writes one piece after the other, none larger than a chunk of the file. Given a larger piece, the driver would send
 * all of its chunks at once, and not wait for the others if one fails.
 *
 * @returns a function that stops it after the piece that is being written
 */
function writeAll(file: Storing, chunks: readonly Uint8Array[], done: Done): () => void {
  const pieces = piecesOf(chunks, file.delegate.chunkSizeBytes);
  let isStopped = false;
  const next = (error?: unknown): void => {
    if (isStopped) return;
    if (error != null) return done(error);
    try {
      const { value, done: isLast } = pieces.next();
      if (isLast === true) done();
      else file.feed(value, next);
    } catch (refused) {
      done(refused);
    }
  };
  next();
  return () => (isStopped = true);
}

function* piecesOf(chunks: readonly Uint8Array[], size: number): Generator<Uint8Array, undefined> {
  for (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array) || chunk.length <= size) yield chunk;
    else for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}

function ignore(): void {}
