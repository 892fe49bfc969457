import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

import { expect } from 'chai';
import {
  type BulkWriteResult,
  type ModifyResult,
  type ChangeStreamDocument,
  type ClientSession,
  type Collection,
  type Db,
  GridFSBucket,
  type GridFSFile,
  MongoBulkWriteError,
  MongoClient,
  MongoServerError,
  MongoTransactionError,
} from 'motorized/callback';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer, needsFailPoints } from '../current-server.js';
import { expectNoneLeftOpen, openCursors } from '../scene/open-cursors.js';
import { called, errorOf, resultOf } from './called.js';

const DATABASE = 'motorized_callback_classes';

interface Thing {
  _id: number;
  a?: number;
}

describe('motorized/callback, class by class', () => {
  let client: MongoClient;
  let db: Db;
  let things: Collection<Thing>;
  let openBefore: number;
  before(async () => {
    client = await new MongoClient(currentServer().uri).connect();
    db = client.db(DATABASE);
    openBefore = await openCursors(client.delegate);
  });
  beforeEach(async () => {
    await db.dropDatabase();
    things = await db.createCollection<Thing>('things');
  });
  after(async () => {
    await db.dropDatabase();
    await client.close();
  });
  const insert = (count: number) => things.insertMany(Array.from({ length: count }, (_, _id) => ({ _id, a: _id % 2 })));
  const failPoint = (times: number, data: object) =>
    resultOf((done) => client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data }, done));

  /** Calls that JavaScript allows but the compiler refuses. */
  const untyped = (receiver: object, name: string, args: unknown[]): unknown =>
    (Reflect.get(receiver, name) as (...values: unknown[]) => unknown).apply(receiver, args);

  it("calls back with the driver's error if a required argument is missing", async () => {
    await insert(2);
    const bucket = new GridFSBucket(db);
    await pipeline(Readable.from([Buffer.from('kept')]), bucket.openUploadStream('kept.txt'));
    const filter = { _id: 1 };
    const calls: readonly (readonly [receiver: { delegate: object }, name: string, ...before: unknown[]])[] = [
      [things, 'findOneAndDelete'],
      [things, 'findOneAndUpdate'],
      [things, 'findOneAndUpdate', filter],
      [things, 'findOneAndReplace'],
      [things, 'findOneAndReplace', filter],
      [things, 'updateOne'],
      [things, 'updateOne', filter],
      [things, 'updateMany'],
      [things, 'replaceOne', filter],
      [things, 'insertOne'],
      [things, 'insertMany'],
      [things, 'bulkWrite'],
      [things, 'createIndex'],
      [things, 'dropIndex'],
      [things, 'rename'],
      ...(has('an undefined command is rejected') ? ([[db, 'command']] as const) : []),
      [db, 'setProfilingLevel'],
      [db, 'dropCollection'],
      [db, 'renameCollection', 'things'],
      ...(has('MongoClient.bulkWrite') ? ([[client, 'bulkWrite']] as const) : []),
      [bucket, 'delete'],
      [bucket, 'rename'],
    ];
    for (const [receiver, name, ...before] of calls) {
      const theirs = await (async () => untyped(receiver.delegate, name, before))().catch((error: unknown) => error);
      const ours = await errorOf((done) => untyped(receiver, name, [...before, done]) as void);
      expect({ name, says: ours.message }).to.deep.equal({ name, says: (theirs as Error).message });
    }
    expect(await things.countDocuments()).to.equal(2);
    expect(await bucket.find().toArray()).to.have.length(1);
  });

  it('Collection', async () => {
    const { insertedCount } = await resultOf<{ insertedCount: number }>((done) =>
      things.insertMany([{ _id: 1 }, { _id: 2 }], done),
    );
    expect(insertedCount).to.equal(2);
    expect(await resultOf((done) => things.updateOne({ _id: 1 }, { $set: { a: 1 } }, done))).to.have.property(
      'modifiedCount',
      1,
    );
    expect(await resultOf((done) => things.updateMany({}, { $set: { a: 2 } }, {}, done))).to.have.property(
      'modifiedCount',
      2,
    );
    expect(await resultOf((done) => things.replaceOne({ _id: 1 }, { a: 3 }, done))).to.have.property(
      'modifiedCount',
      1,
    );
    const found = (given: unknown): unknown =>
      has('findOneAnd returns the document') ? given : (given as ModifyResult).value;
    const after = { returnDocument: 'after' } as const;
    expect(
      found(await resultOf((done) => things.findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } }, after, done))),
    ).to.deep.equal({ _id: 1, a: 4 });
    expect(found(await resultOf((done) => things.findOneAndReplace({ _id: 1 }, { a: 9 }, done)))).to.deep.equal({
      _id: 1,
      a: 4,
    });
    expect(found(await resultOf((done) => things.findOneAndDelete({ _id: 1 }, done)))).to.deep.equal({ _id: 1, a: 9 });
    expect(await resultOf<number>((done) => things.estimatedDocumentCount(done))).to.equal(1);
    expect(await resultOf<string[]>((done) => things.createIndexes([{ key: { a: 1 } }], done))).to.deep.equal(['a_1']);
    expect(await resultOf<boolean>((done) => things.indexExists('a_1', done))).to.equal(true);
    expect(await resultOf<unknown[]>((done) => things.indexes(done))).to.have.lengthOf(2);
    await resultOf((done) => things.dropIndex('a_1', done));
    await resultOf((done) => things.dropIndexes(done));
    const bulk = await resultOf<BulkWriteResult>((done) =>
      things.bulkWrite([{ deleteOne: { filter: { _id: 2 } } }], done),
    );
    expect(bulk.deletedCount).to.equal(1);
    expect(await resultOf((done) => things.deleteOne(done))).to.have.property('deletedCount', 0);
    expect(await resultOf((done) => things.deleteMany({}, done))).to.have.property('deletedCount', 0);
    expect(await resultOf((done) => things.options(done))).to.deep.equal({});
    expect(await resultOf<boolean>((done) => things.drop(done))).to.equal(true);
  });

  describe('cursors', () => {
    it('next, hasNext, tryNext, close', async () => {
      await insert(3);
      const cursor = things.find().sort({ _id: 1 }).batchSize(2);
      expect(await resultOf<boolean>((done) => cursor.hasNext(done))).to.equal(true);
      expect(await resultOf((done) => cursor.next(done))).to.deep.equal({ _id: 0, a: 0 });
      expect(await resultOf((done) => cursor.tryNext(done))).to.deep.equal({ _id: 1, a: 1 });
      expect(await cursor.next()).to.deep.equal({ _id: 2, a: 0 });
      expect(await resultOf((done) => cursor.next(done))).to.equal(null);
      expect(await called<void>((done) => cursor.close(done))).to.deep.equal({
        error: null,
        result: undefined,
        count: 2,
      });
      const open = things.find().batchSize(2);
      await resultOf((done) => open.next(done));
      await resultOf<void>((done) => open.close({}, done));
      expect(open.killed).to.equal(true);
    });

    it('toArray, forEach, count, explain', async () => {
      await insert(5);
      expect(await resultOf<Thing[]>((done) => things.find({ a: 1 }).toArray(done))).to.have.lengthOf(2);
      const seen: number[] = [];
      const iterate = ({ _id: id }: Thing) => (seen.push(id), id < 2);
      const outcome = await called<void>((done) => things.find().sort({ _id: 1 }).batchSize(2).forEach(iterate, done));
      expect(outcome).to.deep.equal({ error: null, result: undefined, count: 2 });
      expect(seen).to.deep.equal([0, 1, 2]);
      const mine = new Error('thrown by the iterator');
      const fails = () => {
        throw mine;
      };
      expect(await errorOf((done) => things.find().forEach(fails, done))).to.equal(mine);
      expect(await resultOf<number>((done) => things.find({ a: 0 }).count(done))).to.equal(3);
      expect(await resultOf<number>((done) => things.find({ a: 0 }).count({ maxTimeMS: 500 }, done))).to.equal(3);
      expect(await resultOf((done) => things.find().explain(done))).to.be.an('object');
      expect(await resultOf((done) => things.find().explain('queryPlanner', done))).to.be.an('object');
      expect(await resultOf((done) => things.aggregate([]).explain(done))).to.be.an('object');
    });

    it('a failing query', async () => {
      expect(await errorOf((done) => things.find({ $nothing: 1 } as never).toArray(done))).to.be.instanceOf(
        MongoServerError,
      );
      expect(await errorOf((done) => things.aggregate([{ $nothing: 1 }]).next(done))).to.be.instanceOf(
        MongoServerError,
      );
    });

    it('other kinds of cursors', async () => {
      await insert(3);
      expect(
        await resultOf<unknown[]>((done) => things.aggregate([{ $match: { a: 0 } }]).toArray(done)),
      ).to.have.lengthOf(2);
      expect(await resultOf<unknown[]>((done) => things.listIndexes().toArray(done))).to.have.lengthOf(1);
      expect(await resultOf<unknown[]>((done) => db.listCollections().toArray(done))).to.have.lengthOf(1);
      if (has('Db.runCursorCommand'))
        expect(
          await resultOf<unknown[]>((done) => db.runCursorCommand({ find: 'things' }).toArray(done)),
        ).to.have.lengthOf(3);
    });

    it('for await, and disposal', async () => {
      await insert(5);
      const seen: number[] = [];
      const cursor = things.find().sort({ _id: 1 }).batchSize(2);
      for await (const { _id } of cursor) {
        seen.push(_id);
        if (seen.length === 3) break;
      }
      if (has('AbstractCursor[Symbol.asyncDispose]')) await cursor[Symbol.asyncDispose]();
      expect(seen).to.deep.equal([0, 1, 2]);
      expect(cursor.killed).to.equal(true);
    });
  });

  it('ChangeStream', async () => {
    const stream = things.watch([], { maxAwaitTimeMS: 50 });
    expect(await resultOf((done) => stream.tryNext(done))).to.equal(null);
    await insert(3);
    const change = await resultOf<ChangeStreamDocument<Thing>>((done) => stream.next(done));
    expect(change.operationType).to.equal('insert');
    expect(await resultOf<boolean>((done) => stream.hasNext(done))).to.equal(true);
    expect(await stream.next()).to.have.deep.nested.property('documentKey', { _id: 1 });
    expect(await resultOf((done) => stream.tryNext(done))).to.have.deep.nested.property('documentKey', { _id: 2 });
    expect(await called<void>((done) => stream.close(done))).to.deep.equal({
      error: null,
      result: undefined,
      count: 2,
    });
    expect(stream.closed).to.equal(true);
    expect(await errorOf((done) => stream.next(done))).to.have.property('message', 'ChangeStream is closed');

    const pending = things.watch([], { maxAwaitTimeMS: 50 });
    await resultOf((done) => pending.tryNext(done));
    const next = errorOf((done) => pending.next(done));
    await resultOf<void>((done) => pending.close(done));
    expect((await next).message).to.equal('ChangeStream is closed');
  });

  describe('bulk operations', () => {
    it('execute in each style', async () => {
      const result = await resultOf<BulkWriteResult>((done) =>
        things.initializeOrderedBulkOp().insert({ _id: 1 }).execute(done),
      );
      expect(result.insertedCount).to.equal(1);
      const unordered = things.initializeUnorderedBulkOp();
      unordered
        .find({ _id: 1 })
        .updateOne({ $set: { a: 1 } })
        .find({ _id: 2 })
        .upsert()
        .updateOne({ $set: { a: 2 } });
      const both = await resultOf<BulkWriteResult>((done) => unordered.execute({ comment: 'x' }, done));
      expect([both.modifiedCount, both.upsertedCount]).to.deep.equal([1, 1]);
      expect(await things.initializeOrderedBulkOp().insert({ _id: 3 }).execute()).to.have.property('insertedCount', 1);
    });

    it('errors', async () => {
      const bulk = things.initializeOrderedBulkOp().insert({ _id: 1 }).insert({ _id: 1 });
      const error = await errorOf((done) => bulk.execute(done));
      expect(error).to.be.instanceOf(MongoBulkWriteError).with.property('insertedCount', 1);
      expect((await errorOf((done) => bulk.execute(done))).message).to.match(/already been executed/);
      expect((await errorOf((done) => things.initializeOrderedBulkOp().execute(done))).message).to.match(
        /cannot be empty/,
      );
    });
  });

  describe('GridFS', () => {
    const upload = async (bucket: GridFSBucket, name: string) => {
      const stream = bucket.openUploadStream(name);
      await pipeline(Readable.from([Buffer.from('content')]), stream);
      return stream;
    };

    it('rename, delete, drop', async () => {
      const bucket = new GridFSBucket(db);
      const { id } = await upload(bucket, 'old');
      expect(await called<void>((done) => bucket.rename(id, 'new', done))).to.deep.equal({
        error: null,
        result: undefined,
        count: 2,
      });
      await resultOf<void>((done) => bucket.rename(id, 'newer', {}, done));
      const files = await resultOf<GridFSFile[]>((done) => bucket.find().toArray(done));
      expect(files.map(({ filename }) => filename)).to.deep.equal(['newer']);
      await resultOf<void>((done) => bucket.delete(id, done));
      expect((await errorOf((done) => bucket.delete(id, {}, done))).message).to.match(/File not found/);
      await upload(bucket, 'other');
      await resultOf<void>((done) => bucket.drop(done));
      await upload(bucket, 'another');
      await resultOf<void>((done) => bucket.drop({}, done));
      expect(await bucket.find().toArray()).to.deep.equal([]);
    });

    it('abort of both streams', async () => {
      const bucket = new GridFSBucket(db, { chunkSizeBytes: 4 });
      const up = bucket.openUploadStream('aborted');
      await new Promise((done) => up.write('0123456789', done));
      expect(await called<void>((done) => up.abort(done))).to.deep.equal({ error: null, result: undefined, count: 2 });
      expect((await errorOf((done) => up.abort(done))).message).to.match(/abort/);
      expect(await db.collection('fs.chunks').countDocuments()).to.equal(0);
      await upload(bucket, 'kept');
      const down = bucket.openDownloadStreamByName('kept');
      const closed = once(down, 'close');
      await resultOf<void>((done) => down.abort(done));
      await closed;
      expect(down.destroyed).to.equal(true);
    });
  });

  describe('ClientSession', () => {
    const expectCommitted = ({ error, result }: { readonly error: unknown; readonly result?: unknown }): void => {
      expect(error).to.equal(null);
      if (has('ending a transaction returns nothing')) expect(result).to.equal(undefined);
      else expect(result).to.include({ ok: 1 });
    };

    it('commitTransaction, abortTransaction, endSession', async () => {
      const session = client.startSession();
      session.startTransaction();
      await resultOf((done) => things.insertOne({ _id: 1 }, { session }, done));
      expectCommitted(await called((done) => session.commitTransaction(done)));
      session.startTransaction();
      await resultOf((done) => things.insertOne({ _id: 2 }, { session }, done));
      expect(await called((done) => session.abortTransaction(done))).to.include({ error: null });
      expect(await errorOf((done) => session.abortTransaction(done))).to.be.instanceOf(MongoTransactionError);
      expect(await called<void>((done) => session.endSession(done))).to.include({ error: null, result: undefined });
      await resultOf<void>((done) => session.endSession({}, done));
      expect(session.hasEnded).to.equal(true);
      expect(await things.countDocuments()).to.equal(1);
    });

    type Executor = (run: {
      count: number;
    }) => (session: ClientSession, done: (error: Error | null) => void) => unknown;
    const executors: Record<string, Executor> = {
      'returns a promise': (run) => async (session) => {
        run.count += 1;
        await things.insertOne({ _id: run.count }, { session });
      },
      'calls back': (run) => (session, done) => {
        run.count += 1;
        things.insertOne({ _id: run.count }, { session }, (error) => done(error));
      },
      'is async and calls back': (run) => async (session, done) => {
        run.count += 1;
        await things.insertOne({ _id: run.count }, { session });
        done(null);
      },
    };

    for (const [style, make] of Object.entries(executors)) {
      describe(`withTransaction with an executor that ${style}`, () => {
        const transact = (run: { count: number }, options?: object) =>
          resultOf<unknown>((done) =>
            client.withSession((session, finish) => {
              const executor = make(run) as never;
              if (options) session.withTransaction(executor, options, finish);
              else session.withTransaction(executor, finish);
            }, done),
          );

        it('commits', async () => {
          await transact({ count: 0 });
          await transact({ count: 1 }, Object.freeze({ writeConcern: { w: 'majority' } }));
          expect(await things.countDocuments()).to.equal(2);
        });

        it('runs again on a TransientTransactionError', async function () {
          await needsFailPoints(this);
          await failPoint(2, { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] });
          const run = { count: 0 };
          await transact(run);
          expect(run.count).to.equal(3);
          expect(await things.find().toArray()).to.deep.equal([{ _id: 3 }]);
        });

        it('commits again on an UnknownTransactionCommitResult', async function () {
          await needsFailPoints(this);
          await failPoint(2, {
            failCommands: ['commitTransaction'],
            errorCode: 64,
            errorLabels: ['UnknownTransactionCommitResult'],
          });
          const run = { count: 0 };
          await transact(run);
          expect(run.count).to.equal(1);
          expect(await things.countDocuments()).to.equal(1);
        });

        it('gives up on any other error', async function () {
          await needsFailPoints(this);
          await failPoint(1, { failCommands: ['insert'], errorCode: 8000 });
          const run = { count: 0 };
          const error = await transact(run).catch((reason: unknown) => reason);
          expect(error).to.be.instanceOf(MongoServerError).with.property('code', 8000);
          expect(run.count).to.equal(1);
          expect(await things.countDocuments()).to.equal(0);
        });
      });
    }

    it("withTransaction returns its executor's result", async function () {
      needs(this, 'withTransaction returns the result of its function');
      const result = await client.withSession((session) =>
        session.withTransaction((own, done: (error: Error | null, result?: string) => void) => {
          expect(own).to.equal(session);
          setImmediate(done, null, 'a result');
        }),
      );
      expect(result).to.equal('a result');
    });
  });

  it('leaves no cursor open on the server', async () => {
    await expectNoneLeftOpen(client.delegate, openBefore);
  });
});
