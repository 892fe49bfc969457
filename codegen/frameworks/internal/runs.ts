import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** What of the driver's cursors and change streams closing has to know. */
export interface Closable {
  /** Undefined until the first reply; a change stream has none. */
  readonly id?: unknown;
  readonly closed: boolean;
  /** Whether the server has been told to close it; a change stream does not say. */
  readonly killed?: boolean;
  close(): Promise<void>;
}

/** What is known of a run besides what its cursor tells. */
interface Run {
  /** How many commands of the run wait for the driver. */
  pending: number;
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

interface Closing {
  readonly cursor: Closable;
  readonly closed: Promise<void>;
}

const runs = new WeakMap<Closable, Run>();
const closings = new Set<Closing>();

const CLOSED = Promise.resolve();

/** Milliseconds between two looks at a cursor whose first command waits, as a tailable one's may for long. */
const POLL = 5;

/**
 * Milliseconds that a pending command has for settling before its cursor is closed. A reply between `close()` and its
 * `killCursors` makes the driver forget that command; most replies come within these, and the others are unlikely to
 * come just then.
 */
const GRACE = 50;

/** Milliseconds that closing a client or ending a session waits for runs that are being closed. */
const PATIENCE = 1000;

/** Makes a cursor known before it is used, and gives it back. */
export function track<C extends Closable>(cursor: C): C {
  runOf(cursor);
  return cursor;
}

/** Notes a command of a run while it waits for the driver, and gives its promise back. */
export function during<T>(cursor: Closable, command: Promise<T>): Promise<T> {
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

/**
 * Closes a run once, however often it is asked for: a second `close()` of the driver's, or one between the first
 * command and its reply, leaves the cursor open on the server. Before the first reply it is closed as soon as that
 * reply is in.
 *
 * @returns a promise that never rejects: what closing cannot do is not the business of whoever stopped listening
 */
export function closeRun(cursor: Closable): Promise<void> {
  const run = runOf(cursor);
  run.closing ??= isOver(cursor, run) ? CLOSED : beginClosing(cursor, run);
  return run.closing;
}

/** The members of a run by which the driver's own iteration reads it, and closes it when it ends. */
export function driving<D extends Closable>(
  cursor: D,
  closer: string,
  ...names: readonly string[]
): Record<string, Method> {
  const commands = names.map((name): [string, Method] => [
    name,
    (...args) => during(cursor, (cursor[name as keyof D] as Method).apply(cursor, args)),
  ]);
  return { ...Object.fromEntries(commands), [closer]: () => closeRun(cursor) };
}

/**
 * Does what ends a client or a session after the runs that are being closed have been: ended before them it would leave
 * their cursors open on the server. It does not wait for long, since the first reply of one may never come.
 *
 * @param owners - the clients and sessions that end
 */
export function afterRuns<T>(owners: readonly unknown[], act: () => Promise<T>): Promise<T> {
  const own = [...closings].filter(({ cursor }) => concerns(cursor, owners));
  if (own.length === 0) return act();
  const closed = Promise.all(own.map((each) => each.closed)).then(() => true);
  return Promise.race([closed, elapsed(PATIENCE)]).then(act);
}

/** The `close`, or what it is called, of a client or session for the driver's own disposal. */
export function ending<D extends object>(owner: D, name: keyof D & string): Record<string, Method> {
  return { [name]: (...args) => afterRuns([owner], () => (owner[name] as Method).apply(owner, args)) };
}

type Method = (...args: unknown[]) => Promise<unknown>;

function beginClosing(cursor: Closable, run: Run): Promise<void> {
  const closing = { cursor, closed: closeOnce(cursor, run).finally(() => closings.delete(closing)) };
  closings.add(closing);
  return closing.closed;
}

async function closeOnce(cursor: Closable, run: Run): Promise<void> {
  await until(run, () => cursor.closed || !awaitsReply(cursor, run));
  await until(run, () => run.pending === 0 && !isGivingUp(cursor, run), GRACE);
  if (!hasId(cursor) || !(cursor.closed || cursor.killed)) await cursor.close().catch(ignore);
  // What a change stream has opened meanwhile, to resume, says so by a token.
  if (isEmitter(cursor) && !hasId(cursor)) cursor.on('resumeTokenChanged', () => setImmediate(closeAgain, cursor));
}

function closeAgain(cursor: Closable): void {
  cursor.close().catch(ignore);
}

/** Whether the driver has nothing more to do with a cursor. */
function isOver(cursor: Closable, run: Run): boolean {
  return hasId(cursor) && cursor.closed && run.pending === 0;
}

/** Whether something was sent to the server that has not told the id of a cursor yet. */
function awaitsReply(cursor: Closable, run: Run): boolean {
  return (run.pending > 0 || run.isRead) && (hasId(cursor) ? cursor.id === undefined : !run.isOpen);
}

/** Whether the driver is closing the cursor of a change stream by itself. */
function isGivingUp(cursor: Closable, run: Run): boolean {
  return !hasId(cursor) && cursor.closed && !run.isGivenUp;
}

function runOf(cursor: Closable): Run {
  let run = runs.get(cursor);
  if (run === undefined) {
    run = { pending: 0, isRead: false, isOpen: false, isGivenUp: false, closing: undefined, changed: ignore };
    runs.set(cursor, run);
    if (!hasId(cursor) && isEmitter(cursor)) follow(cursor, run);
  }
  return run;
}

/**
 * A change stream tells by events what its cursor does: the first token comes one turn of the loop before it can be
 * closed.
 */
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

/** Resolves as soon as something holds, or a number of milliseconds has passed. */
function until(run: Run, holds: () => boolean, limit = Infinity): Promise<void> {
  if (holds()) return CLOSED;
  return new Promise((resolve) => {
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

function elapsed(milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds, false).unref());
}

/** Whether a run ends with one of these; so it is taken to where the driver does not tell. */
function concerns(cursor: Closable, owners: readonly unknown[]): boolean {
  const { client, session, parent, options } = cursor as unknown as Partial<Record<string, Record<string, unknown>>>;
  const known = [client, session, parent, parent?.['client'], options?.['session']].filter((each) => each != null);
  return (client ?? parent) === undefined || known.some((each) => owners.includes(each));
}

function hasId(cursor: Closable): boolean {
  return 'id' in cursor;
}

function isEmitter<C extends object>(cursor: C): cursor is C & EventEmitter {
  return cursor instanceof EventEmitter;
}

function ignore(): void {}
