import { EventEmitter } from 'node:events';

import type { Long } from 'mongodb';

import type { Cancellation } from './cancellation.js';
import { afterGivenUp } from './executions.js';
import { afterCommands, commandsOf } from './sessions.js';
import { type Closable, hasId, replied, type Run, runOf, settled } from './runs.js';

interface Closing {
  readonly run: Run;
  readonly closed: Promise<void>;
}

const closings = new Set<Closing>();

const DONE = Promise.resolve();

/** How many milliseconds closing a client or ending a session waits for runs that are being closed. */
const PATIENCE = 1000;

/**
 * Closes a run and ends its session. Further calls wait for the first one.
 *
 * A second `close()` of the driver, or one between a command and its reply, leaves the cursor open on the server if it
 * also ends the cursor's session. If the session was created for the run, `close()` does not end it, so that the driver
 * can still kill the cursor when the reply arrives. A cursor without such a session, and one that the driver reads by
 * itself, is closed as soon as the first reply is in.
 *
 * @param close - closes the cursor with the user's arguments, such as a time limit
 * @returns a promise that never rejects, since nobody listens to the run any more
 */
export function closeRun(cursor: Closable, close: () => Promise<void> = () => cursor.close()): Promise<void> {
  const run = runOf(cursor);
  run.restarting = undefined;
  if (run.closing === undefined && isOver(cursor, run)) return endSession(run);
  return (run.closing ??= beginClosing(cursor, run, close));
}

/** Closes a run for good: it cannot be restarted. */
export function endRun(cursor: Closable): void {
  runOf(cursor).isOver = true;
  void closeRun(cursor);
}

/**
 * Ends the session of a cursor's run when the driver would: as soon as the server has no more of the result, however
 * long the run is kept. The session of a change stream is kept, since the stream may resume with another cursor.
 */
export function endSessionEarly(cursor: Closable): void {
  const run = runOf(cursor);
  if (run.session === undefined || !hasId(cursor) || !(cursor instanceof EventEmitter)) return;
  const end = (): void => {
    if (run.closing === undefined) void endSession(run);
  };
  // On closing, the driver may emit this before it has told the server, and before `closing` is set.
  cursor.on('close', () => queueMicrotask(end));
  // Up to 6.0, it emits `close` only when the last document has been read.
  run.answered = () => {
    if (isExhausted(cursor)) end();
  };
}

/**
 * Ends a client, a session or a transaction after the runs that are being closed: ended before them, it would leave
 * their cursors open on the server. It does not wait for long, since the first reply of a run may never come.
 *
 * Before that, it waits for the pending commands of a transaction, as `afterCommands` explains: until they are
 * answered, the driver takes the transaction for one that has not begun, and would not tell the server that it ends. It
 * also waits for cancelled operations of a session.
 *
 * @param owners - the clients and sessions that end, or whose transaction ends
 * @param around - the operations that wait for this, which it must not wait for
 */
export function afterRuns<T>(
  owners: readonly unknown[],
  act: () => Promise<T>,
  around?: ReadonlySet<Cancellation>,
): Promise<T> {
  if (commandsOf(owners).length > 0) return afterCommands(owners).then(() => afterRuns(owners, act, around));
  const closing = [...closings].filter(({ run }) => concerns(run, owners));
  const givenUp = afterGivenUp(owners, around);
  if (closing.length === 0 && givenUp === undefined) return act();
  const ended = Promise.all([givenUp, ...closing.map((each) => each.closed)]);
  return Promise.race([ended, elapsed(PATIENCE)]).then(() => {
    for (const each of closing) each.run.isClientOver = closings.has(each) && owners.includes(each.run.client);
    return act();
  });
}

function beginClosing(cursor: Closable, run: Run, close: () => Promise<void>): Promise<void> {
  const closing = { run, closed: closeOnce(cursor, run, close).finally(() => forget(closing, cursor)) };
  closings.add(closing);
  return closing.closed;
}

/** A closed cursor can be rewound, and then has to be closed again. */
function forget(closing: Closing, cursor: Closable): void {
  closings.delete(closing);
  if (hasId(cursor)) closing.run.closing = undefined;
}

async function closeOnce(cursor: Closable, run: Run, close: () => Promise<void>): Promise<void> {
  if (isUnguarded(run) || run.isRead) await replied(cursor, run);
  // Driver 5 would raise an error that nobody can handle.
  if (run.isClientOver) return endSession(run);
  if (!hasId(cursor) || !(cursor.closed || cursor.killed)) await close().catch(ignore);
  // A change stream may have opened another cursor meanwhile, to resume; a token says that it is open. This listens
  // once: there may be more tokens, and up to 6.0, each would close the stream once more.
  if (!hasId(cursor) && cursor instanceof EventEmitter)
    cursor.once('resumeTokenChanged', () => setImmediate(closeAgain, cursor));
  await settled(run);
  // Up to 6.0, a late reply reopens the cursor. By now, everything has been answered.
  if (hasId(cursor) && isOpenAgain(cursor) && !run.isClientOver) await cursor.close().catch(ignore);
  await endSession(run);
}

/** Whether the server has the cursor open and has not been told to close it. */
function isOpenAgain({ id, killed }: Closable): boolean {
  return (id as Long | null | undefined)?.isZero() === false && killed === false;
}

/** Whether the server has no more of the result. */
function isExhausted({ id }: Closable): boolean {
  return (id as Long | null | undefined)?.isZero() === true;
}

function closeAgain(cursor: Closable): void {
  cursor.close().catch(ignore);
}

function endSession({ session }: Run): Promise<void> {
  return session === undefined ? DONE : session.endSession().catch(ignore);
}

/** Whether the driver is done with a cursor. */
function isOver(cursor: Closable, run: Run): boolean {
  return hasId(cursor) && cursor.closed && run.pending === 0;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** Whether closing a cursor ends its session. After `rewind()`, it has a session of that kind. */
function isUnguarded({ session, user }: Run): boolean {
  return user === undefined && session?.hasEnded !== false;
}

/** Whether a run belongs to one of these. If its client is unknown, it may. */
function concerns({ client, user }: Run, owners: readonly unknown[]): boolean {
  return client === undefined || owners.includes(client) || owners.includes(user);
}

function ignore(): void {}
