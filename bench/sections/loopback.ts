import * as driver from 'mongodb';

import type { BenchContext } from '../section.js';

const DATABASE = 'motorized_bench';

/** The context of a measurement over loopback. */
export interface Loopback {
  readonly uri: string;
  readonly database: string;
  /** The driver's own client. Wrappers are created from it, so that both sides use the same connections. */
  readonly client: driver.MongoClient;
  /** A collection with documents `{ _id: 0, n: 0 }` to `{ _id: 999, n: 999 }`. */
  readonly thousand: driver.Collection<Numbered>;
}

export interface Numbered extends driver.Document {
  _id: number;
  n: number;
}

/** Runs measurements on a connected client and an empty database, and drops it afterwards. */
export async function onLoopback(context: BenchContext, run: (loopback: Loopback) => Promise<void>): Promise<void> {
  const { uri } = await context.server();
  const client = await new driver.MongoClient(uri).connect();
  const db = client.db(DATABASE);
  try {
    await db.dropDatabase();
    const thousand = db.collection<Numbered>('thousand');
    await thousand.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n, n })));
    await run({ uri, database: DATABASE, client, thousand });
  } finally {
    await db.dropDatabase();
    await client.close();
  }
}
