import type { ClientSession } from 'mongodb';

import { isObject, sessionOf } from './unwrap.js';

/** The commands of each session that wait for the driver. */
const pending = new WeakMap<object, Set<Promise<unknown>>>();

/**
 * Notes a command as one of the session that its options name, while it waits for the driver, and gives its promise
 * back.
 */
export function inSession<T>(options: unknown, command: Promise<T>): Promise<T> {
  const session: unknown = sessionOf(options);
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
  for (const owner of owners) {
    const commands = pending.get(owner as object);
    if (commands !== undefined && (owner as ClientSession).inTransaction()) await Promise.allSettled(commands);
  }
}
