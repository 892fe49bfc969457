import type { ClientSession } from 'mongodb';

import { isObject, takenSession, unwrap } from './unwrap.js';

/** The commands of each session that wait for the driver. */
const pending = new WeakMap<object, Set<Promise<unknown>>>();

/** The session of each command that an object carries which is bound to one. */
const carried = new WeakMap<object, object>();

/** Remembers the session that a command carries without being told, and gives back what it has given. */
export function belongsTo<T>(session: object, command: T): T {
  if (command instanceof Promise) carried.set(command, session);
  return command;
}

/**
 * Notes a command as one of the session that its options name, or that it carries, while it waits for the driver, and
 * gives its promise back.
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
 * Resolves when no command of a transaction waits for the driver.
 *
 * The driver may have one still to send: a transaction that is aborted before has not begun for it, and the command
 * would be carried out outside of any.
 *
 * @param owners - the sessions of transactions, among others
 */
export async function afterCommands(owners: readonly unknown[]): Promise<void> {
  await Promise.allSettled(commandsOf(owners));
}

/** The commands of transactions that wait for the driver. */
export function commandsOf(owners: readonly unknown[]): Promise<unknown>[] {
  return owners.flatMap((owner) => {
    const commands = pending.get(owner as object);
    return commands !== undefined && (owner as ClientSession).inTransaction() ? [...commands] : [];
  });
}
