import type { MongoClient } from 'mongodb';

/** What the driver's objects have of their client, one or the other. */
interface Owned {
  readonly startSession?: unknown;
  readonly client?: MongoClient;
  readonly db?: Owned;
  readonly collection?: Owned | ((name: string) => unknown);
  readonly s?: Owned;
}

/**
 * The client of an object of the driver's, where that tells: a client itself, a database, a collection, a session, what
 * administers, a bulk, a bucket.
 */
export function clientOf(owner: unknown): MongoClient | undefined {
  const { startSession, client, db, collection, s } = (owner ?? {}) as Owned;
  if (startSession !== undefined) return owner as MongoClient;
  const further = typeof collection === 'object' ? collection : (db ?? s?.db);
  return client ?? further?.client;
}
