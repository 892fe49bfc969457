import { EventEmitter } from 'node:events';

/** What of the driver's cursors and change streams closing has to know. */
export interface Closable {
  /** Undefined until the first reply; a change stream has none. */
  readonly id?: unknown;
  readonly closed: boolean;
  /** Whether it has been told to the server; a change stream does not say. */
  readonly killed?: boolean;
  close(): Promise<void>;
}

interface Run {
  /** How many commands of the run wait for the driver. */
  pending: number;
  /** Whether the server has told the cursor's id, so that closing reaches it. */
  replied: boolean;
  closing: Promise<void> | undefined;
  /** Told when a command settles, or the first reply is in. */
  settled: (() => void) | undefined;
}

const runs = new WeakMap<Closable, Run>();

/** Notes a command of a run while it waits for the driver, and gives its promise back. */
export function during<T>(cursor: Closable, command: Promise<T>): Promise<T> {
  const run = runOf(cursor);
  run.pending += 1;
  const settle = (): void => {
    run.pending -= 1;
    run.replied = true;
    run.settled?.();
  };
  command.then(settle, settle);
  return command;
}

/**
 * Closes a run once, however often it is asked for: a second `close()` of the driver's, or one between the first command and its reply,
 * leaves the cursor open on the server. Before the first reply it is closed as soon as that reply is in.
 *
 * @returns a promise that never rejects: what closing cannot do is not the business of whoever stopped listening
 */
export function closeRun(cursor: Closable): Promise<void> {
  const run = runOf(cursor);
  run.closing ??= closeOnce(cursor, run);
  return run.closing;
}

/** The `close` of a run for the driver's own iteration, which closes when it ends. */
export function closing(cursor: Closable): { close(): Promise<void> } {
  return { close: () => closeRun(cursor) };
}

async function closeOnce(cursor: Closable, run: Run): Promise<void> {
  if (run.pending > 0 && !hasReplied(cursor, run)) await firstReply(cursor, run);
  try {
    if (!cursor.closed && !cursor.killed) await cursor.close();
  } catch {
    // The connection or the client is gone, and the cursor with it.
  }
}

function runOf(cursor: Closable): Run {
  let run = runs.get(cursor);
  if (run === undefined) {
    const made: Run = { pending: 0, replied: false, closing: undefined, settled: undefined };
    runs.set(cursor, (run = made));
    // A change stream has no public id: its first token tells, one turn of the loop before its cursor can be closed.
    if (!('id' in cursor) && cursor instanceof EventEmitter) {
      cursor.once('resumeTokenChanged', () =>
        setImmediate(() => {
          made.replied = true;
          made.settled?.();
        }),
      );
    }
  }
  return run;
}

function hasReplied(cursor: Closable, run: Run): boolean {
  return run.replied || cursor.id !== undefined;
}

/** Milliseconds between two looks at the id of a cursor whose first command waits, as a tailable one's may for long. */
const POLL = 5;

function firstReply(cursor: Closable, run: Run): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => hasReplied(cursor, run) && done(), POLL);
    // Whoever waits for the driver keeps the process alive by its socket; this must not.
    timer.unref();
    const done = (): void => {
      clearInterval(timer);
      resolve();
    };
    run.settled = done;
  });
}
