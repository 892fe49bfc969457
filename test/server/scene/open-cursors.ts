import { setTimeout as sleep } from 'node:timers/promises';

import type { MongoClient } from 'mongodb';

/** How many cursors are open on the server. */
export async function openCursors(admin: MongoClient): Promise<number> {
  const { metrics } = await admin.db('admin').command({ serverStatus: 1 });
  return Number(metrics.cursor.open.total);
}

/** Throws if more cursors stay open than before. Waits a little, since nobody waits until a cursor is closed. */
export async function expectNoneLeftOpen(admin: MongoClient, before: number): Promise<void> {
  let open = before;
  for (let tries = 0; tries < 80; tries += 1) {
    open = await openCursors(admin);
    if (open <= before) return;
    await sleep(25);
  }
  throw new Error(`${open - before} cursors were left open on the server`);
}
