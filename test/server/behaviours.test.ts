import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { GridFSBucket, MongoClient } from 'mongodb';

import { openedBy } from '../../codegen/conformance/stage/opened.js';
import { type Behaviour, BEHAVIOURS } from '../support/release/behaviours.js';
import { has } from '../support/release/has.js';
import { currentServer } from './current-server.js';
import { runProgram } from './scene/run-program.js';

const DATABASE = 'motorized_behaviours';

/** Finds out whether the driver behaves in each of these ways. */
const SEEN: Readonly<Record<Behaviour, (client: MongoClient) => boolean | Promise<boolean>>> = {
  'a client knows its open cursors': (client) => {
    const cursor = things(client).find();
    return openedBy(client).cursors.has(cursor);
  },
  'a client handles its own error events': (client) => client.listenerCount('error') > 0,
  'an undefined command is rejected': async () => {
    const program = `
      import { MongoClient } from 'mongodb';
      const client = await new MongoClient(process.env.MONGODB_URI).connect();
      process.on('uncaughtException', () => process.exit(3));
      await client.db('${DATABASE}').command(undefined).catch(() => {});
      await client.close();
    `;
    return (await runProgram(program)).code === 0;
  },
  'a closed cursor is exhausted': async (client) => {
    await things(client).insertOne({ _id: 2, n: 2 });
    const cursor = things(client).find({}, { batchSize: 1 });
    await cursor.next();
    await cursor.close();
    return !(await gives(cursor.next()));
  },
  'a cursor returns null after its end': async (client) => {
    const cursor = things(client).find({ _id: 1 });
    await cursor.next();
    await cursor.next();
    return gives(cursor.next(), (value) => value === null);
  },
  'a cursor that is closed twice at once is killed': async (client) => {
    await things(client).insertOne({ _id: 2, n: 2 });
    let kills = 0;
    client.on('commandStarted', ({ commandName }) => (kills += Number(commandName === 'killCursors')));
    const cursor = things(client).find({}, { batchSize: 1 });
    await cursor.next();
    await Promise.all([cursor.close(), cursor.close()]);
    client.removeAllListeners('commandStarted');
    return kills > 0;
  },
  'a read that exceeds its time on the server is retried': async () => {
    const client = await failing({ errorCode: 262 });
    const isRead = await gives(things(client).findOne());
    await client.close();
    return isRead;
  },
  'a session of another client is rejected': async (client) => {
    const other = new MongoClient(currentServer().uri);
    const session = other.startSession();
    const isTaken = await gives(things(client).findOne({}, { session }));
    await session.endSession();
    await other.close();
    return !isTaken;
  },
  'a download closes once': async (client) => {
    const bucket = new GridFSBucket(client.db(DATABASE));
    await pipeline(['text'], bucket.openUploadStream('file'));
    const download = bucket.openDownloadStreamByName('file');
    let closes = 0;
    download.on('close', () => (closes += 1)).resume();
    await once(download, 'end');
    await sleep(20);
    return closes === 1;
  },
  'a failed download is destroyed': async (client) => {
    const download = new GridFSBucket(client.db(DATABASE)).openDownloadStreamByName('nowhere');
    await new Promise((resolve) => download.resume().on('error', resolve));
    return download.destroyed;
  },
  'a second end of an upload fails': async (client) => {
    const upload = new GridFSBucket(client.db(DATABASE)).openUploadStream('file').on('error', () => {});
    let isTold = false;
    upload.end('text');
    upload.end('more', () => (isTold = true));
    await sleep(100);
    return isTold;
  },
  'a write after abort is an error event': async (client) => {
    const upload = new GridFSBucket(client.db(DATABASE)).openUploadStream('file');
    let isEvent = false;
    upload.on('error', () => (isEvent = true));
    await upload.abort();
    await new Promise((resolve) => upload.write('text', resolve));
    await sleep(20);
    return isEvent;
  },
  'a download error without a listener throws': async () => {
    const program = `
      import { GridFSBucket, MongoClient } from 'mongodb';
      const client = await new MongoClient(process.env.MONGODB_URI).connect();
      process.on('uncaughtException', (error, origin) => void client.close().then(() => console.log(origin)));
      new GridFSBucket(client.db('${DATABASE}')).openDownloadStreamByName('nowhere').resume();
    `;
    return (await runProgram(program)).lines.includes('uncaughtException');
  },
  'an upload is an ordinary Node stream': async (client) => {
    const upload = new GridFSBucket(client.db(DATABASE)).openUploadStream('file');
    const finished = once(upload, 'finish');
    upload.end('text');
    await finished;
    return upload.writableFinished;
  },
  'closing a client stops pending commands': async () => {
    const client = await failing({ blockConnection: true, blockTimeMS: 1000 });
    const answered = gives(things(client).findOne());
    await sleep(100);
    await client.close();
    return !(await answered);
  },
  'findOneAnd returns the document': async (client) => {
    const found = await things(client).findOneAndUpdate({ _id: 1 }, { $set: { n: 1 } });
    return found?._id === 1;
  },
  'null is rejected as options': async (client) =>
    !(await gives((async () => things(client).findOne({}, null as never))())),
  'createIndex of a database adds collation to its options': async (client) => {
    const options = {};
    await client.db(DATABASE).createIndex('things', 'n', options);
    return Object.keys(options).includes('collation');
  },
  'ending a transaction returns nothing': async (client) => {
    let given: unknown;
    await client.withSession(async (session) => {
      session.startTransaction();
      await things(client).insertOne({ _id: 2, n: 2 }, { session });
      given = await session.commitTransaction();
    });
    return given === undefined;
  },
  'the stack of a server error leads to the program': async (client) => {
    async function theProgram(): Promise<unknown> {
      return await things(client)
        .find({ $nothing: 1 } as object)
        .toArray();
    }
    const { stack = '' } = (await theProgram().catch((reason: unknown) => reason)) as Error;
    return stack.includes('theProgram');
  },
  'an error thrown in map rejects': async (client) => {
    const mapped = things(client)
      .find()
      .map(() => {
        throw new Error('thrown by map');
      });
    const rejected = mapped.toArray().then(
      () => false,
      () => true,
    );
    return Promise.race([rejected, sleep(1000, false)]);
  },
  'withSession returns the result of its function': async (client) =>
    ((await client.withSession(async () => 'given')) as unknown) === 'given',
  'withTransaction returns the result of its function': async (client) => {
    let given: unknown;
    await client.withSession(async (session) => {
      given = await session.withTransaction(async () => {
        await things(client).insertOne({ _id: 2, n: 2 }, { session });
        return 'given';
      });
    });
    return given === 'given';
  },
};

