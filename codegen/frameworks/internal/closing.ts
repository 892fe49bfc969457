import { EventEmitter } from 'node:events';

import { through } from './iterate.js';
import { awaitsReply, type Closable, during, hasId, type Run, runOf, until, within } from './runs.js';

type Method = (...args: unknown[]) => Promise<unknown>;

interface Closing {
  readonly cursor: Closable;
  readonly closed: Promise<void>;
}

const closings = new Set<Closing>();

const CLOSED = Promise.resolve();

/**
 * Milliseconds that a command which reads is given, from its beginning, before its cursor is closed. Where its reply comes between
 * `close()` and the `killCursors` of it, the driver never sends that: most replies come within these, and the others not just then.
 */
const GRACE = 50;

/** Milliseconds that closing a client or ending a session waits for runs that are being closed. */
const PATIENCE = 1000;

/**
 * Closes a run once, however often it is asked for: a second `close()` of the driver's, or one between the first command and its reply,
 * leaves the cursor open on the server. Before the first reply it is closed as soon as that reply is in.
 *
 * @returns a promise that never rejects: what closing cannot do is not the business of whoever stopped listening
 */
export function closeRun(cursor: Closable): Promise<void> {
  const run = runOf(cursor);
  run.closing ??= isOver(cursor, run) ? CLOSED : beginClosing(cursor, run);
  return run.closing;
}

/** Runs a command that consists of others on a run: it reads no further, and closes nothing itself, once the run is being closed. */
export function execute<C extends Closable, T>(cursor: C, call: (cursor: C) => Promise<T>): Promise<T> {
  return within(cursor, call(through(cursor, driving(cursor, 'close', 'next'), 'close', 'next')));
}

/** The members of a run by which the driver's own iteration reads it, and closes it when it ends. */
export function driving(cursor: Closable, closer: string, ...names: readonly string[]): Record<string, Method> {
  const run = runOf(cursor);
  const members: Record<string, Method> = { [closer]: () => closeRun(cursor) };
  for (const name of names) {
    const method = (cursor as unknown as Record<string, Method>)[name];
    members[name] = async (...args) => (run.closing ? null : await during(cursor, method?.apply(cursor, args) ?? CLOSED));
  }
  return members;
}

/**
 * Does what ends a client or a session after the runs that are being closed have been: ended before them it would leave their cursors
 * open on the server. It does not wait for long, since the first reply of one may never come.
 *
 * @param owners - the clients and sessions that end
 */
export function afterRuns<T>(owners: readonly unknown[], act: () => Promise<T>): Promise<T> {
  const own = [...closings].filter(({ cursor }) => concerns(cursor, owners));
  if (own.length === 0) return act();
  const closed = Promise.all(own.map((each) => each.closed));
  return Promise.race([closed, elapsed(PATIENCE)]).then(act);
}

/** The `close`, or what it is called, of a client or session for the driver's own disposal. */
export function ending<D extends object>(owner: D, name: keyof D & string): Record<string, Method> {
  return { [name]: (...args) => afterRuns([owner], () => (owner[name] as Method).apply(owner, args)) };
}

function beginClosing(cursor: Closable, run: Run): Promise<void> {
  const closing = { cursor, closed: closeOnce(cursor, run).finally(() => closings.delete(closing)) };
  closings.add(closing);
  return closing.closed;
}

async function closeOnce(cursor: Closable, run: Run): Promise<void> {
  if (awaitsReply(cursor, run)) await until(run, () => !awaitsReply(cursor, run));
  else await until(run, () => run.fetching === 0 && !isGivingUp(cursor, run), run.since + GRACE - performance.now());
  if (!hasId(cursor) || !(cursor.closed || cursor.killed)) await cursor.close().catch(ignore);
  // What a change stream has opened meanwhile, to resume, says so by a token.
  if (!hasId(cursor) && cursor instanceof EventEmitter)
    cursor.on('resumeTokenChanged', () => setImmediate(closeAgain, cursor));
}

function closeAgain(cursor: Closable): void {
  cursor.close().catch(ignore);
}

/** Whether the driver has nothing more to do with a cursor. */
function isOver(cursor: Closable, run: Run): boolean {
  return hasId(cursor) && cursor.closed && run.pending === 0;
}

/** Whether the driver is closing the cursor of a change stream by itself. */
function isGivingUp(cursor: Closable, run: Run): boolean {
  return !hasId(cursor) && cursor.closed && !run.isGivenUp;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** Whether a run ends with one of these; so it is taken to where the driver does not tell. */
function concerns(cursor: Closable, owners: readonly unknown[]): boolean {
  const { client, session, parent, options } = cursor as unknown as Partial<Record<string, Record<string, unknown>>>;
  const known = [client, session, parent, parent?.['client'], options?.['session']];
  return (client ?? parent) === undefined || known.some((each) => each != null && owners.includes(each));
}

function ignore(): void {}
