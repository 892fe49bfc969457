import { EventEmitter } from 'node:events';

import { type Closable, during, hasId, replied, type Run, runOf, settled } from './runs.js';

type Method = (...args: unknown[]) => Promise<unknown>;

interface Closing {
  readonly run: Run;
  readonly closed: Promise<void>;
}

const closings = new Set<Closing>();

const DONE = Promise.resolve();

/** Milliseconds that closing a client or ending a session waits for runs that are being closed. */
const PATIENCE = 1000;

/**
 * Closes a run once, however often it is asked for, and ends its session.
 *
 * A second `close()` of the driver's, or one between a command and its reply, leaves the cursor open on the server
 * where it ends the session of the cursor. A session of the run's own is not ended by it, so that the driver can still
 * kill the cursor when the reply is in. A cursor without is closed as soon as the first reply is in, and so is one that
 * the driver reads by itself.
 *
 * @returns a promise that never rejects: what closing cannot do is not the business of whoever stopped listening
 */
export function closeRun(cursor: Closable): Promise<void> {
  const run = runOf(cursor);
  run.closing ??= isOver(cursor, run) ? endSession(run) : beginClosing(cursor, run);
  return run.closing;
}

/** The members of a run by which the driver's own iteration reads it, and closes it when it ends. */
export function driving(cursor: Closable, closer: string, ...names: readonly string[]): Record<string, Method> {
  const members: Record<string, Method> = { [closer]: () => closeRun(cursor) };
  for (const name of names) {
    const method = (cursor as unknown as Record<string, Method | undefined>)[name];
    members[name] = (...args) => during(cursor, method?.apply(cursor, args) ?? DONE);
  }
  return members;
}

/**
 * Does what ends a client or a session after the runs that are being closed have been: ended before them it would leave
 * their cursors open on the server. It does not wait for long, since the first reply of one may never come.
 *
 * @param owners - the clients and sessions that end
 */
export function afterRuns<T>(owners: readonly unknown[], act: () => Promise<T>): Promise<T> {
  const own = [...closings].filter(({ run }) => concerns(run, owners));
  if (own.length === 0) return act();
  const closed = Promise.all(own.map((each) => each.closed));
  return Promise.race([closed, elapsed(PATIENCE)]).then(act);
}

/** The `close`, or what it is called, of a client or session for the driver's own disposal. */
export function ending<D extends object>(owner: D, name: keyof D & string): Record<string, Method> {
  return { [name]: (...args) => afterRuns([owner], () => (owner[name] as Method).apply(owner, args)) };
}

function beginClosing(cursor: Closable, run: Run): Promise<void> {
  const closing = { run, closed: closeOnce(cursor, run).finally(() => closings.delete(closing)) };
  closings.add(closing);
  return closing.closed;
}

async function closeOnce(cursor: Closable, run: Run): Promise<void> {
  if (isUnguarded(run) || run.isRead) await replied(cursor, run);
  if (!hasId(cursor) || !(cursor.closed || cursor.killed)) await cursor.close().catch(ignore);
  // What a change stream has opened meanwhile, to resume, says so by a token.
  if (!hasId(cursor) && cursor instanceof EventEmitter)
    cursor.on('resumeTokenChanged', () => setImmediate(closeAgain, cursor));
  await settled(run);
  await endSession(run);
}

function closeAgain(cursor: Closable): void {
  cursor.close().catch(ignore);
}

function endSession({ session }: Run): Promise<void> {
  return session === undefined ? DONE : session.endSession().catch(ignore);
}

/** Whether the driver has nothing more to do with a cursor. */
function isOver(cursor: Closable, run: Run): boolean {
  return hasId(cursor) && cursor.closed && run.pending === 0;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** Whether the session of a cursor ends when it is closed; `rewind()` gives it one of that kind. */
function isUnguarded({ session, user }: Run): boolean {
  return user === undefined && session?.hasEnded !== false;
}

/** Whether a run ends with one of these; so it is taken to where it is not known. */
function concerns({ client, user }: Run, owners: readonly unknown[]): boolean {
  return client === undefined || owners.includes(client) || owners.includes(user);
}

function ignore(): void {}
