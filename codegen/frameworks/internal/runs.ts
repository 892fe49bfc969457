import { EventEmitter } from 'node:events';

import type { ClientSession, MongoClient } from 'mongodb';

import { onAbort } from './cancellation.js';

/** The part of the driver's cursors and change streams that closing needs. */
export interface Closable {
  /** Undefined until the first reply. Change streams do not have it. */
  readonly id?: unknown;
  readonly closed: boolean;
  /** Whether the server has been told to close it. Change streams do not have it. */
  readonly killed?: boolean;
  close(): Promise<void>;
}

/** The owners of a run, as far as they are known. */
export interface Owners {
  /** The session that was created for the run and ends with it. */
  readonly session: ClientSession | undefined;
  /** The user's own session. */
  readonly user: ClientSession | undefined;
  /** The user's own signal, which the driver's cursor does not get. */
  readonly signal: AbortSignal | undefined;
  readonly client: MongoClient | undefined;
}

/** The state of a run that its cursor does not have. */
export interface Run extends Owners {
  /** The number of pending commands. */
  pending: number;
  /** Whether the driver reads by itself, for a stream or a listener. */
  isRead: boolean;
  /** For a change stream, which hides the id of its cursor: whether the server has sent that id. */
  isOpen: boolean;
  /** Whether the reader takes whole batches, and maps the documents itself. */
  isInBatches: boolean;
  closing: Promise<void> | undefined;
  /** Whether the run has been ended for good. It cannot be restarted. */
  isOver: boolean;
  /** Whether its client was closed before the server had answered. The cursor can no longer be closed on the server. */
  isClientOver: boolean;
  /** Resolves when the run has been restarted. */
  restarting: Promise<void> | undefined;
  /** Called when any of the state above has changed. */
  changed: () => void;
  /** Called when a command has been answered. */
  answered: () => void;
}

const runs = new WeakMap<Closable, Run>();

/** How often, in milliseconds, to check a cursor for its first reply, which may take long on a tailable cursor. */
const POLL = 5;

const UNKNOWN: Owners = { session: undefined, user: undefined, signal: undefined, client: undefined };

/** Registers a cursor before it is used. Returns the cursor. */
export function track<C extends Closable>(cursor: C, owners: Owners = UNKNOWN): C {
  const run: Run = {
    ...owners,
    pending: 0,
    isRead: false,
    isOpen: false,
    isInBatches: false,
    closing: undefined,
    isOver: false,
    isClientOver: false,
    restarting: undefined,
    changed: ignore,
    answered: ignore,
  };
  runs.set(cursor, run);
  if (!hasId(cursor) && cursor instanceof EventEmitter) follow(cursor, run);
  return cursor;
}

export function runOf(cursor: Closable): Run {
  return runs.get(cursor) ?? runOf(track(cursor));
}

/**
 * Runs a command of a run and tracks it while it is pending. If the run is being restarted, the command waits for that.
 * It rejects when the user's signal aborts, as in the driver.
 */
export function during<T>(cursor: Closable, call: () => Promise<T>): Promise<T> {
  const run = runOf(cursor);
  const command = run.restarting === undefined ? noted(run, call) : run.restarting.then(() => noted(run, call));
  return run.signal === undefined ? command : orAborted(run.signal, command);
}

function noted<T>(run: Run, call: () => Promise<T>): Promise<T> {
  const command = call();
  run.pending += 1;
  const settle = (): void => {
    run.pending -= 1;
    run.isOpen = true;
    run.changed();
    run.answered();
  };
  command.then(settle, settle);
  return command;
}

/** Whether this is a cursor. Cursors have an id, change streams do not. */
export function hasId(cursor: Closable): boolean {
  return 'id' in cursor;
}

/** Resolves when the server has sent the id of the cursor, if a command that opens it is pending. */
export async function replied(cursor: Closable, run: Run): Promise<void> {
  // Cursors have no event for it. The timer must not keep the process alive: the socket of the pending command does.
  const timer = setInterval(() => run.changed(), POLL).unref();
  await until(run, () => !awaitsReply(cursor, run));
  clearInterval(timer);
}

/** Resolves when no command of a run is pending. */
export function settled(run: Run): Promise<void> {
  return until(run, () => run.pending === 0);
}

/** Whether a command that opens a cursor is pending, so that the id of the cursor is not known yet. */
export function awaitsReply(cursor: Closable, run: Run): boolean {
  if (cursor.closed || (run.pending === 0 && !run.isRead)) return false;
  return hasId(cursor) ? cursor.id === undefined : !run.isOpen;
}

function orAborted<T>(signal: AbortSignal, command: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    const unfollow = onAbort(signal, reject);
    command.then(resolve, reject).finally(unfollow);
  });
}

async function until(run: Run, holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise<void>((resolve) => (run.changed = resolve));
}

/**
 * The events of a change stream say what its cursor does. The first token comes one turn of the event loop before the
 * stream can be closed.
 */
function follow(stream: Closable & EventEmitter, run: Run): void {
  stream.on('resumeTokenChanged', () => {
    if (!run.isOpen) setImmediate(note, run, true);
  });
  stream.on('close', () => note(run, false));
  stream.on('newListener', (event) => {
    if (event === 'change') run.isRead = true;
  });
}

/** Between a `close` and the next token, the driver opens another cursor, to resume. */
function note(run: Run, isOpen: boolean): void {
  run.isOpen = isOpen;
  run.changed();
}

function ignore(): void {}
