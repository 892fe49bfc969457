import { createInterface } from 'node:readline';

import { type AnyBulkWriteOperation, type Collection, MongoClient, MongoError } from 'motorized/rxjs';
import { bufferCount, defer, from, mergeMap, type Observable, retry, scan, throwError, timer } from 'rxjs';

interface Measurement {
  readonly _id: string;
  readonly celsius: number;
}

interface Counts {
  readonly read: number;
  readonly broken: number;
  readonly written: number;
}

const { MONGODB_URI = 'mongodb://localhost:27017' } = process.env;
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const RETRIES = 3;
const NONE: Counts = { read: 0, broken: 0, written: 0 };

/** Nothing where a line is no measurement. */
function parse(line: string): Measurement | undefined {
  try {
    const { sensor, at, celsius } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof celsius === 'number' ? { _id: `${String(sensor)} ${String(at)}`, celsius } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a batch. Upserts may be tried again: the second time they find what the first has written. */
function write(measurements: Collection<Measurement>, lines: readonly string[]): Observable<Counts> {
  const parsed = lines.flatMap((line) => parse(line) ?? []);
  const operations = parsed.map(({ _id, celsius }): AnyBulkWriteOperation<Measurement> => {
    return { updateOne: { filter: { _id }, update: { $set: { celsius } }, upsert: true } };
  });
  const mayBeTriedAgain = (error: unknown): boolean =>
    error instanceof MongoError && error.hasErrorLabel('RetryableWriteError');
  return defer(() => (operations.length === 0 ? [{ upsertedCount: 0 }] : measurements.bulkWrite(operations))).pipe(
    retry({
      count: RETRIES,
      delay: (error, times) => (mayBeTriedAgain(error) ? timer(100 * times) : throwError(() => error)),
    }),
    mergeMap(({ upsertedCount }) => [
      { read: lines.length, broken: lines.length - parsed.length, written: upsertedCount },
    ]),
  );
}

MongoClient.using(MONGODB_URI, (client) => {
  const measurements = client.db('motorized_example_rxjs').collection<Measurement>('measurements');
  return from(createInterface({ input: process.stdin })).pipe(
    bufferCount(BATCH),
    mergeMap((lines) => write(measurements, lines), BATCHES_AT_ONCE),
    scan(
      (sum, { read, broken, written }) => ({
        read: sum.read + read,
        broken: sum.broken + broken,
        written: sum.written + written,
      }),
      NONE,
    ),
  );
}).subscribe({
  next: ({ read, broken, written }) => console.log(`${read} read, ${broken} broken, ${written} new`),
  error: (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
});
