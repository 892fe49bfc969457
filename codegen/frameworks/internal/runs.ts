import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** What of the driver's cursors and change streams has to be known to close them. */
export interface Closable {
  /** Undefined until the first reply; a change stream has none. */
  readonly id?: unknown;
  readonly closed: boolean;
  /** Whether the server has been told to close it; a change stream does not say. */
  readonly killed?: boolean;
  close(): Promise<void>;
}

/** What is known of a run besides what its cursor tells. */
export interface Run {
  /** How many commands of the run wait for the driver. */
  pending: number;
  /** How many of them read, and settle with the next reply. */
  fetching: number;
  /** When the last of these began. */
  since: number;
  /** Whether the driver reads by itself, for a stream or a listener. */
  isRead: boolean;
  /** A change stream: whether the server has told the id of its cursor, which it keeps to itself. */
  isOpen: boolean;
  /** A change stream: whether the driver has given its cursor up. It may be opening another one, to resume. */
  isGivenUp: boolean;
  closing: Promise<void> | undefined;
  /** Told that something above has changed. */
  changed: () => void;
}

const runs = new WeakMap<Closable, Run>();

/** Milliseconds between two looks at a cursor whose first command waits, as a tailable one's may for long. */
const POLL = 5;

/** Makes a cursor known before it is used, and gives it back. */
export function track<C extends Closable>(cursor: C): C {
  runOf(cursor);
  return cursor;
}

/** Notes a command that reads from a run while it waits for the driver, and gives its promise back. */
export function during<T>(cursor: Closable, command: Promise<T>): Promise<T> {
  const run = runOf(cursor);
  run.fetching += 1;
  run.since = performance.now();
  const settle = (): void => void (run.fetching -= 1);
  command.then(settle, settle);
  return within(cursor, command);
}

/** The same for a command that consists of others, or does not read. */
export function within<T>(cursor: Closable, command: Promise<T>): Promise<T> {
  const run = runOf(cursor);
  run.pending += 1;
  const settle = (): void => {
    run.pending -= 1;
    run.isOpen = true;
    run.changed();
  };
  command.then(settle, settle);
  return command;
}

/** Notes that the driver reads a run by itself as soon as its stream is read, and gives the stream back. */
export function reading<S extends Readable>(cursor: Closable, stream: S): S {
  const read = stream._read;
  stream._read = (size) => {
    runOf(cursor).isRead = true;
    stream._read = read;
    read.call(stream, size);
  };
  return stream;
}

export function runOf(cursor: Closable): Run {
  let run = runs.get(cursor);
  if (run === undefined) {
    const none = { pending: 0, fetching: 0, since: 0, isRead: false, isOpen: false, isGivenUp: false };
    run = { ...none, closing: undefined, changed: ignore };
    runs.set(cursor, run);
    if (!hasId(cursor) && cursor instanceof EventEmitter) follow(cursor, run);
  }
  return run;
}

/** Cursors tell their id, change streams do not. */
export function hasId(cursor: Closable): boolean {
  return 'id' in cursor;
}

/** Whether something was sent to the server that has not told the id of a cursor yet. */
export function awaitsReply(cursor: Closable, run: Run): boolean {
  if (cursor.closed || (run.pending === 0 && !run.isRead)) return false;
  return hasId(cursor) ? cursor.id === undefined : !run.isOpen;
}

/** Resolves as soon as something holds of a run, or a number of milliseconds has passed. */
export async function until(run: Run, holds: () => boolean, limit: number = Infinity): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const end = performance.now() + limit;
    const look = (): void => {
      if (!holds() && performance.now() < end) return;
      clearInterval(timer);
      run.changed = ignore;
      resolve();
    };
    // Whoever waits for the driver keeps the process alive by its socket; this must not.
    const timer = setInterval(look, POLL).unref();
    run.changed = look;
  });
}

/** A change stream tells by events what its cursor does: the first token comes one turn of the loop before it can be closed. */
function follow(stream: Closable & EventEmitter, run: Run): void {
  run.isGivenUp = stream.closed;
  stream.on('resumeTokenChanged', () => {
    if (!run.isOpen) setImmediate(note, run, { isOpen: true, isGivenUp: false });
  });
  stream.on('close', () => note(run, { isOpen: false, isGivenUp: true }));
  stream.on('newListener', (event) => {
    if (event === 'change') run.isRead = true;
  });
}

function note(run: Run, known: Partial<Run>): void {
  Object.assign(run, known).changed();
}

function ignore(): void {}
