import { expect } from 'chai';
import type { Collection, MongoClient } from 'mongodb';

import { scenario } from '../scene/scenario.js';

const failPoint = (client: MongoClient, times: number, data: object) =>
  client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data });

describe('sessions and transactions', () => {
  scenario('commit and abort', async ({ client, db, note, failure }) => {
    const things = await db.createCollection<{ _id: number }>('things');
    const session = client.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
    note(session.inTransaction());
    await things.insertOne({ _id: 1 }, { session });
    note(await things.countDocuments(), await things.countDocuments({}, { session }));
    await session.commitTransaction();
    session.startTransaction();
    await things.insertOne({ _id: 2 }, { session });
    await session.abortTransaction();
    note(session.inTransaction(), await things.countDocuments());
    await failure(session.abortTransaction());
    session.startTransaction();
    await failure(() => session.startTransaction());
    await things.findOne({}, { session });
    await session.endSession();
    note(session.hasEnded);
    await failure(things.findOne({}, { session }));
  });

  scenario('withTransaction', async ({ pkg, client, db, note, failure }) => {
    const things = await db.createCollection<{ _id: number }>('things');
    const result = await client.withSession((session) =>
      session.withTransaction(
        async (own) => {
          expect(own).to.equal(session);
          expect(own).to.be.instanceOf(pkg.ClientSession);
          await things.insertOne({ _id: 1 }, { session: own });
          return { given: 'back' };
        },
        { writeConcern: { w: 1 } },
      ),
    );
    note(result, await things.countDocuments());
    const mine = new Error('mine');
    const rejected = client.withSession((session) =>
      session.withTransaction(async () => {
        await things.insertOne({ _id: 2 }, { session });
        throw mine;
      }),
    );
    expect(await failure(rejected)).to.equal(mine);
    note(await things.countDocuments());
    await failure(client.withSession((session) => session.withTransaction((() => 'no promise') as never)));
  });

  scenario(
    'withTransaction runs again on a TransientTransactionError',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const data = { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] };
      await failPoint(client, 2, data);
      let runs = 0;
      await client.withSession((session) =>
        session.withTransaction(async () => {
          runs += 1;
          await things.insertOne({ _id: runs }, { session });
        }),
      );
      note(runs, await things.find().toArray());
    },
    { needsFailPoints: true },
  );

  scenario(
    'withTransaction commits again on an UnknownTransactionCommitResult',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const data = {
        failCommands: ['commitTransaction'],
        errorCode: 64,
        errorLabels: ['UnknownTransactionCommitResult'],
      };
      await failPoint(client, 2, data);
      let runs = 0;
      await client.withSession((session) =>
        session.withTransaction(async () => {
          runs += 1;
          await things.insertOne({ _id: runs }, { session });
        }),
      );
      note(runs, await things.countDocuments());
    },
    { needsFailPoints: true },
  );

  scenario(
    'a write is retried, but a command that keeps failing is not',
    async ({ client, db, note, failure }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      await failPoint(client, 1, { failCommands: ['insert'], errorCode: 91, errorLabels: ['RetryableWriteError'] });
      note(await things.insertOne({ _id: 1 }));
      await failPoint(client, 1, { failCommands: ['find'], errorCode: 8 });
      await failure(things.findOne());
    },
    { needsFailPoints: true },
  );

  scenario("every kind of call passes the program's session", async ({ client, db, note }) => {
    const things = await db.createCollection<{ _id: number; a?: number }>('things');
    const session = client.startSession();
    const options = { session };
    for (const call of callsWithSession(things, options)) note(await call().catch((error: unknown) => error));
    await db.command({ ping: 1 }, options);
    await db.stats(options);
    await db.collections(options);
    await db.createCollection('more', options);
    await db.renameCollection('more', 'most', options);
    await db.dropCollection('most', options);
    // The driver writes into these, up to 7.2.
    await db.createIndex('things', { a: 1 }, { ...options });
    await db.indexInformation('things', options);
    await db.admin().listDatabases(options);
    await db.admin().ping(options);
    await db.dropDatabase(options);
    expect(options).to.deep.equal({ session });
    note(session.id);
    await session.endSession();
  });

  scenario('every command of a session has its lsid', async ({ client, db }) => {
    const things = await db.createCollection<{ _id: number; a?: number }>('things');
    const session = client.startSession();
    const id = String((session.id as { id: unknown }).id);
    const sent = new Set<string>();
    client.on('commandStarted', ({ commandName, command }) => {
      expect(String(command['lsid']?.id), commandName).to.equal(id);
      sent.add(commandName);
    });
    for (const call of callsWithSession(things, { session })) await call().catch(() => {});
    expect([...sent]).to.include.members([
      'insert',
      'find',
      'aggregate',
      'distinct',
      'findAndModify',
      'createIndexes',
      'count',
    ]);
    client.removeAllListeners('commandStarted');
    await session.endSession();
  });

  scenario('sessions: equals, clusterTime, operationTime', async ({ client, db, note }) => {
    const [one, two] = [client.startSession(), client.startSession()];
    note(one.equals(one), one.equals(two));
    await db.collection('things').insertOne({}, { session: one });
    note(one.operationTime, one.clusterTime !== undefined, two.operationTime);
    two.advanceClusterTime(one.clusterTime!);
    two.advanceOperationTime(one.operationTime!);
    await db.collection('things').findOne({}, { session: two });
    note(
      one.snapshotEnabled,
      one.supports,
      one.isPinned,
      one.loadBalanced,
      one.timeoutMS,
      one.clientOptions === client.options,
    );
    await Promise.all([one.endSession(), two.endSession({ timeoutMS: 1000 })]);
  });

  scenario('a snapshot session', async ({ client, db, note, failure }) => {
    const session = client.startSession({ snapshot: true });
    note(session.snapshotEnabled);
    await failure(() => session.startTransaction());
    await session.endSession();
    await failure(() => client.startSession({ snapshot: true, causalConsistency: true }));
    void db;
  });

  scenario(
    'await using ends a session, and aborts its transaction',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      let kept;
      {
        await using session = client.startSession();
        session.startTransaction();
        await things.insertOne({ _id: 1 }, { session });
        kept = session;
      }
      note(kept.hasEnded, await things.countDocuments());
    },
    { needs: ['ClientSession[Symbol.asyncDispose]'] },
  );

  scenario(
    'two sessions at once',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number; a: number }>('things');
      await things.insertOne({ _id: 1, a: 1 });
      const [one, two] = [client.startSession(), client.startSession()];
      one.startTransaction();
      two.startTransaction();
      await things.updateOne({ _id: 1 }, { $set: { a: 2 } }, { session: one });
      const conflict = await things
        .updateOne({ _id: 1 }, { $set: { a: 3 } }, { session: two })
        .catch((error: unknown) => error);
      note(conflict instanceof Error && conflict.constructor.name);
      await two.abortTransaction().catch(() => {});
      await one.commitTransaction();
      note(await things.findOne());
      await Promise.all([one.endSession(), two.endSession()]);
    },
    { notesOnly: true },
  );
});

