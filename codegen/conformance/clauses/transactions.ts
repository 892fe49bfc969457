import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent } from 'mongodb';

import type { Clause } from '../clause.js';
import { expectEqual, expectSame, failureOf } from '../stage/expect.js';
import type { Side } from '../stage/side.js';
import type { Stage } from '../stage/stage.js';

const FIX = '`executor` in framework.ts, and `adapt` in runtime.ts';

/** How many milliseconds a slow command takes. */
const WHILE = 60;

/** Runs a user's function in a transaction of a new session. */
async function inTransaction(side: Side, act: (session: object) => Promise<unknown>): Promise<unknown> {
  const session = side.make(side.client, 'startSession');
  try {
    return await side.call(
      session,
      'withTransaction',
      side.executor(async () => act(session)),
    );
  } finally {
    await side.call(session, 'endSession');
  }
}

/** A collection of the driver that no clause uses. */
function otherThings({ raw, database }: Stage): object {
  return raw.make(raw.make(raw.client, 'db', database), 'collection', 'others');
}

/** Only that the server has answered is compared, not what. */
function comparable(given: unknown): unknown {
  return typeof given === 'object' ? (given as { readonly ok: unknown }).ok : given;
}

/** Starts a slow command and does not wait for it. */
async function leaveCommand(stage: Stage, session: object): Promise<void> {
  await stage.fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: WHILE });
  stage.own.call(stage.things, 'insertOne', { n: 0 }, { session }).catch(() => undefined);
}

/** Opens a run, and closes it while it is waiting for documents. */
async function leaveRun({ own, things }: Stage, session: object): Promise<void> {
  const { run, close } = own.open(own.make(things, 'find', {}, { batchSize: 2, session }));
  await own.call(run, 'next');
  close();
}

/** What a user's function may leave pending, and the commands that this sends. */
const LEAVING = [
  { what: 'a command', leave: leaveCommand, left: ['insert'] },
  { what: 'a run', leave: leaveRun, left: ['find', 'killCursors'] },
];

const answered = (command: string): string => `${command} is answered`;

/** The order in which commands are sent and answered, until all pending ones have been answered. */
async function answersOf(stage: Stage, left: readonly string[], act: () => Promise<unknown>): Promise<string[]> {
  const { client } = stage;
  const seen: string[] = [];
  const start = ({ commandName }: CommandStartedEvent): void => void seen.push(commandName);
  const end = ({ commandName }: CommandSucceededEvent | CommandFailedEvent): void =>
    void seen.push(answered(commandName));
  client.on('commandStarted', start).on('commandSucceeded', end).on('commandFailed', end);
  try {
    await act();
    const isOver = (): boolean => left.every((each) => seen.includes(answered(each)));
    await stage.until(isOver, `${left.join(' and ')} is answered`);
    return seen;
  } finally {
    client.off('commandStarted', start).off('commandSucceeded', end).off('commandFailed', end);
  }
}

export const TRANSACTIONS: readonly Clause[] = [
  {
    name: 'transactions/commits',
    says: "When the user's function succeeds, its transaction is committed once, and its value is returned.",
    fix: FIX,
    async run(stage) {
      const { own, things, seen, commands } = stage;
      const insert = async (session: object): Promise<string> => {
        await own.call(things, 'insertOne', { _id: 1 }, { session });
        expectEqual(await seen.countDocuments(), 0, 'what others see before');
        return 'what it gave';
      };
      const given = await inTransaction(own, insert);
      expectEqual(commands(), ['insert', 'commitTransaction']);
      expectEqual(await seen.countDocuments(), 1);
      // Up to 5.9, the driver returns the server's answer instead.
      const theirs = await inTransaction(stage.raw, async (session) => {
        await stage.raw.call(otherThings(stage), 'insertOne', {}, { session });
        return 'what it gave';
      });
      expectEqual(comparable(given), comparable(theirs));
    },
  },
  {
    name: 'transactions/aborts',
    says: "When the user's function fails, its transaction is aborted, and the same error object is passed on.",
    fix: FIX,
    async run(stage) {
      const { own, things, seen, commands } = stage;
      const thrown = new RangeError('thrown by the program');
      const insert = async (session: object): Promise<never> => {
        await own.call(things, 'insertOne', { _id: 1 }, { session });
        throw thrown;
      };
      expectSame(await failureOf(inTransaction(own, insert)), thrown);
      expectEqual(commands(), ['insert', 'abortTransaction']);
      expectEqual(await seen.countDocuments(), 0);
    },
  },
  {
    name: 'transactions/retries',
    says: "After a TransientTransactionError, the driver calls the user's function again.",
    fix: `${FIX}: pass on the driver's own error, and call the function each time`,
    async run(stage) {
      const { own, things, seen } = stage;
      const errorLabels = ['TransientTransactionError'];
      await stage.fail({ failCommands: ['insert'], errorCode: 112, errorLabels }, { times: 2 });
      let calls = 0;
      await inTransaction(own, async (session) => {
        calls += 1;
        return own.call(things, 'insertOne', { _id: calls }, { session });
      });
      expectEqual(calls, 3, 'calls of the function');
      expectEqual(await seen.find().toArray(), [{ _id: 3 }]);
    },
  },
  {
    name: 'transactions/waits',
    says: "Before a transaction ends, all commands that the user's function started have finished, and its runs are closed.",
    for: 'lazy',
    fix: "`adapt` in runtime.ts: `afterCommands` and `afterRuns` after the user's function, however it ends",
    async run(stage) {
      await stage.fill();
      for (const end of ['commitTransaction', 'abortTransaction'] as const)
        for (const { what, leave, left } of LEAVING) {
          const work = async (session: object): Promise<void> => {
            await leave(stage, session);
            if (end === 'abortTransaction') throw new RangeError('thrown by the program');
          };
          const seen = await answersOf(stage, left, async () => inTransaction(stage.own, work).catch(() => undefined));
          expectEqual(seen, [...left.flatMap((each) => [each, answered(each)]), end, answered(end)], `${what}, ${end}`);
        }
    },
  },
  {
    name: 'transactions/wrappers',
    says: "The user's function gets wrappers, and for the session of its transaction the same wrapper object.",
    fix: `\`adapt\` in runtime.ts: \`wraps\` says how each argument becomes a wrapper`,
    async run({ own }) {
      const given: unknown[] = [];
      const note = own.executor(async (session: unknown) => void given.push(session));
      const session = own.make(own.client, 'startSession');
      await own.call(session, 'withTransaction', note);
      expectSame(given[0], session, 'withTransaction');
      await own.call(session, 'endSession');
      await own.call(own.client, 'withSession', note);
      expectSame((given[1] as object | undefined)?.constructor, own.module['ClientSession'], 'withSession');
    },
  },
  {
    name: 'sessions/ends',
    says: "The session of `withSession` ends with the user's function, whether that succeeds or fails.",
    fix: FIX,
    async run(stage) {
      const { own } = stage;
      const before = await stage.open();
      const ended: unknown[] = [];
      const sessions: { hasEnded?: unknown }[] = [];
      const keep = (session: unknown): void => void sessions.push(session as object);
      await own.call(
        own.client,
        'withSession',
        own.executor(async (session) => keep(session)),
      );
      const failing = own.executor(async (session) => {
        keep(session);
        throw new RangeError('thrown by the program');
      });
      await failureOf(own.call(own.client, 'withSession', failing));
      ended.push(...sessions.map(({ hasEnded }) => hasEnded));
      expectEqual(ended, [true, true]);
      expectEqual(await stage.leftOpen(before), {});
    },
  },
];
