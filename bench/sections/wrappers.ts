import * as driver from 'mongodb';
import { ClientSession, Collection, FindCursor } from 'motorized/promise';
import { Bench, type FnReturnedObject } from 'tinybench';

import { unwrapOptions } from '../../codegen/frameworks/internal/unwrap.js';
import { table } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';

/** The cost of a wrapper and of an options object, without a server. */
export const wrappers: Section = {
  name: 'wrappers',
  title: 'nanoseconds to make or find a wrapper, and to take wrappers out of options',
  goal: 'little compared with what the driver does to create the same object: about 200 ns for a wrapper, 2 ns for options without one',
  run,
};

const BATCH = 1000;

/** The last results of the measured expressions, so that the compiler does not drop them as unused. */
let last: unknown;

async function run({ print }: BenchContext): Promise<void> {
  const time = numberFromEnv('TIME', 1000);
  // It never connects, since creating these objects needs no server.
  const client = new driver.MongoClient('mongodb://127.0.0.1:1');
  const bench = new Bench({ time, warmupTime: time / 4, timestampProvider: 'hrtimeNow', retainSamples: false });
  addWrapping(bench, client);
  addOptions(bench, client);
  await bench.run();
  const rows = bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    const { p50, mad, samplesCount } = result.latency;
    return [name, (p50 * 1e6).toFixed(1), (mad * 1e6).toFixed(1), String(samplesCount)];
  });
  print(...table([['', 'ns', '± mad', `batches of ${BATCH}`], ...rows]));
  await client.close();
}

function addWrapping(bench: Bench, client: driver.MongoClient): void {
  const db = client.db('bench');
  const collection = db.collection('c');
  let collections: driver.Collection[] = [];
  let cursors: driver.FindCursor[] = [];
  const closeCursors = async (): Promise<void> =>
    void (await Promise.all(cursors.splice(0).map((each) => each.close())));
  const freshCollections = (): void => void (collections = Array.from({ length: BATCH }, () => db.collection('c')));
  const freshCursors = (): void => void (cursors = Array.from({ length: BATCH }, () => collection.find({})));

  bench.add('driver: db.collection()', () => batch(() => db.collection('c')));
  bench.add('Collection.wrap, new', () => batch((at) => Collection.wrap(collections[at]!)), {
    beforeEach: freshCollections,
  });
  bench.add('Collection.wrap, known', () => batch(() => Collection.wrap(collection)));
  // A cursor that nobody closes stays among the client's active ones.
  bench.add('driver: collection.find()', () => batch(() => cursors[cursors.push(collection.find({})) - 1]), {
    afterEach: closeCursors,
  });
  bench.add('FindCursor.wrap, new', () => batch((at) => FindCursor.wrap(cursors[at]!)), {
    beforeEach: freshCursors,
    afterEach: closeCursors,
  });
}

function addOptions(bench: Bench, client: driver.MongoClient): void {
  const session = client.startSession();
  const without = { limit: 1 };
  const raw = { limit: 1, session };
  const wrapped = { limit: 1, session: ClientSession.wrap(session) };
  bench.add('unwrapOptions: no options', () => batch(() => unwrapOptions(undefined, 'session')));
  bench.add('unwrapOptions: no session', () => batch(() => unwrapOptions(without, 'session')));
  bench.add("unwrapOptions: the driver's session", () => batch(() => unwrapOptions(raw, 'session')));
  bench.add('unwrapOptions: a wrapper', () => batch(() => unwrapOptions(wrapped, 'session')));
}

/** One sample is the mean of a batch, since a single call is shorter than a tick of the clock. */
function batch(operation: (at: number) => unknown): FnReturnedObject {
  const before = process.hrtime.bigint();
  for (let at = 0; at < BATCH; at++) last = operation(at);
  const elapsed = Number(process.hrtime.bigint() - before) / 1e6;
  return { overriddenDuration: elapsed / BATCH, overriddenIterationCost: elapsed };
}

/** Keeps `last` in use for the compiler. */
export const lastResult = (): unknown => last;
