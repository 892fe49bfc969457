import type { ClientSession } from 'mongodb';

import { isObject, takenSession, unwrap } from './unwrap.js';

/** The pending commands of each session. */
const pending = new WeakMap<object, Set<Promise<unknown>>>();

/** The session of each command that was called on a bound handle. */
const carried = new WeakMap<object, object>();

/** Remembers the session that a bound handle passes with a command. Returns the command's promise. */
export function belongsTo<T>(session: object, command: T): T {
  if (command instanceof Promise) carried.set(command, session);
  return command;
}

/**
 * Tracks a command while it is pending, by the session that its options name or that a bound handle passes. Returns its
 * promise.
 */
export function inSession<T>(options: unknown, command: Promise<T>): Promise<T> {
  const session: unknown = takenSession(options) ?? unwrap(carried.get(command));
  if (!isObject(session)) return command;
  const commands = pending.get(session) ?? new Set();
  pending.set(session, commands.add(command));
  const settle = (): void => void commands.delete(command);
  command.then(settle, settle);
  return command;
}

/**
 * Resolves when no command of a transaction is pending.
 *
 * The driver may not have sent a pending command yet. If the transaction were aborted now, the driver would take it for
 * one that has not begun, and run the command outside of any transaction.
 *
 * @param owners - sessions, among other objects
 */
export async function afterCommands(owners: readonly unknown[]): Promise<void> {
  await Promise.allSettled(commandsOf(owners));
}

/** The pending commands of the transactions of these sessions. */
export function commandsOf(owners: readonly unknown[]): Promise<unknown>[] {
  return owners.flatMap((owner) => {
    const commands = pending.get(owner as object);
    return commands !== undefined && (owner as ClientSession).inTransaction() ? [...commands] : [];
  });
}
