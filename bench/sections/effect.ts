import type { BenchContext, Section } from '../section.js';
import { repeat } from '../side-by-side.js';
import { connectEffectMongodb, measuredEffect } from './effect-module.js';
import { measureImports } from './imports.js';
import { measureFindOne, measureStream } from './lazy-measures.js';
import { type Loopback, onLoopback } from './loopback.js';

/** The cost of the effect framework, compared with the only other library for Effect. */
export const effect: Section = {
  name: 'effect',
  title: 'findOne as an Effect, a long cursor as a Stream, and the import, compared with effect-mongodb',
  goal: 'findOne at most 1.05 of raw; the stream at most 0.90 of raw `for await`; import at most 20 ms over its peers',
  run: (context: BenchContext) =>
    onLoopback(context, async (loopback) => {
      const own = await measuredEffect(loopback);
      if (own === undefined) context.print('  skipped: everything of motorized/effect, which has not been built');
      const measured = own === undefined ? [] : [own];
      await measureFindOne(context, loopback, measured);
      await measureStream(context, loopback, measured);
      await measurePeer(context, loopback);
      measureImports(context);
    }),
};

/** In separate blocks, since its garbage would be collected at the expense of its neighbours. */
async function measurePeer(context: BenchContext, loopback: Loopback): Promise<void> {
  const peer = await connectEffectMongodb(loopback);
  if (peer === undefined) return context.print('  skipped: effect-mongodb; `npm ci --prefix bench/effect-mongodb`');
  context.print(`  effect-mongodb ${peer.versions}`);
  const name = 'raw, driver of effect-mongodb';
  const collection = peer.client.db(loopback.database).collection<{ _id: number }>(loopback.thousand.collectionName);
  const raw = { name, run: repeat((at) => collection.findOne({ _id: at })) };
  try {
    await measureFindOne(context, loopback, [peer.measured], [raw]);
    await measureStream(context, loopback, [peer.measured], [{ name, client: peer.client }]);
  } finally {
    await peer.client.close();
  }
}
