import { once } from 'node:events';

import { expect } from 'chai';
import type { MongoClient } from 'mongodb';

import { has } from '../../support/release/has.js';
import { DATABASE, scenario } from '../scene/scenario.js';

describe('MongoClient', () => {
  scenario('connects, pings and closes', async ({ pkg, uri, note }) => {
    const client = new pkg.MongoClient(uri);
    const opened: unknown[] = [];
    client.on('open', (value) => opened.push(value));
    expect(await client.connect()).to.equal(client);
    expect(await client.connect()).to.equal(client);
    expect(opened).to.have.lengthOf(1);
    expect(opened[0]).to.equal(client);
    note(await client.db('admin').command({ ping: 1 }));
    expect(await client.close()).to.equal(undefined);
    await client.close(true);
  });

  scenario('MongoClient.connect', async ({ pkg, uri, note }) => {
    const client = await pkg.MongoClient.connect(uri, { appName: 'scenes' });
    expect(client).to.be.instanceOf(pkg.MongoClient);
    note(client, client.options.appName, await client.db('admin').command({ ping: 1 }));
    await client.close();
  });

  scenario('MongoClient.connect rejects on a bad URI and does not throw', async ({ pkg, note, failure }) => {
    const promise = pkg.MongoClient.connect('nothing://here');
    note(promise instanceof Promise);
    await failure(promise);
    await failure(pkg.MongoClient.connect('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=nonsense'));
  });

  scenario('the constructor throws on a bad URI and on an unknown option', async ({ pkg, failure }) => {
    await failure(() => new pkg.MongoClient('nothing://here'));
    await failure(() => new pkg.MongoClient('mongodb://127.0.0.1', { noSuchOption: 1 } as object));
    await failure(() => new pkg.MongoClient(undefined as never));
  });

  scenario('a missing server', async ({ pkg, note }) => {
    const client = new pkg.MongoClient('mongodb://127.0.0.1:1', { serverSelectionTimeoutMS: 50 });
    const error = await client.connect().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(pkg.MongoServerSelectionError);
    note(error);
    await client.close();
  });

  scenario('a subclass', async ({ pkg, uri, note }) => {
    class Named extends pkg.MongoClient {
      readonly label = 'mine';
      get description(): string {
        return `${this.label} at ${this.db(DATABASE).databaseName}`;
      }
    }
    const client = (await Named.connect(uri)) as Named;
    note(client.constructor === Named, client.constructor === pkg.MongoClient, client instanceof pkg.MongoClient);
    const constructed = new Named(uri);
    expect(await constructed.connect()).to.equal(constructed);
    note(constructed.label, constructed.description);
    if (has('Db.client')) expect((constructed.db() as unknown as { client: unknown }).client).to.equal(constructed);
    await Promise.all([client.close(), constructed.close()]);
  });

  scenario('withSession', async ({ pkg, client, db, note, failure }) => {
    const ended: boolean[] = [];
    const result = await client.withSession(async (session) => {
      expect(session).to.be.instanceOf(pkg.ClientSession);
      session.on('ended', (value) => ended.push(value === session));
      note(session, session.explicit, session.supports);
      await db.collection('things').insertOne({ in: 'a session' }, { session });
      return 'what the executor gave';
    });
    note(result, ended);
    note(
      await client.withSession({ causalConsistency: false }, async (session) => {
        note(session.supports);
        return db.collection('things').countDocuments({}, { session });
      }),
    );
    const mine = new Error('mine');
    expect(await failure(client.withSession(() => Promise.reject(mine)))).to.equal(mine);
    await failure(client.withSession({}, undefined as never));
  });

  scenario('startSession', async ({ client, db, note }) => {
    const session = client.startSession({ defaultTransactionOptions: { readConcern: { level: 'snapshot' } } });
    note(session, session.hasEnded, session.inTransaction(), session.defaultTransactionOptions, session.id);
    const ended = once(session, 'ended');
    await db.collection('things').findOne({}, { session });
    await session.endSession();
    expect((await ended)[0]).to.equal(session);
    note(session.hasEnded);
    await session.endSession();
  });

  scenario(
    'bulkWrite',
    async ({ client, db, note, failure }) => {
      const namespace = `${DATABASE}.bulk`;
      const bulk = await db.createCollection('bulk');
      await bulk.createIndex({ key: 1 }, { unique: true });
      const result = await client.bulkWrite(
        [
          { name: 'insertOne', namespace, document: { key: 1, a: 1 } },
          { name: 'updateOne', namespace, filter: { a: 1 }, update: { $set: { a: 2 } } },
          { name: 'deleteMany', namespace, filter: { a: 3 } },
        ],
        { verboseResults: true },
      );
      note(result.insertedCount, result.modifiedCount, result.deletedCount, result.insertResults);
      await client.withSession(async (session) => {
        await client.bulkWrite([{ name: 'insertOne', namespace, document: { key: 2 } }], { session });
      });
      const error = await failure(client.bulkWrite([{ name: 'insertOne', namespace, document: { key: 1 } }]));
      note((error as unknown as { writeErrors: unknown }).writeErrors);
    },
    { needs: ['MongoClient.bulkWrite'] },
  );

  scenario('properties', async ({ client, note, newClient }) => {
    note(client.readConcern, client.writeConcern, client.readPreference.mode, client.serverApi, client.bsonOptions);
    const other = newClient({ readPreference: 'secondary', w: 1, readConcernLevel: 'majority', ignoreUndefined: true });
    note(other.readConcern, other.writeConcern, other.readPreference.mode, other.bsonOptions, other.timeoutMS);
    note(other.options.monitorCommands, other.options.replicaSet, Object.isFrozen(other.options));
  });

  scenario(
    'await using',
    async ({ pkg, uri, note }) => {
      let kept: MongoClient;
      {
        await using client = await new pkg.MongoClient(uri).connect();
        kept = client;
        note(await client.db(DATABASE).collection('x').countDocuments());
      }
      note((kept as unknown as { topology?: unknown; delegate?: { topology?: unknown } }).topology === undefined);
    },
    { needs: ['MongoClient[Symbol.asyncDispose]'] },
  );

  scenario('a connection string with an unknown user', async ({ pkg, uri, failure }) => {
    const withUser = uri.replace('mongodb://', 'mongodb://nobody:secret@');
    const client = new pkg.MongoClient(withUser, { serverSelectionTimeoutMS: 500 });
    await failure(client.connect());
    await client.close();
  });
});
