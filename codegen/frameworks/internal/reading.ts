import { finished, type Readable } from 'node:stream';

import { onAbort } from './cancellation.js';
import { closeRun } from './closing.js';
import { through } from './iterate.js';
import { awaitsReply, type Closable, during, hasId, type Run, runOf } from './runs.js';

type Method = (...args: unknown[]) => Promise<unknown>;

const DONE = Promise.resolve();

/**
 * Tracks that the driver reads a run by itself while its stream is read. Destroying the stream closes the run, and the
 * user's signal destroys the stream, as in the driver. Returns the stream.
 */
export function reading<S extends Readable>(cursor: Closable, stream: S): S {
  const run = runOf(cursor);
  const read = stream._read;
  stream._read = (size) => {
    const begin = (): void => {
      run.isRead = true;
      read.call(stream, size);
    };
    if (run.restarting === undefined) begin();
    else run.restarting.then(begin, (error: Error) => stream.destroy(error));
  };
  const push = stream.push;
  // The first data shows that a cursor has its id. A rewound cursor has sent nothing.
  stream.push = (...chunk) => {
    if (hasId(cursor)) run.isRead = false;
    return push.apply(stream, chunk);
  };
  stream._destroy = async (error, callback) => {
    const isUnanswered = awaitsReply(cursor, run);
    const closed = closeRun(cursor);
    if (!isUnanswered) await closed;
    callback(error);
  };
  if (run.signal !== undefined) destroyWith(run.signal, stream);
  return stream;
}

/** Destroys a stream when the user's signal aborts, with its reason, until the stream has finished. */
function destroyWith(signal: AbortSignal, stream: Readable): void {
  if (signal.aborted) return void stream.destroy(signal.reason as Error);
  const unfollow = onAbort(signal, (reason) => stream.destroy(reason as Error));
  // Handling the stream's error is up to the user.
  finished(stream, { error: false }, unfollow);
}

/** A view of a cursor for the driver's own iteration and disposal, whose calls are tracked by the run. */
export function driving<C extends Closable>(cursor: C, closer: string, ...names: readonly string[]): C {
  const members: Record<string, Method> = { [closer]: () => closeRun(cursor) };
  for (const name of names) {
    const method = (cursor as unknown as Record<string, Method | undefined>)[name];
    members[name] = (...args) => during(cursor, () => method?.apply(cursor, args) ?? DONE);
  }
  const view = through(cursor, members, closer, ...names);
  const run = runOf(cursor);
  // The driver's own iteration reads this field before each document. A cursor that the user has created has its own.
  if (run.signal !== undefined) Object.defineProperty(view, 'signal', { value: run.signal });
  if (!hasId(cursor)) return view;
  return Object.defineProperty(view, Symbol.asyncIterator, { value: () => iterateAnew(view, cursor, run) });
}

/** The driver's own iteration ends when a cursor is closed. This one continues if the run is being restarted. */
async function* iterateAnew<T>(view: object, cursor: object, run: Run): AsyncGenerator<T, void, void> {
  const iterate = (cursor as AsyncIterable<T>)[Symbol.asyncIterator];
  do {
    await run.restarting;
    yield* { [Symbol.asyncIterator]: () => iterate.call(view as AsyncIterable<T>) };
  } while (run.restarting !== undefined);
}