/** A client whose first `find` fails on the server. */
async function failing(how: object): Promise<MongoClient> {
  const appName = 'failing';
  const client = await new MongoClient(currentServer().uri, { appName }).connect();
  const data = { failCommands: ['find'], appName, ...how };
  await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
  return client;
}

interface Thing {
  _id: number;
  n: number;
}

function things(client: MongoClient) {
  return client.db(DATABASE).collection<Thing>('things');
}

async function gives(promise: Promise<unknown>, wanted: (value: unknown) => boolean = () => true): Promise<boolean> {
  return promise.then(wanted, () => false);
}

describe('the release of the driver', () => {
  let client: MongoClient;
  before(async () => {
    client = await new MongoClient(currentServer().uri, { monitorCommands: true }).connect();
  });
  beforeEach(async () => {
    await client.db(DATABASE).dropDatabase();
    await things(client).insertOne({ _id: 1, n: 1 });
  });
  after(async () => {
    await client.db(DATABASE).dropDatabase();
    await client.close();
  });

  for (const behaviour of Object.keys(BEHAVIOURS) as Behaviour[]) {
    it(`behaves as test/support/release/behaviours.ts says: ${behaviour}`, async () => {
      expect(await SEEN[behaviour](client)).to.equal(has(behaviour));
    });
  }
});
