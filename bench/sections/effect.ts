import type { BenchContext, Section } from '../section.js';
import { repeat } from '../side-by-side.js';
import { connectEffectMongodb, measuredEffect } from './effect-module.js';
import { measureImports } from './imports.js';
import { measureFindOne, measureStream } from './lazy-measures.js';
import { onLoopback } from './loopback.js';

/** What the effect framework costs, beside the one library for Effect that there is. */
export const effect: Section = {
  name: 'effect',
  title: 'findOne as an Effect, a long cursor as a Stream, and the import, beside effect-mongodb',
  goal: 'findOne at most 1.05 of raw; the stream at most 0.90 of raw `for await`; import at most 20 ms over its peers',
  run: (context: BenchContext) =>
    onLoopback(context, async (loopback) => {
      const own = await measuredEffect(loopback);
      if (own === undefined) context.print('  skipped: everything of motorized/effect, which is not there');
      const peer = await connectEffectMongodb(loopback);
      if (peer === undefined) context.print('  skipped: effect-mongodb; `npm ci --prefix bench/effect-mongodb`');
      else context.print(`  effect-mongodb ${peer.versions}`);
      const measured = [own, peer?.measured].flatMap((each) => each ?? []);
      const raw = peer === undefined ? [] : [{ name: 'raw, driver of effect-mongodb', client: peer.client }];
      try {
        const { database, thousand } = loopback;
        const others = raw.map(({ name, client }) => {
          const collection = client.db(database).collection<{ _id: number }>(thousand.collectionName);
          return { name, run: repeat((at) => collection.findOne({ _id: at })) };
        });
        await measureFindOne(context, loopback, measured, others);
        await measureStream(context, loopback, measured, raw);
        measureImports(context);
      } finally {
        await peer?.client.close();
      }
    }),
};
