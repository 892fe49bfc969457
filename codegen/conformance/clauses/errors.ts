import { setTimeout as sleep } from 'node:timers/promises';

import type { CommandFailedEvent } from 'mongodb';

import type { Clause } from '../clause.js';
import { expectEqual, expectSame, expectThat, failureOf } from '../stage/expect.js';
import { watched } from '../stage/watch.js';

const FIX = '`command` in framework.ts, and the functions of runtime.ts that it calls';

export const ERRORS: readonly Clause[] = [
  {
    name: 'errors/server',
    says: "If the server rejects a command, it fails with the driver's own error object.",
    fix: FIX,
    async run({ own, client, things, database }) {
      const told: unknown[] = [];
      const tell = ({ commandName, failure }: CommandFailedEvent): void =>
        void (commandName === 'noSuchCommand' && told.push(failure));
      client.on('commandFailed', tell);
      const error = await failureOf(own.call(own.make(own.client, 'db', database), 'command', { noSuchCommand: 1 }));
      client.off('commandFailed', tell);
      expectSame(error, told[0]);
      await own.call(things, 'insertOne', { _id: 1 });
      const { name, code } = (await failureOf(own.call(things, 'insertOne', { _id: 1 }))) as Record<string, unknown>;
      expectEqual({ name, code }, { name: 'MongoServerError', code: 11000 });
    },
  },
  {
    name: 'errors/thrown',
    says: 'If the driver throws when a command is called, the command fails with that error; the call itself never throws.',
    fix: `${FIX}: evaluate \`promise\` where a throw becomes a failure; \`throws\` says whether it can throw`,
    async run({ own }) {
      const { threw, answer } = own.begin(own.module['MongoClient'] as object, 'connect', ['no connection string']);
      const error = await failureOf(answer);
      expectThat(!threw, 'a value that fails', 'an exception at the call');
      expectEqual((error as Error).name, 'MongoParseError');
    },
  },
  {
    name: 'errors/unhandled',
    says: 'A failure that is handled is reported once; one that nobody handles reaches the process at most once.',
    fix: `${FIX}: create no second promise beside the value`,
    async run({ own, things, subject, client }) {
      await own.call(things, 'insertOne', { _id: 1 });
      const looked = await watched(async () => {
        await failureOf(own.call(things, 'insertOne', { _id: 1 }));
        await sleep(20);
      });
      expectEqual(looked.length, 0, 'a failure that was checked');
      const ignored = await watched(async () => {
        const replied = new Promise((told) => client.once('commandSucceeded', told));
        own.value(things, 'insertOne', { _id: 1 });
        if (subject.evaluation === 'eager') await Promise.race([replied, sleep(500)]);
        await sleep(50);
      });
      const most = subject.evaluation === 'lazy' ? 0 : 1;
      expectThat(ignored.length <= most, `${most} at most`, ignored.length, 'a failure that nobody looks at');
    },
  },
  {
    name: 'errors/answered',
    says: 'A command fails, instead of waiting forever, if there is no server.',
    fix: FIX,
    async run({ own, driver }) {
      const Expected = driver['MongoServerSelectionError'] as new () => Error;
      for (const member of ['connect', 'findOne']) {
        const client = own.construct('MongoClient', 'mongodb://127.0.0.1:9/', { serverSelectionTimeoutMS: 30 });
        const things = own.make(own.make(client, 'db', 'none'), 'collection', 'things');
        const answer = member === 'connect' ? own.call(client, member) : own.call(things, 'findOne', {});
        const error = await failureOf(answer);
        expectThat(error instanceof Expected, 'a MongoServerSelectionError', error, member);
        await own.call(client, 'close');
      }
    },
  },
];
