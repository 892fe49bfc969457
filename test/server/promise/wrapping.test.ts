import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';

import { expect } from 'chai';
import * as driver from 'mongodb';

import { openedBy } from '../../../codegen/conformance/stage/opened.js';
import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';
import { packages } from '../scene/packages.js';

const DATABASE = 'motorized_wrapping';

for (const [name, pkg] of packages) {
  describe(`wrappers of motorized/${name}`, () => {
    let raw: driver.MongoClient;
    let client: InstanceType<typeof pkg.MongoClient>;
    before(async () => {
      raw = await new driver.MongoClient(currentServer().uri).connect();
      client = pkg.MongoClient.wrap(raw);
      await raw.db(DATABASE).dropDatabase();
    });
    after(async () => {
      await raw.db(DATABASE).dropDatabase();
      await raw.close();
    });
    const things = () => client.db(DATABASE).collection<{ _id: number }>('things');

    /** An object of every class, by class name. */
    const objects = () => {
      const db = client.db(DATABASE);
      const collection = db.collection('objects');
      const bucket = new pkg.GridFSBucket(db);
      return {
        MongoClient: client,
        Db: db,
        Collection: collection,
        Admin: db.admin(),
        FindCursor: collection.find(),
        AggregationCursor: collection.aggregate(),
        ListCollectionsCursor: db.listCollections(),
        ListIndexesCursor: collection.listIndexes(),
        ...(has('ListSearchIndexesCursor') && { ListSearchIndexesCursor: collection.listSearchIndexes() }),
        ...(has('RunCommandCursor') && { RunCommandCursor: db.runCursorCommand({ find: 'objects' }) }),
        ChangeStream: collection.watch(),
        ClientSession: client.startSession(),
        OrderedBulkOperation: collection.initializeOrderedBulkOp(),
        UnorderedBulkOperation: collection.initializeUnorderedBulkOp(),
        FindOperators: collection.initializeOrderedBulkOp().find({}),
        GridFSBucket: bucket,
        GridFSBucketReadStream: bucket.openDownloadStreamByName('a'),
        GridFSBucketWriteStream: bucket.openUploadStream('a'),
      } as const;
    };
    type Wrapped = { readonly delegate: object } & object;
    const closeAll = async (all: ReturnType<typeof objects>) => {
      all.GridFSBucketReadStream.destroy();
      all.GridFSBucketWriteStream.destroy();
      await all.ClientSession.endSession();
      for (const one of Object.values(all)) if ('close' in one && one !== client) await (one.close as () => unknown)();
    };

    it('have the right class, and belong to their delegate', async () => {
      const all = objects();
      for (const [className, wrapper] of Object.entries(all) as [string, Wrapped][]) {
        const Class = (pkg as unknown as Record<string, { wrap(delegate: object): object } & Function>)[className]!;
        expect(wrapper, className).to.be.instanceOf(Class);
        expect(wrapper.constructor, className).to.equal(Class);
        expect(wrapper.delegate.constructor.name, className).to.equal(className);
        expect(wrapper.delegate, className).not.to.be.instanceOf(Class);
        expect(Class.wrap(wrapper.delegate), className).to.equal(wrapper);
      }
      await closeAll(all);
    });

    it("are emitters if the driver's objects are", async () => {
      const all = objects();
      for (const [className, wrapper] of Object.entries(all) as [string, Wrapped][]) {
        expect(wrapper instanceof EventEmitter, className).to.equal(wrapper.delegate instanceof EventEmitter);
      }
      await closeAll(all);
    });

    it('appear as one readable line in util.inspect', async () => {
      const all = objects();
      for (const [className, wrapper] of Object.entries(all) as [string, Wrapped][]) {
        const line = inspect(wrapper, { breakLength: Infinity });
        expect(line, className).to.match(new RegExp(`^${className} \\{ .*delegate: \\[${className}\\] \\}$`));
        expect(line.length, line).to.be.lessThan(400);
      }
      expect(inspect(things())).to.include(`namespace: '${DATABASE}.things'`).and.not.include('\n    ');
      await closeAll(all);
    });

    it('refuse to wrap a value that is not an object', () => {
      expect(() => pkg.Db.wrap(undefined as never)).to.throw(TypeError, 'Db.wrap');
      expect(() => pkg.Collection.wrap('things' as never)).to.throw(TypeError, 'Collection.wrap');
      expect(() => pkg.FindCursor.wrap(null as never)).to.throw(TypeError, 'FindCursor.wrap');
      expect(() => pkg.MongoClient.wrap('mongodb://user:secret@127.0.0.1' as never))
        .to.throw(TypeError, 'MongoClient.wrap')
        .with.property('message')
        .that.does.not.include('secret');
      expect(() => pkg.ListIndexesCursor.wrap({} as never)).to.throw(TypeError, 'ListIndexesCursor.wrap');
    });

    it('wrap any object of the driver', async () => {
      await raw
        .db(DATABASE)
        .collection('from raw')
        .insertMany([{ a: 1 }, { a: 2 }]);
      const collection = pkg.Collection.wrap(raw.db(DATABASE).collection('from raw'));
      expect(await collection.countDocuments()).to.equal(2);
      const cursor = pkg.FindCursor.wrap(raw.db(DATABASE).collection('from raw').find().sort({ a: 1 }));
      expect((await cursor.toArray()).map(({ a }) => a)).to.deep.equal([1, 2]);
      const any = pkg.AbstractCursor.wrap(raw.db(DATABASE).collection('from raw').aggregate());
      expect(any).to.be.instanceOf(pkg.AggregationCursor);
      await any.close();
      const bulk = pkg.BulkOperationBase.wrap(raw.db(DATABASE).collection('x').initializeUnorderedBulkOp());
      expect(bulk).to.be.instanceOf(pkg.UnorderedBulkOperation);
    });

    it('lead to each other', () => {
      const db = client.db(DATABASE);
      const collection = db.collection('things');
      if (has('Collection.db')) {
        expect(collection.db).to.equal(db);
        expect(collection.db.client).to.equal(client);
      }
      const stream = collection.watch();
      expect(stream.parent).to.equal(collection);
      expect(client.watch().parent).to.equal(client);
      expect(db.watch().parent).to.equal(db);
      const bulk = collection.initializeOrderedBulkOp();
      expect(bulk.find({}).bulkOperation).to.equal(bulk);
      const bucket = new pkg.GridFSBucket(db);
      const upload = bucket.openUploadStream('a');
      expect(upload.bucket).to.equal(bucket);
      if (has('Collection.db')) expect(upload.files.db).to.equal(db);
      upload.destroy();
    });

    it("accept the driver's objects as well as wrappers", async () => {
      const rawSession = raw.startSession();
      const session = client.startSession();
      for (const one of [rawSession, session]) {
        await things().insertOne({ _id: one === session ? 1 : 2 }, { session: one });
        expect(await things().find({}, { session: one }).toArray()).to.have.length.greaterThan(0);
      }
      expect(session.equals(pkg.ClientSession.wrap(session.delegate))).to.equal(true);
      expect(session.equals(rawSession)).to.equal(false);
      if (has('Db.client')) {
        expect(new pkg.Db(raw, DATABASE).client).to.equal(client);
        expect(new pkg.Db(client, DATABASE).client).to.equal(client);
      }
      expect(new pkg.ListIndexesCursor(things().delegate as never).parent).to.be.instanceOf(pkg.Collection);
      await Promise.all([rawSession.endSession(), session.endSession()]);
    });

    it('accept sessions of the other framework', async () => {
      const [, other] = packages.find(([otherName]) => otherName !== name)!;
      await other.MongoClient.wrap(raw).withSession((session) =>
        session.withTransaction(async (own) => {
          await things().insertOne({ _id: 77 }, { session: own as never });
          expect(await things().countDocuments({ _id: 77 })).to.equal(0);
        }),
      );
      expect(await things().countDocuments({ _id: 77 })).to.equal(1);
    });

    it('share a transaction with the driver', async () => {
      await raw.withSession((rawSession) =>
        rawSession.withTransaction(async (own) => {
          expect(own).to.equal(rawSession);
          await things().insertOne({ _id: 10 }, { session: own });
          await things().delegate.insertOne({ _id: 11 }, { session: own });
          expect(await things().countDocuments({ _id: { $in: [10, 11] } })).to.equal(0);
        }),
      );
      expect(await things().countDocuments({ _id: { $in: [10, 11] } })).to.equal(2);
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await things().deleteOne({ _id: 10 }, { session });
          await things().delegate.deleteOne({ _id: 11 }, { session: session.delegate });
        }),
      );
      expect(await things().countDocuments({ _id: { $in: [10, 11] } })).to.equal(0);
    });

    it("never change the program's options", async () => {
      // SecantusDB does not support a readConcern in bulkWrite, which a causal session sends.
      const session = client.startSession({ causalConsistency: false });
      const options = Object.freeze({ session, comment: 'frozen' });
      await things().insertOne({ _id: 20 }, options);
      await things().find({}, options).toArray();
      await things().aggregate([], options).toArray();
      await things().updateOne({ _id: 20 }, { $set: { a: 1 } }, options);
      if (has('MongoClient.bulkWrite')) {
        const filter = { _id: 20 as never };
        await client.bulkWrite([{ name: 'deleteMany', namespace: `${DATABASE}.things`, filter }], options);
      }
      expect(Object.keys(options)).to.deep.equal(['session', 'comment']);
      expect(options.session).to.equal(session);
      await session.endSession();
    });

    it("reject with the driver's error objects", async () => {
      await things().insertOne({ _id: 30 });
      const error = await things()
        .insertOne({ _id: 30 })
        .catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(driver.MongoServerError).and.to.be.instanceOf(pkg.MongoServerError);
      expect(pkg.MongoServerError).to.equal(driver.MongoServerError);
      expect((error as driver.MongoServerError).code).to.equal(11000);
      expect((error as driver.MongoServerError).keyValue).to.deep.equal({ _id: 30 });
    });

    it('come with every other export of the driver, unchanged', () => {
      const wrapped = new Set(Object.keys(objects()).concat('AbstractCursor', 'ExplainableCursor', 'ClientEncryption'));
      for (const [key, value] of Object.entries(driver)) {
        if (!wrapped.has(key) && key !== 'BulkOperationBase' && key !== 'default' && key !== 'module.exports') {
          expect((pkg as unknown as Record<string, unknown>)[key], key).to.equal(value);
        }
      }
    });

    it("add one frame to a stack trace, and keep the program's frame", async function () {
      needs(this, 'the stack of a server error leads to the program');
      async function theProgram(): Promise<unknown> {
        return await things()
          .find({ $nothing: 1 } as object)
          .toArray();
      }
      const { stack = '' } = (await theProgram().catch((reason: unknown) => reason)) as Error;
      expect(stack).to.include('theProgram');
      const ours = stack.split('\n').filter((line) => /generated[\\/](src|dist)/.test(line));
      expect(ours, stack).to.have.length.at.most(1);
    });

    it("add one frame to the stack of an error thrown synchronously, above the program's frame", () => {
      let stack = '';
      function theProgram(): void {
        things()
          .find()
          .addCursorFlag('noSuchFlag' as never, true);
      }
      try {
        theProgram();
      } catch (error) {
        stack = (error as Error).stack ?? '';
      }
      const lines = stack.split('\n');
      const ours = lines.flatMap((line, at) => (/generated[\\/](src|dist)/.test(line) ? [at] : []));
      expect(ours, stack).to.have.lengthOf(1);
      expect(lines[ours[0]! + 1]).to.include('theProgram');
    });

    it("keep the driver's listeners when all of theirs are removed", async () => {
      const { cursors, sessions } = openedBy(raw);
      const knowsCursors = has('a client knows its open cursors');
      const session = client.startSession();
      const cursor = things().find();
      expect(cursors.has(cursor.delegate)).to.equal(knowsCursors);
      expect(sessions.has(session.delegate)).to.equal(true);
      const emitters = [session, cursor, client] as unknown as EventEmitter[];
      for (const one of emitters) one.on('close', () => {}).removeAllListeners();
      await cursor.close();
      await session.endSession();
      expect(cursors.has(cursor.delegate)).to.equal(false);
      expect(sessions.has(session.delegate)).to.equal(false);
      expect(client.eventNames()).to.deep.equal([]);
    });

    it('only add the listeners that they need to the driver', async () => {
      const before = raw.eventNames().map((event) => raw.listenerCount(event as 'open'));
      const listener = () => {};
      client.on('commandStarted', listener).on('commandStarted', listener).once('open', listener);
      expect(raw.listenerCount('commandStarted')).to.equal(1);
      client.off('commandStarted', listener).off('commandStarted', listener).off('open', listener);
      expect(raw.eventNames().map((event) => raw.listenerCount(event as 'open'))).to.deep.equal(before);
    });

    it('can be subclassed', async () => {
      class Counted extends pkg.MongoClient {
        static made = 0;
        readonly number = (Counted.made += 1);
        override db(dbName?: string) {
          return super.db(dbName ?? DATABASE);
        }
      }
      const counted = (await Counted.connect(currentServer().uri)) as Counted;
      expect(counted).to.be.instanceOf(Counted);
      expect(counted.number).to.equal(1);
      expect(counted.db().databaseName).to.equal(DATABASE);
      if (has('Db.client')) expect(counted.db().client).to.equal(counted);
      expect(pkg.MongoClient.wrap(counted.delegate)).to.equal(counted);
      expect(inspect(counted)).to.include('Counted {').and.include('number: 1');
      const opened: unknown[] = [];
      const another = new Counted(currentServer().uri);
      another.once('open', (value) => opened.push(value));
      await another.connect();
      expect(opened[0] === another).to.equal(true);
      await Promise.all([counted.close(), another.close()]);
    });

    it('call the close() of a subclass for disposal', async function () {
      needs(this, 'MongoClient[Symbol.asyncDispose]');
      const closed: string[] = [];
      class Closing extends pkg.MongoClient {
        override async close() {
          closed.push('mine');
          await super.close();
        }
      }
      {
        await using disposable = new Closing(currentServer().uri);
        await disposable.connect();
      }
      expect(closed).to.deep.equal(['mine']);
    });
  });
}
