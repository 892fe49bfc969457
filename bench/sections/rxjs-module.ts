import type { Abortable, Document, MongoClient } from 'mongodb';

export interface Subscription {
  unsubscribe(): void;
}

/** As much of an Observable, or of a recipe, as is measured. */
export interface Observable<T> {
  subscribe(observer: { next(value: T): void; error(error: unknown): void; complete(): void }): Subscription;
}

interface RxCollection {
  findOne(filter: Document, options?: Abortable): Observable<Document | null>;
}

interface RxDb {
  collection(name: string): RxCollection;
  aggregate(pipeline: Document[], options: { readonly batchSize: number }): Observable<Document>;
}

/** As much of `motorized/rxjs` as is measured. */
export interface RxjsModule {
  readonly MongoClient: { wrap(client: MongoClient): { db(name: string): RxDb } };
}

// Not a literal, so that this compiles where the framework or its peer is not there.
const MODULE: string = 'motorized/rxjs';
const ABSENT: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

/** The rxjs framework, or nothing where it, or rxjs itself, is not installed. */
export async function loadRxjs(): Promise<RxjsModule | undefined> {
  try {
    return (await import(MODULE)) as RxjsModule;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}

/** Subscribes and counts what comes until the end. */
export function drained(source: Observable<unknown>): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    source.subscribe({ next: () => (count += 1), error: reject, complete: () => resolve(count) });
  });
}

/** Subscribes and calls back at the end. */
export function subscribed(source: Observable<unknown>, done: (error?: unknown) => void): void {
  source.subscribe({ next: () => undefined, error: done, complete: () => done() });
}
