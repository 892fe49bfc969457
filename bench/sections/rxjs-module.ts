import type { Abortable, Document, MongoClient } from 'mongodb';

import type { Loopback } from './loopback.js';
import { importIfThere, type Done, type Measured } from './measured.js';

interface Subscription {
  unsubscribe(): void;
}

/** The measured part of an Observable or a recipe. */
interface Observable<T> {
  subscribe(observer: { next(value: T): void; error(error: unknown): void; complete(): void }): Subscription;
}

interface RxDb {
  collection(name: string): { findOne(filter: Document, options?: Abortable): Observable<Document | null> };
  aggregate(pipeline: Document[], options: { readonly batchSize: number }): Observable<Document>;
}

/** The measured part of `motorized/rxjs`. */
interface RxjsModule {
  readonly MongoClient: { wrap(client: MongoClient): { db(name: string): RxDb } };
}

/** `motorized/rxjs` on the shared client. Undefined if it, or rxjs itself, is not installed. */
export async function measuredRxjs({ client, database, thousand }: Loopback): Promise<Measured | undefined> {
  const module = await importIfThere<RxjsModule>('motorized/rxjs');
  if (module === undefined) return undefined;
  const db = module.MongoClient.wrap(client).db(database);
  const collection = db.collection(thousand.collectionName);
  return {
    name: 'motorized/rxjs',
    findOne: (filter, done) => subscribed(collection.findOne(filter), done),
    drain: (pipeline, options) => drained(db.aggregate(pipeline, options)),
  };
}

/** Subscribes, and counts the values until the end. */
function drained(source: Observable<unknown>): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    source.subscribe({ next: () => (count += 1), error: reject, complete: () => resolve(count) });
  });
}

/** Subscribes, and calls back at the end. */
function subscribed(source: Observable<unknown>, done: Done): () => void {
  const subscription = source.subscribe({ next: () => undefined, error: done, complete: () => done() });
  return () => subscription.unsubscribe();
}
