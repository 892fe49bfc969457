import type * as driver from 'mongodb';

import { drain, drainBatches } from '../drain.js';
import { comparisonTable } from '../report.js';
import type { BenchContext } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { repeat, repeatCallback, sideBySide, twice, type Variant } from '../side-by-side.js';
import type { Loopback } from './loopback.js';
import type { Measured } from './measured.js';

/**
 * How many operations it takes until a service's code is compiled. An operation is a findOne or a batch of a stream. In
 * the first thousand, code other than the driver's, which all variants share, is interpreted and costs 20 to 30 µs;
 * afterwards, 1.
 */
const WARM_UP = 2500;

/** findOne: raw, raw with a new signal for each call or one signal for many, and as a lazy framework runs it. */
export async function measureFindOne(
  { print }: BenchContext,
  loopback: Loopback,
  measured: readonly Measured[],
  others: readonly Variant[] = [],
): Promise<void> {
  const { thousand } = loopback;
  const rounds = numberFromEnv('ROUNDS', 1000);
  const kept = new AbortController();
  const variants = [
    ...twice('raw', (at) => thousand.findOne({ _id: at })),
    {
      name: 'raw, an AbortController for each operation',
      run: repeat((at) => thousand.findOne({ _id: at }, { signal: new AbortController().signal })),
    },
    {
      name: 'raw, one AbortController for all',
      run: repeat((at) => thousand.findOne({ _id: at }, { signal: kept.signal })),
    },
  ];
  for (const { name, findOne } of measured)
    variants.push({ name: `${name}, cancellable`, run: repeatCallback((at, done) => findOne({ _id: at }, done)) });
  variants.push(...others);
  print(`  ${rounds} rounds of 4 operations each, after ${WARM_UP} for warm-up, interleaved; all on one client`);
  print(...comparisonTable('findOne', 'µs each', await sideBySide(variants, { rounds, times: 4, warmUp: WARM_UP })));
}

/**
 * A million small documents that the server generates on the fly, read in batches of 1,000, with cursors short enough
 * for the variants to take turns. With `ROUNDS=1` there is a single cursor; the test server then takes longer for each
 * document, and dominates the ratios on the clock. Reading by hand shows what is possible.
 */
export async function measureStream(
  { print }: BenchContext,
  loopback: Loopback,
  measured: readonly Measured[],
  others: readonly { readonly name: string; readonly client: driver.MongoClient }[] = [],
): Promise<void> {
  const { client, database } = loopback;
  const rounds = numberFromEnv('ROUNDS', 100);
  const documents = Math.ceil(numberFromEnv('DOCS', 1_000_000) / rounds);
  const open = (): driver.AggregationCursor => client.db(database).aggregate(numbers(documents), BATCHES);
  const variants: Variant[] = [
    ...twice('raw for await', () => counted(documents, drain(open()))),
    { name: 'raw by batch, by hand', run: repeat(() => counted(documents, drainBatches(open()))) },
  ];
  for (const { name, drain: drainAll } of measured)
    variants.push({ name, run: repeat(() => counted(documents, drainAll(numbers(documents), BATCHES))) });
  for (const other of others) {
    const opened = (): driver.AggregationCursor => other.client.db(database).aggregate(numbers(documents), BATCHES);
    variants.push({ name: other.name, run: repeat(() => counted(documents, drain(opened()))) });
  }
  const warmUp = Math.ceil((WARM_UP * BATCHES.batchSize) / documents);
  print(
    `  ${rounds} rounds of a cursor of ${documents} documents each, in batches of ${BATCHES.batchSize}, after ${warmUp} that do not count, interleaved`,
  );
  const comparisons = await sideBySide(variants, { rounds, times: 1, per: documents, warmUp });
  print(...comparisonTable('stream', 'µs a document', comparisons));
}

const BATCHES = { batchSize: 1000 };

/** `{ a, b }` for 1,000 values of `b` for each `a`, so that no document exceeds the server's limit. */
function numbers(documents: number): driver.Document[] {
  return [
    { $documents: [{}] },
    { $set: { a: { $range: [0, Math.ceil(documents / 1000)] } } },
    { $unwind: '$a' },
    { $set: { b: { $range: [0, 1000] } } },
    { $unwind: '$b' },
    { $limit: documents },
  ];
}

async function counted(expected: number, counting: Promise<number>): Promise<void> {
  const count = await counting;
  if (count !== expected) throw new Error(`The cursor gave ${count} documents, not ${expected}.`);
}
