import { EventEmitter } from 'node:events';

import type { ClientSession, MongoClient } from 'mongodb';

import { onAbort } from './cancellation.js';

/** What of the driver's cursors and change streams has to be known to close them. */
export interface Closable {
  /** Undefined until the first reply; a change stream has none. */
  readonly id?: unknown;
  readonly closed: boolean;
  /** Whether the server has been told to close it; a change stream does not say. */
  readonly killed?: boolean;
  close(): Promise<void>;
}

/** Whose a run is, as far as it is known. */
export interface Owners {
  /** Made for the run, and ended with it. */
  readonly session: ClientSession | undefined;
  /** The user's own session. */
  readonly user: ClientSession | undefined;
  /** The user's own, which the driver's cursor does not know. */
  readonly signal: AbortSignal | undefined;
  readonly client: MongoClient | undefined;
}

/** What is known of a run besides what its cursor tells. */
export interface Run extends Owners {
  /** How many commands of the run wait for the driver. */
  pending: number;
  /** Whether the driver reads by itself, for a stream or a listener. */
  isRead: boolean;
  /** A change stream: whether the server has told the id of its cursor, which it keeps to itself. */
  isOpen: boolean;
  /** Whether whoever reads the documents reads them in batches, and maps them. */
  isInBatches: boolean;
  closing: Promise<void> | undefined;
  /** Whether whoever has the run has given it up: it is not restarted. */
  isOver: boolean;
  /** Whether its client was closed before the server had answered: nobody can tell the server of it any more. */
  isClientOver: boolean;
  /** Resolves when the result can be read from its start again. */
  restarting: Promise<void> | undefined;
  /** Told that something above has changed. */
  changed: () => void;
  /** Told that a command has been answered. */
  answered: () => void;
}

const runs = new WeakMap<Closable, Run>();

/** Milliseconds between two looks at a cursor whose first command waits, as a tailable one's may for long. */
const POLL = 5;

const UNKNOWN: Owners = { session: undefined, user: undefined, signal: undefined, client: undefined };

/** Makes a cursor known before it is used, and gives it back. */
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
 * Runs a command of a run, as soon as that has been restarted if it is to be, and notes it while it waits for the
 * driver. The user's signal rejects what it promises, as the driver's own does.
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

/** Cursors tell their id, change streams do not. */
export function hasId(cursor: Closable): boolean {
  return 'id' in cursor;
}

/** Resolves when the server has told the id of the cursor that it was asked for, if it was. */
export async function replied(cursor: Closable, run: Run): Promise<void> {
  // A cursor has no event for it. Who waits for the driver keeps the process alive by its socket; this must not.
  const timer = setInterval(() => run.changed(), POLL).unref();
  await until(run, () => !awaitsReply(cursor, run));
  clearInterval(timer);
}

/** Resolves when no command of a run waits for the driver. */
export function settled(run: Run): Promise<void> {
  return until(run, () => run.pending === 0);
}

/** Whether something was sent to the server that has not told the id of a cursor yet. */
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
 * A change stream tells by events what its cursor does: the first token comes one turn of the loop before it can be
 * closed.
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

/** Between a `close` and the next token the driver is opening another cursor, to resume. */
function note(run: Run, isOpen: boolean): void {
  run.isOpen = isOpen;
  run.changed();
}

function ignore(): void {}
