import type { MongoClient } from 'mongodb';

/** The fields through which the driver's objects lead to their client. Each class has some of them. */
export interface Owned {
  readonly startSession?: unknown;
  readonly client?: MongoClient;
  readonly db?: Owned;
  readonly collection?: Owned | ((name: string) => unknown);
  readonly parent?: Owned;
  readonly s?: Owned;
}

/**
 * The client of a driver object, if it can be found: of a client itself, a database, a collection, a session, an
 * `Admin`, a bulk operation, a bucket, a cursor, or a change stream.
 */
export function clientOf(owner: unknown): MongoClient | undefined {
  if (owner == null) return undefined;
  const { startSession, client, parent, s } = owner as Owned;
  if (startSession !== undefined) return owner as MongoClient;
  // In driver 5, a database has its client only in its private state.
  return client ?? s?.client ?? clientOf(madeBy(owner)) ?? clientOf(parent);
}

/** The database or collection that created a driver object, if the object has it. */
export function madeBy(owner: unknown): Owned | undefined {
  const { db, collection, s } = (owner ?? {}) as Owned;
  return typeof collection === 'object' ? collection : (db ?? s?.db);
}