type Things = Collection<{ _id: number; a?: number }>;
type SessionOptions = { session: ReturnType<MongoClient['startSession']> };

/** One call of each collection method that accepts a session. */
function callsWithSession(things: Things, options: SessionOptions): (() => Promise<unknown>)[] {
  return [
    () => things.insertOne({ _id: 1 }, options),
    () => things.insertMany([{ _id: 2 }, { _id: 3 }], options),
    () => things.bulkWrite([{ insertOne: { document: { _id: 4 } } }], options),
    () => things.findOne({}, options),
    () => things.find({}, options).toArray(),
    () => things.aggregate([], options).toArray(),
    () => things.updateOne({ _id: 1 }, { $set: { a: 1 } }, options),
    () => things.updateMany({}, { $set: { a: 1 } }, options),
    () => things.replaceOne({ _id: 1 }, { a: 2 }, options),
    () => things.deleteOne({ _id: 1 }, options),
    () => things.deleteMany({ _id: 2 }, options),
    () => things.findOneAndUpdate({ _id: 3 }, { $set: { a: 3 } }, options),
    () => things.findOneAndReplace({ _id: 3 }, { a: 4 }, options),
    () => things.findOneAndDelete({ _id: 3 }, options),
    () => things.countDocuments({}, options),
    () => things.estimatedDocumentCount(options),
    () => things.count({}, options),
    () => things.distinct('a', {}, options),
    () => things.createIndex({ a: 1 }, options),
    () => things.createIndexes([{ key: { a: -1 } }], options),
    () => things.indexes(options),
    () => things.indexExists('a_1', options),
    () => things.indexInformation(options),
    () => things.listIndexes(options).toArray(),
    () => things.dropIndex('a_1', options),
    () => things.dropIndexes(options),
    () => things.options(options),
    () => things.isCapped(options),
    () => things.initializeOrderedBulkOp(options).insert({ _id: 7 }).execute(),
    () => things.initializeUnorderedBulkOp().insert({ _id: 8 }).execute(options),
    () => things.rename('renamed', options),
    () => things.drop(options),
  ];
}
