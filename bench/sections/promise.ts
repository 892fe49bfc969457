import { MongoClient } from 'motorized/promise';

import { drain } from '../drain.js';
import { comparisonTable } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { repeat, sideBySide, twice } from '../side-by-side.js';
import { type Loopback, onLoopback } from './loopback.js';

/** The cost of the promise framework over loopback. */
export const promise: Section = {
  name: 'promise',
  title: 'a findOne and a drained cursor over loopback, through motorized/promise and through the raw driver',
  goal: 'at most 1.02 of the raw driver',
  run: (context) => onLoopback(context, (loopback) => run(context, loopback)),
};

async function run({ print }: BenchContext, { client, thousand, database }: Loopback): Promise<void> {
  const wrapped = MongoClient.wrap(client).db(database).collection(thousand.collectionName);
  const rounds = numberFromEnv('ROUNDS', 1000);

  const findOnes = [
    ...twice('raw', (at) => thousand.findOne({ _id: at })),
    { name: 'motorized/promise', run: repeat((at) => wrapped.findOne({ _id: at as never })) },
  ];
  const found = await sideBySide(findOnes, { rounds, times: 4, warmUp: 250 });
  print(`  ${rounds} rounds of 4 operations each, interleaved; both on one client`);
  print(...comparisonTable('findOne', 'µs each', found));

  const drained = { rounds: Math.ceil(rounds / 2), times: 1, per: 1000, warmUp: 50 };
  const loops = [
    ...twice('raw', () => drain(thousand.find({}))),
    { name: 'motorized/promise', run: repeat(() => drain(wrapped.find({}))) },
  ];
  print(`  ${drained.rounds} rounds of a cursor of 1,000 documents each, interleaved`);
  print(...comparisonTable('for await', 'µs a document', await sideBySide(loops, drained)));
  const arrays = [
    ...twice('raw', () => thousand.find({}).toArray()),
    { name: 'motorized/promise', run: repeat(() => wrapped.find({}).toArray()) },
  ];
  print(...comparisonTable('toArray', 'µs a document', await sideBySide(arrays, drained)));
}
