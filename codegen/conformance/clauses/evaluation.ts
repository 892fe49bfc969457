import { setTimeout as sleep } from 'node:timers/promises';

import type { Clause } from '../clause.js';
import { expectEqual, expectThat } from '../stage/expect.js';
import { inTime, NoAnswer } from '../stage/side.js';
import type { Stage } from '../stage/stage.js';

/** How many milliseconds to wait for commands that should not be sent. */
const WHILE = 60;

const FIX_COMMAND = '`command` in framework.ts, and the functions of runtime.ts that it calls';
const FIX_LAZY = `${FIX_COMMAND}: evaluate \`promise\` for each run, and not before`;
const FIX_RECIPE = '`bases.recipe` in framework.ts, and the class of runtime.ts that it names';

function failing(): never {
  throw new Error('of the user');
}

/** Whether the driver reports an error that the function of `map` throws. Up to 5.6 it does not. */
async function isToldOfMap({ raw, database }: Stage): Promise<boolean> {
  const things = raw.make(raw.make(raw.client, 'db', database), 'collection', 'things');
  const mapped = raw.make(raw.make(things, 'find'), 'map', failing);
  const answer = inTime(raw.call(mapped, 'toArray'), 'map', WHILE * 5).catch((error: unknown) => error);
  return !((await answer) instanceof NoAnswer);
}

export const EVALUATION: readonly Clause[] = [
  {
    name: 'eager/starts',
    says: 'A call starts the work, once, whether or not anybody uses its value.',
    for: 'eager',
    fix: FIX_COMMAND,
    async run({ own, things, sent, commands }) {
      own.value(things, 'insertOne', { n: 1 });
      await sent('insert');
      await own.call(things, 'insertOne', { n: 2 });
      await sleep(WHILE);
      expectEqual(commands(), ['insert', 'insert']);
    },
  },
  {
    name: 'lazy/cold',
    says: 'Nothing is sent until a value is run.',
    for: 'lazy',
    fix: FIX_LAZY,
    async run({ own, things, commands }) {
      own.value(things, 'insertOne', { n: 1 });
      own.value(own.make(things, 'find'), 'toArray');
      own.make(things, 'watch');
      own.value(
        own.client,
        'withSession',
        own.executor(async () => own.call(things, 'insertOne', { n: 1 })),
      );
      await sleep(WHILE);
      expectEqual(commands(), []);
    },
  },
  {
    name: 'lazy/twice',
    says: 'A value that is run twice does its work twice.',
    for: 'lazy',
    fix: FIX_LAZY,
    async run({ own, things, commands, seen }) {
      const counting = own.value(things, 'updateOne', { _id: 1 }, { $inc: { n: 1 } }, { upsert: true });
      await own.run(counting);
      await own.run(counting);
      expectEqual(commands(), ['update', 'update']);
      expectEqual(await seen.find().toArray(), [{ _id: 1, n: 2 }]);
    },
  },
  {
    name: 'lazy/recipes',
    says: 'A builder call leaves the recipe unchanged and returns a new one.',
    for: 'lazy',
    fix: FIX_RECIPE,
    async run(stage) {
      const { own, things } = stage;
      await stage.fill(3);
      const found = own.make(things, 'find');
      const limited = own.make(own.make(found, 'limit', 1), 'sort', { n: -1 });
      expectThat(limited !== found, 'another recipe', 'the same one');
      expectEqual(await own.call(limited, 'toArray'), [{ _id: 3, n: 3 }]);
      const { length } = await own.call<unknown[]>(found, 'toArray');
      expectEqual(length, 3, 'the recipe as it was');
    },
  },
  {
    name: 'lazy/runs',
    says: 'Each run of a recipe is independent and has its own cursor.',
    for: 'lazy',
    needs: 'open',
    fix: `${FIX_RECIPE}: \`start\` of Recipe makes the cursor of a run`,
    async run(stage) {
      const { own, things, commands } = stage;
      await stage.fill(3);
      const found = own.make(things, 'find', {}, { batchSize: 2 });
      const [one, other] = [own.open(found), own.open(found)];
      expectEqual(await own.call(one.run, 'next'), { _id: 1, n: 1 });
      expectEqual(await own.call(one.run, 'next'), { _id: 2, n: 2 });
      expectEqual(await own.call(other.run, 'next'), { _id: 1, n: 1 });
      expectEqual(commands(), ['find', 'find']);
      one.close();
      other.close();
    },
  },
  {
    name: 'lazy/closes',
    says: 'A command of a recipe closes the run that it opens, whether it succeeds or fails.',
    for: 'lazy',
    fix: `${FIX_RECIPE}: call \`closeRun\` when the command has settled`,
    async run(stage) {
      const { own, things } = stage;
      await stage.fill(5);
      const isTold = await isToldOfMap(stage);
      const before = await stage.open();
      const found = own.make(things, 'find', {}, { batchSize: 2 });
      expectEqual((await own.call<unknown[]>(found, 'toArray')).length, 5);
      await own.call(found, 'explain');
      const refused = own.make(things, 'find', { n: { $nothing: 1 } });
      await own.call(refused, 'toArray').catch(() => undefined);
      if (isTold) await own.call(own.make(found, 'map', failing), 'toArray').catch(() => undefined);
      expectEqual(await stage.leftOpen(before), {});
    },
    async alike(stage) {
      await stage.fill(1);
      await isToldOfMap(stage);
    },
  },
];
