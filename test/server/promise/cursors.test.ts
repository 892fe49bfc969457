import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';

import { expect } from 'chai';
import type { Db } from 'mongodb';

import { has } from '../../support/release/has.js';
import { DATABASE, scenario } from '../scene/scenario.js';

const numbers = async (db: Db, count = 10) => {
  await db
    .collection<{ _id: number; a: number }>('numbers')
    .insertMany(Array.from({ length: count }, (_, _id) => ({ _id, a: _id % 3 })));
  return db.collection<{ _id: number; a: number }>('numbers');
};

describe('cursors', () => {
  scenario('next, hasNext, tryNext and the end', async ({ pkg, db, note }) => {
    const cursor = (await numbers(db, 3)).find().sort({ _id: 1 }).batchSize(2);
    expect(cursor).to.be.instanceOf(pkg.FindCursor).and.instanceOf(pkg.AbstractCursor);
    note(cursor, cursor.closed, cursor.killed, cursor.id, cursor.namespace, cursor.bufferedCount());
    note(await cursor.hasNext(), await cursor.next(), cursor.bufferedCount(), cursor.id?.isZero());
    note(await cursor.tryNext(), await cursor.hasNext(), await cursor.next());
    if (has('a cursor returns null after its end'))
      note(await cursor.next(), await cursor.hasNext(), await cursor.tryNext(), cursor.closed, cursor.id);
  });

  scenario('chains return the same cursor', async ({ pkg, db, note }) => {
    const cursor = (await numbers(db)).find();
    const steps = [
      () => cursor.filter({ a: { $lt: 2 } }),
      () => cursor.sort('_id', -1),
      () => cursor.skip(1),
      () => cursor.limit(4),
      () => cursor.batchSize(3),
      () => cursor.comment('chained'),
      () => cursor.maxTimeMS(5000),
      () => cursor.hint({ _id: 1 }),
      () => cursor.addCursorFlag('noCursorTimeout', true),
      () => cursor.allowDiskUse(true),
      () => cursor.collation({ locale: 'en' }),
      () => cursor.withReadConcern({ level: 'majority' }),
      () => cursor.withReadPreference(pkg.ReadPreference.PRIMARY),
      () => cursor.min({ _id: 0 }),
      () => cursor.max({ _id: 8 }),
      () => cursor.returnKey(false),
      () => cursor.showRecordId(false),
      () => cursor.project({ a: 1 }),
      () => cursor.addQueryModifier('$comment', 'modified'),
    ];
    for (const step of steps) expect(step()).to.equal(cursor);
    note(cursor.readConcern, cursor.readPreference.mode);
    note(await cursor.toArray());
  });

  scenario('chains that come too late', async ({ db, failure }) => {
    const cursor = (await numbers(db)).find().batchSize(2);
    await cursor.next();
    await failure(() => cursor.sort({ a: 1 }));
    await failure(() => cursor.limit(1));
    await cursor.close();
  });

  scenario('map, with more than one transform', async ({ db, note }) => {
    const cursor = (await numbers(db, 4)).find().sort({ _id: 1 });
    const mapped = cursor.map(({ _id }) => _id * 2);
    expect(mapped).to.equal(cursor);
    const twice = mapped.map((value) => `<${value}>`);
    note(await twice.next(), await twice.toArray());
    if (has('an error thrown in map rejects')) {
      const throws = numbersOf(db)
        .find()
        .map(() => {
          throw new Error('thrown by map');
        });
      note(await throws.toArray().catch((error: unknown) => error));
      await throws.close();
    }
    const aggregated = db
      .collection('numbers')
      .aggregate()
      .map(({ _id }) => ({ id: _id }));
    note((await aggregated.toArray()).length);
  });

  scenario('toArray, forEach and count', async ({ db, note, failure }) => {
    const collection = await numbers(db, 5);
    note(await collection.find().sort({ _id: 1 }).toArray());
    const seen: number[] = [];
    await collection
      .find()
      .sort({ _id: 1 })
      .forEach(({ _id }) => void seen.push(_id));
    const some: number[] = [];
    await collection
      .find()
      .sort({ _id: 1 })
      .batchSize(2)
      .forEach(({ _id }) => {
        some.push(_id);
        return _id < 2;
      });
    note(
      seen,
      some,
      await collection.find({ a: 1 }).count(),
      await collection.find().limit(2).count({ maxTimeMS: 900 }),
    );
    await failure(collection.find().forEach('no function' as never));
    await failure(
      collection
        .find()
        .batchSize(2)
        .forEach(() => {
          throw new Error('thrown by the iterator');
        }),
    );
  });

  scenario('for await to the end', async ({ db, note }) => {
    const cursor = (await numbers(db, 7)).find().sort({ _id: 1 }).batchSize(3);
    const seen: number[] = [];
    for await (const { _id } of cursor) seen.push(_id);
    note(seen, cursor.closed, cursor.killed);
  });

  scenario('break out of for await closes once', async ({ db, note }) => {
    const cursor = (await numbers(db)).find().sort({ _id: 1 }).batchSize(3);
    let closed = 0;
    cursor.on('close', () => (closed += 1));
    for await (const { _id } of cursor) if (_id === 4) break;
    note(cursor.closed, cursor.killed, closed, await cursor.next().catch((error: unknown) => error));
    await cursor.close();
    note(closed);
  });

  scenario('an error in for await closes the cursor', async ({ db, note }) => {
    const cursor = (await numbers(db)).find().batchSize(3);
    const loop = async () => {
      for await (const document of cursor) throw new Error(`thrown in the loop at ${typeof document}`);
    };
    note(await loop().catch((error: unknown) => error), cursor.closed, cursor.killed);
  });

  scenario('iterators by hand', async ({ db, note }) => {
    const iterator = (await numbers(db)).find().sort({ _id: 1 }).batchSize(2)[Symbol.asyncIterator]();
    note(await iterator.next(), await iterator.next(), await iterator.next());
    note(await iterator.return(), await iterator.next());
  });

  scenario(
    'await using',
    async ({ db, note }) => {
      let kept;
      {
        await using cursor = (await numbers(db)).find().batchSize(2);
        note(await cursor.next());
        kept = cursor;
      }
      note(kept.closed, kept.killed);
      {
        await using unread = db.collection('numbers').find();
        kept = unread;
      }
      note(kept.closed);
    },
    { needs: ['AbstractCursor[Symbol.asyncDispose]'] },
  );

  scenario('rewind and clone', async ({ pkg, db, note }) => {
    const cursor = (await numbers(db, 4)).find({ a: 0 }).sort({ _id: 1 });
    note(await cursor.toArray(), await cursor.toArray());
    cursor.rewind();
    note(await cursor.next(), await cursor.toArray());
    const copy = cursor.clone();
    expect(copy).to.be.instanceOf(pkg.FindCursor).and.not.to.equal(cursor);
    note(await copy.toArray());
    const aggregated = db.collection('numbers').aggregate([{ $match: { a: 0 } }]);
    expect(aggregated.clone()).to.be.instanceOf(pkg.AggregationCursor);
    note((await aggregated.clone().toArray()).length, (await aggregated.toArray()).length, aggregated.pipeline);
  });

  scenario('readBufferedDocuments', async ({ db, note }) => {
    const cursor = (await numbers(db, 7)).find().sort({ _id: 1 }).batchSize(3);
    const batches: number[][] = [];
    while (await cursor.hasNext()) batches.push(cursor.readBufferedDocuments().map(({ _id }) => _id));
    note(batches);
    const part = db.collection('numbers').find().sort({ _id: 1 });
    await part.hasNext();
    note(part.bufferedCount(), part.readBufferedDocuments(2), part.bufferedCount());
    await part.close();
  });

  scenario('stream', async ({ db, note }) => {
    const collection = await numbers(db, 7);
    const stream = collection.find().sort({ _id: 1 }).batchSize(3).stream();
    expect(stream).to.be.instanceOf(Readable);
    const seen: unknown[] = [];
    await pipeline(stream, new Writable({ objectMode: true, write: (doc, _, done) => (seen.push(doc), done()) }));
    note(seen);
    const mapped = collection
      .find()
      .map(({ _id }) => _id)
      .stream();
    note((await mapped.toArray()).length, stream.destroyed);
    const failing = collection.find({ $nothing: 1 } as object).stream();
    note(await failing.toArray().catch((error: unknown) => error));
  });

  scenario(
    'a destroyed stream closes its cursor',
    async ({ db, note }) => {
      const cursor = (await numbers(db, 40)).find().batchSize(2);
      const stream = cursor.stream();
      const closed = once(cursor, 'close');
      await once(stream, 'data');
      stream.destroy();
      await closed;
      note(cursor.closed);
    },
    { notesOnly: true },
  );

  scenario('close', async ({ db, note }) => {
    const cursor = (await numbers(db)).find().batchSize(2);
    const closed = once(cursor, 'close');
    await cursor.next();
    note(await cursor.close(), cursor.closed, cursor.killed);
    await closed;
    const unread = db.collection('numbers').find();
    await unread.close();
    note(unread.closed, await unread.toArray());
    const timed = db.collection('numbers').find().batchSize(2);
    await timed.next();
    await timed.close({ timeoutMS: 5000 });
  });

  scenario('explain', async ({ db, note }) => {
    const collection = await numbers(db);
    const plan = await collection.find({ a: 1 }).explain();
    note(typeof plan, Object.keys(plan).includes('queryPlanner'));
    note(Object.keys(await collection.find().explain('queryPlanner')).includes('queryPlanner'));
    note(typeof (await collection.aggregate([{ $match: { a: 1 } }]).explain('executionStats')));
    if (has('ExplainableCursor.explain(maxTimeMS)'))
      note(typeof (await collection.find().explain({ verbosity: 'queryPlanner', maxTimeMS: 3000 })));
  });

  scenario('a failing query', async ({ db, note, failure }) => {
    const collection = await numbers(db);
    await failure(collection.find({ $nothing: 1 } as object).toArray());
    await failure(collection.aggregate([{ $noStage: 1 }]).next());
    await failure(async () => {
      for await (const document of collection.find({ $nothing: 1 } as object)) note(document);
    });
  });

  scenario('tailable cursors', async ({ db, note }) => {
    const capped = await db.createCollection<{ _id: number }>('capped', { capped: true, size: 4096 });
    await capped.insertMany([{ _id: 1 }, { _id: 2 }]);
    const cursor = capped.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 50 });
    note(await cursor.next(), await cursor.next(), cursor.closed);
    await capped.insertOne({ _id: 3 });
    note(await cursor.next());
    note(cursor.closed);
    await cursor.close();
  });

  scenario('listCollections', async ({ pkg, db, note }) => {
    await db.createCollection('one');
    await db.createCollection('two');
    const cursor = db.listCollections({}, { nameOnly: true });
    expect(cursor).to.be.instanceOf(pkg.ListCollectionsCursor);
    expect(cursor.parent).to.equal(db);
    note((await cursor.toArray()).map(({ name }) => name).sort(), cursor.filter, cursor.options?.nameOnly);
    note((await db.listCollections({ name: 'one' }).toArray()).map(({ name }) => name));
    const again = cursor.clone();
    expect(again).to.be.instanceOf(pkg.ListCollectionsCursor);
    note((await again.toArray()).length);
    const made = new pkg.ListCollectionsCursor(db, { name: 'two' }, { nameOnly: true });
    expect(made.parent).to.equal(db);
    note(made, await made.toArray());
  });

  scenario('new ListIndexesCursor', async ({ pkg, client, db, note }) => {
    const collection = await numbers(db, 1);
    await collection.createIndex({ a: 1 });
    const plain = db.collection('numbers');
    const made = new pkg.ListIndexesCursor(plain, { batchSize: 1 });
    expect(made.parent).to.equal(plain);
    note(
      made,
      (await made.toArray()).map(({ name }) => name),
      made.options,
    );
    await client.withSession(async (session) => {
      note((await new pkg.ListIndexesCursor(plain, { session }).toArray()).length);
      note((await new pkg.ListCollectionsCursor(db, {}, { session }).toArray()).length);
    });
    note((await made.clone().toArray()).length);
  });

  scenario(
    'runCursorCommand',
    async ({ db, note, failure }) => {
      await numbers(db, 7);
      const cursor = db.runCursorCommand({ find: 'numbers', batchSize: 2 }, { readPreference: 'primary' as never });
      note(cursor);
      expect(cursor.setBatchSize(3)).to.equal(cursor);
      expect(cursor.setComment('commented')).to.equal(cursor);
      note((await cursor.toArray()).length, cursor.command);
      const limited = db.runCursorCommand({ find: 'numbers' });
      expect(limited.setMaxTimeMS(4000)).to.equal(limited);
      note((await limited.toArray()).length);
      await failure(() => cursor.clone());
      await failure(() => cursor.batchSize(1));
      await failure(() => cursor.maxTimeMS(1));
      await failure(() => cursor.withReadConcern({ level: 'local' }));
      const early = db.runCursorCommand({ aggregate: 'numbers', pipeline: [], cursor: { batchSize: 1 } });
      for await (const document of early) {
        note(document);
        break;
      }
    },
    { needs: ['Db.runCursorCommand'] },
  );

  scenario(
    'an abort signal',
    async ({ pkg, db, note }) => {
      const collection = await numbers(db);
      const before = collection.findOne({}, { signal: AbortSignal.abort(new Error('before')) });
      note(await before.catch((error: unknown) => error));
      const stop = new AbortController();
      const cursor = collection.find({}, { batchSize: 2, signal: stop.signal });
      note(await cursor.next());
      stop.abort(new Error('meanwhile'));
      note(await cursor.toArray().catch((error: unknown) => error));
      await cursor.close();
      const own = AbortSignal.abort();
      const reason = await db.command({ ping: 1 }, { signal: own }).catch((error: unknown) => error);
      expect(reason).to.equal(own.reason);
      const count = collection.countDocuments({}, { signal: AbortSignal.abort('text') });
      note(await count.catch((error: unknown) => error), pkg.MongoError.name);
      note(
        await db
          .listCollections({}, { signal: AbortSignal.abort(1) })
          .toArray()
          .catch((error: unknown) => error),
      );
    },
    {
      needs: ['Collection.find(signal)'],
      notesOnly: true,
      leavesCursors: 'the driver closes no cursor whose signal is aborted',
    },
  );

  scenario('sessions of cursors', async ({ client, db, note }) => {
    const collection = await numbers(db);
    await client.withSession(async (session) => {
      note((await collection.find({}, { session, batchSize: 4 }).toArray()).length);
      note((await collection.aggregate([], { session, batchSize: 4 }).toArray()).length);
      note((await collection.listIndexes({ session }).toArray()).length);
      note((await db.listCollections({}, { session }).toArray()).length);
      note((await db.aggregate([{ $documents: [{ a: 1 }] }], { session }).toArray()).length);
      if (has('Db.runCursorCommand'))
        note((await db.runCursorCommand({ find: 'numbers' }, { session }).toArray()).length);
    });
  });

  scenario('the namespace', async ({ db, note }) => {
    const { namespace } = db.collection('numbers').find();
    note(String(namespace) === `${DATABASE}.numbers`, db.aggregate().namespace.db);
  });
});

function numbersOf(db: Db) {
  return db.collection<{ _id: number; a: number }>('numbers');
}
