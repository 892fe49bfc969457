import { MongoClient } from 'motorized/callback';

import { comparisonTable } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { repeat, repeatCallback, sideBySide, twice, type Variant } from '../side-by-side.js';
import { connectLegacy, type LegacyClients } from './legacy.js';
import { type Loopback, onLoopback } from './loopback.js';

/** What the callback form costs over loopback. */
export const callback: Section = {
  name: 'callback',
  title: 'the callback form of findOne and insertOne over loopback, compared with raw promises and mongodb-legacy',
  goal: 'at most 1.02 of raw promises (mongodb-legacy was measured at 1.13)',
  run: (context) => onLoopback(context, (loopback) => run(context, loopback)),
};

async function run({ print }: BenchContext, loopback: Loopback): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 1000);
  const legacy = await connectLegacy(loopback.uri);
  if (legacy === undefined) print('  skipped: mongodb-legacy, which is not installed in examples/callback-legacy');
  else print(`  mongodb-legacy ${legacy.version} on its own driver ${legacy.driverVersion}`);
  try {
    const finding = await sideBySide(findOnes(loopback, legacy), { rounds, times: 4, warmUp: 250 });
    print(`  ${rounds} rounds of 4 operations each, interleaved`);
    print(...comparisonTable('findOne', 'µs each', finding));
    const inserting = await sideBySide(insertOnes(loopback, legacy), {
      rounds: Math.ceil(rounds / 2),
      times: 4,
      warmUp: 50,
    });
    print(...comparisonTable('insertOne', 'µs each', inserting));
  } finally {
    await legacy?.close();
  }
}

function findOnes({ client, database, thousand }: Loopback, legacy: LegacyClients | undefined): Variant[] {
  const name = thousand.collectionName;
  const wrapped = MongoClient.wrap(client).db(database).collection<{ _id: number }>(name);
  return [
    ...twice('raw promises', (at) => thousand.findOne({ _id: at })),
    { name: 'motorized/callback', run: repeatCallback((at, done) => wrapped.findOne({ _id: at }, done)) },
    { name: 'motorized/callback, promise form', run: repeat((at) => wrapped.findOne({ _id: at })) },
    ...legacyVariants(
      legacy,
      (clients) => repeat((at) => clients.driver.db(database).collection(name).findOne({ _id: at })),
      (clients) => {
        const collection = clients.legacy.db(database).collection(name);
        return repeatCallback((at, done) => collection.findOne({ _id: at }, done));
      },
    ),
  ];
}

function insertOnes({ client, database }: Loopback, legacy: LegacyClients | undefined): Variant[] {
  const raw = client.db(database).collection('inserted');
  const wrapped = MongoClient.wrap(client).db(database).collection('inserted');
  return [
    ...twice('raw promises', (n) => raw.insertOne({ n })),
    { name: 'motorized/callback', run: repeatCallback((n, done) => wrapped.insertOne({ n }, done)) },
    ...legacyVariants(
      legacy,
      (clients) => repeat((n) => clients.driver.db(database).collection('inserted').insertOne({ n })),
      (clients) => {
        const collection = clients.legacy.db(database).collection('inserted');
        return repeatCallback((n, done) => collection.insertOne({ n }, done));
      },
    ),
  ];
}

/** mongodb-legacy, compared with the driver that it wraps, which is older than ours. */
function legacyVariants(
  legacy: LegacyClients | undefined,
  promises: (clients: LegacyClients) => Variant['run'],
  callbacks: (clients: LegacyClients) => Variant['run'],
): Variant[] {
  if (legacy === undefined) return [];
  return [
    { name: `raw promises of driver ${legacy.driverVersion}`, run: promises(legacy) },
    { name: 'mongodb-legacy', run: callbacks(legacy) },
  ];
}
