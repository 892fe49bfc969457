import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

import { expect } from 'chai';
import {
  ClientSession,
  Collection,
  type Db,
  MongoClient,
  MongoInvalidArgumentError,
  MongoServerError,
} from 'motorized/callback';
import type * as callback from 'motorized/callback';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { packageRoot } from '../../../codegen/common/package-root.js';
import { currentServer } from '../current-server.js';
import { called, errorOf, resultOf } from './called.js';

const DATABASE = 'motorized_callback_client';

interface Thing {
  _id: number;
  a?: number;
}

describe('motorized/callback', () => {
  let client: MongoClient;
  let db: Db;
  let things: Collection<Thing>;
  before(async () => {
    client = await new MongoClient(currentServer().uri).connect();
    db = client.db(DATABASE);
  });
  beforeEach(async () => {
    await db.dropDatabase();
    things = await db.createCollection<Thing>('things');
  });
  after(async () => {
    await db.dropDatabase();
    await client.close();
  });

  describe('MongoClient', () => {
    it('connects and closes with callbacks', async () => {
      const one = new MongoClient(currentServer().uri);
      expect(await called<MongoClient>((done) => one.connect(done))).to.deep.equal({
        error: null,
        result: one,
        count: 2,
      });
      expect(await called<void>((done) => one.close(done))).to.deep.equal({ error: null, result: undefined, count: 2 });
      expect(await called<void>((done) => one.close(true, done))).to.have.property('error', null);
      expect(await called<void>((done) => one.close(undefined, done))).to.have.property('error', null);
    });

    it('MongoClient.connect(url, callback) and (url, options, callback)', async () => {
      const one = await resultOf<MongoClient>((done) => MongoClient.connect(currentServer().uri, done));
      const options = Object.freeze({ retryReads: false });
      const two = await resultOf<MongoClient>((done) => MongoClient.connect(currentServer().uri, options, done));
      const three = await resultOf<MongoClient>((done) => MongoClient.connect(currentServer().uri, undefined, done));
      expect(one).to.be.instanceOf(MongoClient);
      expect(two.options.retryReads).to.equal(false);
      await Promise.all([one, two, three].map((each) => each.close()));
    });

    it("MongoClient.connect calls back, or rejects, with the constructor's error", async () => {
      const error = await errorOf((done) => MongoClient.connect('nothing://here', done));
      expect(error).to.have.property('name', 'MongoParseError');
      const promise = MongoClient.connect('nothing://here');
      expect(promise).to.be.instanceOf(Promise);
      expect(await promise.catch((reason: unknown) => reason)).to.have.property('message', error.message);
    });

    it('MongoClient.connect creates an object of a subclass', async () => {
      class Mine extends MongoClient {}
      const mine = await resultOf<MongoClient>((done) => Mine.connect(currentServer().uri, done));
      expect(mine).to.be.instanceOf(Mine);
      await mine.close();
    });

    it('bulkWrite in both styles', async function () {
      needs(this, 'MongoClient.bulkWrite');
      const namespace = `${DATABASE}.things`;
      const models = [{ name: 'deleteMany', namespace, filter: {} }] as const;
      expect(await client.bulkWrite(models)).to.have.property('deletedCount', 0);
      expect(await resultOf((done) => client.bulkWrite(models, done))).to.have.property('deletedCount', 0);
      const options = Object.freeze({ ordered: false });
      expect(await resultOf((done) => client.bulkWrite(models, options, done))).to.have.property('deletedCount', 0);
    });
  });

  describe('calls', () => {
    it('call back with (null, result)', async () => {
      const inserted = await called<{ insertedId: number }>((done) => things.insertOne({ _id: 1 }, done));
      expect(inserted).to.deep.equal({ error: null, result: { acknowledged: true, insertedId: 1 }, count: 2 });
      expect((await called((done) => things.findOne({ _id: 9 }, done))).result).to.equal(null);
    });

    it("call back with only the driver's error", async () => {
      await things.insertOne({ _id: 1 });
      const error = await errorOf((done) => things.insertOne({ _id: 1 }, done));
      expect(error).to.be.instanceOf(MongoServerError).with.property('code', 11000);
    });

    it('call back with errors that the driver throws synchronously', async () => {
      const error = await errorOf((done) => things.updateOne({}, { $nothing: 1 }, done));
      expect(error).to.be.instanceOf(MongoServerError);
      expect(await errorOf((done) => things.updateOne({}, { a: 1 }, done))).to.be.instanceOf(MongoInvalidArgumentError);
      expect(await errorOf((done) => things.insertMany('no array' as never, done))).to.be.instanceOf(
        MongoInvalidArgumentError,
      );
    });

    it('accept missing or undefined optional arguments, in any number', async () => {
      await things.insertOne({ _id: 1 });
      expect(await resultOf<number>((done) => things.countDocuments(done))).to.equal(1);
      expect(await resultOf<number>((done) => things.countDocuments({}, done))).to.equal(1);
      expect(await resultOf<number>((done) => things.countDocuments({}, {}, done))).to.equal(1);
      expect(await resultOf<number>((done) => things.countDocuments(undefined, undefined, done))).to.equal(1);
      expect(await resultOf<unknown>((done) => things.findOne(done))).to.deep.equal({ _id: 1 });
      expect(await resultOf<unknown>((done) => things.findOne({}, undefined as never, done))).to.deep.equal({ _id: 1 });
      expect(await resultOf<unknown[]>((done) => things.distinct('_id', done))).to.deep.equal([1]);
      expect(await resultOf<unknown[]>((done) => things.distinct('_id', {}, done))).to.deep.equal([1]);
    });

    it('return a promise if the callback is undefined', async () => {
      const none = undefined as callback.Callback<number> | undefined;
      const promise: unknown = things.countDocuments({}, {}, none);
      expect(promise).to.be.instanceOf(Promise);
      expect(await promise).to.equal(0);
    });

    it("return the driver's own promise if nothing has to be wrapped", () => {
      const own = things.delegate;
      const promise = Promise.resolve(7);
      const original = own.countDocuments;
      own.countDocuments = () => promise;
      try {
        expect(things.countDocuments()).to.equal(promise);
      } finally {
        own.countDocuments = original;
      }
    });

    it('keep all three arguments of createIndex', async () => {
      const session = client.startSession();
      const name = await resultOf<string>((done) =>
        things.createIndex({ a: 1 }, { name: 'third', unique: true }, { session }, done),
      );
      expect(name).to.equal('third');
      expect((await things.indexes()).find((index) => index.name === 'third')).to.have.property('unique', true);
      expect(await resultOf<string>((done) => things.createIndex({ a: -1 }, done))).to.equal('a_-1');
      expect(await resultOf<string>((done) => things.createIndex({ b: -1 }, {}, done))).to.equal('b_-1');
      await session.endSession();
    });

    it('keep the AsyncLocalStorage of the call', async () => {
      const storage = new AsyncLocalStorage<string>();
      const seen = await Promise.all(
        ['one', 'two', 'three'].map((name) =>
          storage.run(name, () => new Promise((fulfil) => things.findOne({}, () => fulfil(storage.getStore())))),
        ),
      );
      expect(seen).to.deep.equal(['one', 'two', 'three']);
      const inError = await storage.run('failing', () => {
        return new Promise((fulfil) => things.updateOne({}, { a: 1 }, () => fulfil(storage.getStore())));
      });
      expect(inError).to.equal('failing');
    });

    it('never change the options', async () => {
      const session = client.startSession();
      const options = Object.freeze({ session, maxTimeMS: 5000 });
      await resultOf((done) => things.findOne({}, options, done));
      await resultOf((done) => things.updateOne({ _id: 1 }, { $set: { a: 1 } }, options, done));
      await resultOf((done) => db.command({ ping: 1 }, { session }, done));
      expect(Object.keys(options)).to.deep.equal(['session', 'maxTimeMS']);
      await session.endSession();
    });

    it('call back if the client is closed meanwhile', async () => {
      const other = await new MongoClient(currentServer().uri).connect();
      const pending = errorOf((done) => other.db(DATABASE).command({ ping: 1 }, done)).catch(() => undefined);
      await other.close(true);
      await pending;
    });
  });

  describe('Db', () => {
    it('in both styles', async () => {
      expect(await resultOf<unknown>((done) => db.command({ ping: 1 }, done))).to.have.property('ok', 1);
      const made = await resultOf<Collection>((done) => db.createCollection('made', done));
      expect(made).to.be.instanceOf(Collection);
      if (has('Collection.db')) expect(made.db).to.equal(db);
      const capped = await resultOf<Collection>((done) =>
        db.createCollection('capped', { capped: true, size: 4096 }, done),
      );
      expect(await resultOf<boolean>((done) => capped.isCapped(done))).to.equal(true);
      const collections = await resultOf<Collection[]>((done) => db.collections(done));
      expect(collections.every((each) => each instanceof Collection)).to.equal(true);
      expect(collections.map(({ collectionName }) => collectionName).sort()).to.deep.equal([
        'capped',
        'made',
        'things',
      ]);
      const renamed = await resultOf<Collection>((done) => db.renameCollection('made', 'named', done));
      expect(renamed).to.be.instanceOf(Collection).with.property('collectionName', 'named');
      const again = await resultOf<Collection>((done) => renamed.rename('again', { dropTarget: true }, done));
      expect(again).to.be.instanceOf(Collection).with.property('collectionName', 'again');
      expect(await resultOf<boolean>((done) => db.dropCollection('again', done))).to.equal(true);
      expect(await resultOf<unknown>((done) => db.stats(done))).to.be.an('object');
      expect(await resultOf<string>((done) => db.createIndex('things', { a: 1 }, done))).to.equal('a_1');
      expect(await resultOf<unknown>((done) => db.indexInformation('things', done))).to.have.property('a_1');
      expect(await resultOf<boolean>((done) => db.dropDatabase(done))).to.equal(true);
    });
  });

  describe('Admin', () => {
    it('in both styles', async () => {
      const admin = db.admin();
      expect(await admin.ping()).to.have.property('ok', 1);
      expect(await resultOf<unknown>((done) => admin.ping(done))).to.have.property('ok', 1);
      expect(await resultOf<unknown>((done) => admin.ping({}, done))).to.have.property('ok', 1);
      expect(await resultOf<unknown>((done) => admin.command({ ping: 1 }, done))).to.have.property('ok', 1);
      expect(await resultOf<unknown>((done) => admin.buildInfo(done))).to.have.property('version');
      expect(await resultOf<unknown>((done) => admin.serverInfo(done))).to.have.property('version');
      expect(await resultOf<unknown>((done) => admin.serverStatus(done))).to.be.an('object');
      const { databases } = await resultOf<{ databases: unknown[] }>((done) =>
        admin.listDatabases({ nameOnly: true }, done),
      );
      expect(databases).to.be.an('array');
      expect(await errorOf((done) => admin.command({ noSuchCommand: 1 }, done))).to.be.instanceOf(MongoServerError);
    });
  });

  describe('withSession', () => {
    it('(executor, callback) with an executor of each style', async function () {
      needs(this, 'withSession returns the result of its function');
      const promising = await resultOf<number>((done) =>
        client.withSession(async (session) => {
          expect(session).to.be.instanceOf(ClientSession);
          return things.countDocuments({}, { session });
        }, done),
      );
      expect(promising).to.equal(0);
      const calling = await resultOf<number>((done) =>
        client.withSession((session, finish) => things.countDocuments({}, { session }, finish), done),
      );
      expect(calling).to.equal(0);
    });

    it('(options, executor, callback), and both without a callback', async () => {
      const options = Object.freeze({ causalConsistency: false });
      const seen: boolean[] = [];
      const note = (session: ClientSession) => seen.push(session.supports.causalConsistency);
      await resultOf<void>((done) => client.withSession(options, async (session) => void note(session), done));
      await resultOf<void>((done) =>
        client.withSession(options, (session, finish) => (note(session), finish(null)), done),
      );
      await client.withSession(options, async (session) => void note(session));
      await client.withSession((session, finish) => (note(session), finish(null)));
      expect(seen).to.deep.equal([false, false, false, true]);
    });

    it('fails if its executor fails, and ends the session', async () => {
      const mine = new Error('mine');
      const sessions: ClientSession[] = [];
      const calls = [
        (done: callback.Callback<unknown>) =>
          client.withSession((session, finish) => (sessions.push(session), finish(mine)), done),
        (done: callback.Callback<unknown>) =>
          client.withSession(async (session) => (sessions.push(session), Promise.reject(mine)), done),
        (done: callback.Callback<unknown>) =>
          client.withSession(async (session, _finish) => (sessions.push(session), Promise.reject(mine)), done),
        (done: callback.Callback<unknown>) =>
          client.withSession((session, _finish) => {
            sessions.push(session);
            throw mine;
          }, done),
      ];
      for (const call of calls) expect(await errorOf(call)).to.equal(mine);
      expect(sessions.map(({ hasEnded }) => hasEnded)).to.deep.equal([true, true, true, true]);
    });

    it('waits for the callback of an async executor', async function () {
      needs(this, 'withSession returns the result of its function');
      const result = await resultOf<string>((done) =>
        client.withSession(async (_session, finish) => {
          setTimeout(() => finish(null, 'called back'), 10);
          return 'returned';
        }, done),
      );
      expect(result).to.equal('called back');
    });
  });

  describe('from CommonJS', () => {
    it('require gives the same module', () => {
      const required = createRequire(import.meta.url)('motorized/callback') as typeof callback;
      expect(required.MongoClient).to.equal(MongoClient);
    });

    it('a program runs', () => {
      const program = `
        const { MongoClient, ObjectId } = require('motorized/callback');
        MongoClient.connect(process.env.MONGODB_URI, (error, client) => {
          if (error) throw error;
          client.db('${DATABASE}').collection('cjs').insertOne({ a: 1 }, (error, result) => {
            if (error) throw error;
            console.log(result.insertedId instanceof ObjectId);
            client.close((error) => console.log(error));
          });
        });
      `;
      const env = { ...process.env, NODE_V8_COVERAGE: '' };
      const output = execFileSync(process.execPath, ['--no-warnings', '-e', program], {
        cwd: packageRoot(),
        env,
        encoding: 'utf8',
      });
      expect(output).to.equal('true\nnull\n');
    });
  });
});
