import type { MongoClient } from 'mongodb';

/** What the driver's objects have of their client, one or the other. */
export interface Owned {
  readonly startSession?: unknown;
  readonly client?: MongoClient;
  readonly db?: Owned;
  readonly collection?: Owned | ((name: string) => unknown);
  readonly parent?: Owned;
  readonly s?: Owned;
}

/**
 * The client of an object of the driver's, where that tells: a client itself, a database, a collection, a session, what
 * administers, a bulk, a bucket, a cursor, a change stream.
 */
export function clientOf(owner: unknown): MongoClient | undefined {
  if (owner == null) return undefined;
  const { startSession, client, parent, s } = owner as Owned;
  if (startSession !== undefined) return owner as MongoClient;
  // A database of driver 5 keeps it to itself.
  return client ?? s?.client ?? clientOf(madeBy(owner)) ?? clientOf(parent);
}

/** The database or collection that an object of the driver's was made by, or of; undefined where it tells none. */
export function madeBy(owner: unknown): Owned | undefined {
  const { db, collection, s } = (owner ?? {}) as Owned;
  return typeof collection === 'object' ? collection : (db ?? s?.db);
}
