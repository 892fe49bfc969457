import { type Members, methodOf } from '../../synchro/masquerade/member-access.js';
import type { GiveUp } from '../../synchro/idiom.js';
import type { Clause } from '../clause.js';
import { expectEqual } from '../stage/expect.js';
import type { Stage } from '../stage/stage.js';

const FIX = '`command` in framework.ts: pass `signal` to the driver; also the functions of runtime.ts that it calls';
const FIX_RECIPE =
  '`bases.recipe` in framework.ts, and the class of runtime.ts that it names: call `endRun` when it is cancelled';

const BEGUN = 'its values have started already, and synchro.ts has no `start` that could cancel one';

/** How many milliseconds to wait. The server takes twice as long. */
const IN_TIME = 1000;

/** Starts a command so that it can be cancelled. */
function start({ subject }: Stage, target: Members, member: string, ...args: readonly unknown[]): GiveUp {
  return subject.idiom.start?.(methodOf(target, member), target, args) ?? (() => undefined);
}

/** Whether the driver accepts signals. A driver that does not ignores them. */
async function takesSignals({ seen }: Stage): Promise<boolean> {
  const options: { readonly signal: AbortSignal } = { signal: AbortSignal.abort() };
  return seen.findOne({}, options).then(
    () => false,
    () => true,
  );
}

export const CANCELLATION: readonly Clause[] = [
  {
    name: 'cancellation/command',
    says: 'A cancelled command stops if the driver can stop it, and leaves nothing open.',
    needs: 'start',
    unlessEager: BEGUN,
    fix: FIX,
    async run(stage) {
      const { own, things, client } = stage;
      await stage.fill(20);
      const before = await stage.open();
      const canStop = await takesSignals(stage);
      for (const member of ['findOne', 'countDocuments']) {
        stage.forget();
        const name = member === 'findOne' ? 'find' : 'aggregate';
        await stage.fail({ failCommands: [name], blockConnection: true, blockTimeMS: 2 * IN_TIME });
        const begin = performance.now();
        const failed = new Promise((told) => client.once('commandFailed', told));
        const giveUp = start(stage, things, member, {});
        await stage.sent(name);
        giveUp();
        await Promise.race([failed, stage.until(() => performance.now() - begin > IN_TIME, 'time passes')]);
        const isStopped = performance.now() - begin < IN_TIME;
        expectEqual(isStopped, canStop, `${member} is stopped before the server answers`);
        await stage.fail({}, 'off');
      }
      start(stage, own.make(things, 'find', {}, { batchSize: 2 }), 'toArray')();
      expectEqual(await stage.leftOpen(before), {});
    },
  },
  {
    name: 'cancellation/transaction',
    says: 'A cancelled transaction is aborted, and its session ends.',
    needs: 'start',
    unlessEager: BEGUN,
    fix: '`adapt` in runtime.ts: stop the function when its `signal` is aborted',
    async run(stage) {
      const { own, things, seen } = stage;
      const before = await stage.open();
      const work = own.executor(async (session: unknown) => {
        await own.call(things, 'insertOne', { _id: 1 }, { session });
        return new Promise(() => undefined);
      });
      const transaction = own.executor(async (session: unknown) =>
        own.call(session as object, 'withTransaction', work).catch(() => undefined),
      );
      const session = own.make(own.client, 'startSession');
      const giveUp = start(stage, session, 'withTransaction', work);
      await stage.sent('insert');
      giveUp();
      await stage.sent('abortTransaction');
      // Before 6.8, the driver may never end a session whose transaction is still being aborted.
      const isAborted = async (): Promise<boolean> => (await stage.open()).transactions === before.transactions;
      await stage.until(isAborted, 'the transaction is aborted');
      await own.call(session, 'endSession');
      start(stage, own.client, 'withSession', transaction)();
      expectEqual(await stage.leftOpen(before), {});
      expectEqual(await seen.countDocuments(), 0);
    },
  },
  {
    name: 'cancellation/reading',
    says: 'A cursor that is cancelled halfway is closed on the server.',
    needs: 'read',
    unlessEager: 'cursors are read with `for await`; `iteration/breaks` checks that it closes them',
    fix: FIX_RECIPE,
    async run(stage) {
      const { own, things, subject } = stage;
      await stage.fill(20);
      const before = await stage.open();
      let worked = 0;
      const giveUp = subject.idiom.read?.(own.make(things, 'find', {}, { batchSize: 2 }), async () => {
        worked += 1;
        return worked < 3 ? undefined : new Promise(() => undefined);
      });
      await stage.until(() => worked >= 3, 'three documents are being processed');
      giveUp?.();
      expectEqual(await stage.leftOpen(before), {});
    },
  },
  {
    name: 'cancellation/run',
    says: 'A run that is closed halfway is closed on the server.',
    fix: FIX_RECIPE,
    async run(stage) {
      const { own, things } = stage;
      await stage.fill(20);
      const before = await stage.open();
      const { run, close } = own.open(own.make(things, 'find', {}, { batchSize: 2 }));
      await own.call(run, 'next');
      close();
      await stage.sent('killCursors');
      expectEqual(await stage.leftOpen(before), {});
    },
  },
];
