import { setTimeout as sleep } from 'node:timers/promises';

import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Clause } from '../clause.js';
import { expectEqual, expectSame, expectThat } from '../stage/expect.js';
import type { Side } from '../stage/side.js';
import type { Stage } from '../stage/stage.js';

const FIX =
  '`command` in framework.ts: the value of `next` can be awaited; in a lazy one `bases.recipe`, and its class in runtime.ts';

/** A cursor over twenty documents, in batches of five. */
async function batches(stage: Stage, side = stage.own): Promise<Members & AsyncIterable<{ n: number }>> {
  await stage.fill(20);
  const things = side.make(side.make(side.client, 'db', stage.database), 'collection', 'things');
  return side.make(things, 'find', {}, { batchSize: 5 }) as Members & AsyncIterable<{ n: number }>;
}

/** Iterates over a cursor with a batch that cannot be fetched. */
async function failing(stage: Stage, side: Side): Promise<{ readonly seen: number[]; readonly error: unknown }> {
  await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
  const seen: number[] = [];
  try {
    for await (const { n } of await batches(stage, side)) seen.push(n);
  } catch (error) {
    return { seen, error };
  }
  return { seen, error: undefined };
}

/** How many batches have been fetched at each document, if batches are fetched on demand. */
const ON_DEMAND = [1, 2, 3, 4].flatMap((batch) => Array.from({ length: 5 }, () => batch));

export const CURSORS: readonly Clause[] = [
  {
    name: 'iteration/reads',
    says: '`for await` yields the documents of a cursor in order.',
    fix: FIX,
    async run(stage) {
      const seen: number[] = [];
      for await (const { n } of await batches(stage)) seen.push(n);
      expectEqual(
        seen,
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
    },
  },
  {
    name: 'iteration/breaks',
    says: 'Leaving a `for await` closes the cursor, also on the server.',
    fix: FIX,
    async run(stage) {
      const before = await stage.open();
      for await (const { n } of await batches(stage)) if (n === 2) break;
      await stage.sent('killCursors');
      expectEqual(await stage.leftOpen(before), {});
    },
  },
  {
    name: 'iteration/fails',
    says: "If a batch cannot be fetched, `for await` yields the documents before it and then throws the driver's error.",
    fix: FIX,
    async run(stage) {
      const { seen, error } = await failing(stage, stage.own);
      expectEqual(seen, [1, 2, 3, 4, 5]);
      expectSame((error as Error | undefined)?.constructor, stage.driver['MongoServerError']);
    },
    alike: async (stage) => void (await failing(stage, stage.raw)),
  },
  {
    name: 'back-pressure/iteration',
    says: '`for await` fetches a batch only after the loop has finished the one before.',
    fix: FIX,
    async run(stage) {
      const fetched: number[] = [];
      for await (const { n } of await batches(stage)) {
        if (n % 5 === 1) await sleep(10);
        fetched.push(stage.commands().length);
      }
      expectEqual(fetched, ON_DEMAND);
    },
  },
  {
    name: 'back-pressure/reading',
    says: "Reading a cursor in the framework's own way fetches a batch only after the reader has finished the one before.",
    needs: 'read',
    unlessEager: 'cursors are read with `for await`; `back-pressure/iteration` checks that it holds back',
    fix: '`read` in synchro.ts, and the functions of runtime.ts that it calls',
    async run(stage) {
      const fetched: number[] = [];
      stage.subject.idiom.read?.(await batches(stage), async () => {
        await sleep(2);
        fetched.push(stage.commands().length);
      });
      await stage.until(() => fetched.length === 20, 'all documents are processed');
      expectEqual(fetched, ON_DEMAND);
    },
  },
  {
    name: 'disposal/disposes',
    says: '`Symbol.asyncDispose` closes a run, ends a session, and closes a client.',
    member: '[Symbol.asyncDispose]',
    fix: '`toPromise` in runtime.ts, and `command` in framework.ts: `close` and `endSession` go through it',
    async run(stage) {
      const { own, uri } = stage;
      const before = await stage.open();
      const { run } = own.open(await batches(stage));
      await own.call(run, 'next');
      const session = own.make(own.client, 'startSession');
      const client = own.construct('MongoClient', uri);
      await own.call(client, 'connect');
      const delegate = client['delegate'] as { topology?: { isConnected(): boolean }; close(): Promise<void> };
      try {
        for (const each of [run, session, client]) await (each as AsyncDisposable)[Symbol.asyncDispose]();
        expectEqual(session['hasEnded'], true, 'the session has ended');
        expectThat(delegate.topology?.isConnected() !== true, 'a client that is closed', 'one that is connected');
        expectEqual(await stage.leftOpen(before), {});
      } finally {
        await delegate.close();
      }
    },
  },
];
