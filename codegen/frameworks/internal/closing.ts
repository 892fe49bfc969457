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
 * @param close - closes it with what the user has passed, such as a time limit
 * @returns a promise that never rejects: what closing cannot do is not the business of whoever stopped listening
 */
export function closeRun(cursor: Closable, close: () => Promise<void> = () => cursor.close()): Promise<void> {
  const run = runOf(cursor);
  run.restarting = undefined;
  if (run.closing === undefined && isOver(cursor, run)) return endSession(run);
  return (run.closing ??= beginClosing(cursor, run, close));
}

/** Closes a run for good, since nobody has it any more. */
export function endRun(cursor: Closable): void {
  runOf(cursor).isOver = true;
  void closeRun(cursor);
}

/**
 * Ends the session of a cursor's run when the driver would: as soon as the server has nothing more of the result,
 * however long the run is kept. That of a change stream goes on with the next cursor when it resumes.
 */
export function endSessionEarly(cursor: Closable): void {
  const run = runOf(cursor);
  if (run.session === undefined || !hasId(cursor) || !(cursor instanceof EventEmitter)) return;
  const end = (): void => {
    if (run.closing === undefined) void endSession(run);
  };
  // While it is being closed the driver may say so before it has told the server, and before that has been noted.
  cursor.on('close', () => queueMicrotask(end));
  // Up to 6.0 it says so when the last document has been taken.
  run.answered = () => {
    if (isExhausted(cursor)) end();
  };
}

/**
 * Does what ends a client, a session or a transaction after the runs that are being closed have been: ended before them
 * it would leave their cursors open on the server. It does not wait for long, since the first reply of one may never
 * come. The commands of a transaction are answered before, as `afterCommands` has it: until then the driver takes the
 * transaction for one that has not begun, and would tell the server of no end. What was given up of a session is over
 * before, too.
 *
 * @param owners - the clients and sessions that end, or whose transactions do
 * @param around - the operations that wait for this
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

/** A cursor may be rewound after it has been closed, and is to be closed again then. */
function forget(closing: Closing, cursor: Closable): void {
  closings.delete(closing);
  if (hasId(cursor)) closing.run.closing = undefined;
}

async function closeOnce(cursor: Closable, run: Run, close: () => Promise<void>): Promise<void> {
  if (isUnguarded(run) || run.isRead) await replied(cursor, run);
  // What the driver of 5 makes of it is an error that nobody can handle.
  if (run.isClientOver) return endSession(run);
  if (!hasId(cursor) || !(cursor.closed || cursor.killed)) await close().catch(ignore);
  // What a change stream has opened meanwhile, to resume, says so by a token. There may be more of them, and up to 6.0
  // each would have it closed once more.
  if (!hasId(cursor) && cursor instanceof EventEmitter)
    cursor.once('resumeTokenChanged', () => setImmediate(closeAgain, cursor));
  await settled(run);
  // A reply that came after that opens the cursor again, up to 6.0: whatever was asked for before is answered now.
  if (hasId(cursor) && isOpenAgain(cursor) && !run.isClientOver) await cursor.close().catch(ignore);
  await endSession(run);
}

/** Whether the server has a cursor open that it has not been told to close. */
function isOpenAgain({ id, killed }: Closable): boolean {
  return (id as Long | null | undefined)?.isZero() === false && killed === false;
}

/** Whether the server has nothing more of a result. */
function isExhausted({ id }: Closable): boolean {
  return (id as Long | null | undefined)?.isZero() === true;
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
