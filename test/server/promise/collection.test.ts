import { expect } from 'chai';

import type { ObjectId } from 'mongodb';

import { has } from '../../support/release/has.js';
import { scenario } from '../scene/scenario.js';

interface Thing {
  name: string;
  size?: number;
  tags?: string[];
}

describe('Collection', () => {
  scenario('inserts, finds, changes and deletes', async ({ db, note }) => {
    const things = db.collection<Thing>('things');
    note(things, things.collectionName, things.dbName, things.namespace);
    const one = await things.insertOne({ name: 'a' });
    const many = await things.insertMany(
      [
        { name: 'b', size: 2 },
        { name: 'c', size: 3 },
      ],
      { ordered: true },
    );
    note(one, many);
    note(await things.findOne({ name: 'a' }), await things.findOne());
    note(await things.find({}, { sort: { name: 1 }, projection: { _id: 0 } }).toArray());
    note(await things.updateOne({ name: 'a' }, { $set: { size: 1 } }));
    note(await things.updateMany({}, { $inc: { size: 10 } }));
    note(await things.replaceOne({ name: 'z' }, { name: 'z' }, { upsert: true }));
    expect(await things.countDocuments({ size: { $gt: 10 } })).to.equal(3);
    note(await things.estimatedDocumentCount());
    note(await things.deleteOne({ name: 'a' }), await things.deleteMany({}));
    expect(await things.findOne()).to.equal(null);
  });

  scenario("insertOne writes the _id into the program's document", async ({ pkg, db, note }) => {
    const document: { _id?: ObjectId; name: string } = { name: 'a' };
    const { insertedId } = await db.collection('things').insertOne(document);
    expect(document).to.have.property('_id', insertedId);
    note(insertedId instanceof pkg.ObjectId);
    const many: { _id?: ObjectId }[] = [{}, {}];
    await db.collection('things').insertMany(many);
    expect(many.every(({ _id }) => _id instanceof pkg.ObjectId)).to.equal(true);
  });

  scenario('findOneAndUpdate, findOneAndReplace, findOneAndDelete', async ({ db, note }) => {
    const things = db.collection<Thing>('things');
    await things.insertOne({ name: 'a', size: 1 });
    note(await things.findOneAndUpdate({ name: 'a' }, { $inc: { size: 1 } }));
    note(await things.findOneAndUpdate({ name: 'a' }, { $inc: { size: 1 } }, { returnDocument: 'after' }));
    note(await things.findOneAndUpdate({ name: 'x' }, { $set: { size: 1 } }, { includeResultMetadata: true }));
    note(await things.findOneAndReplace({ name: 'a' }, { name: 'b' }, { returnDocument: 'after', upsert: true }));
    note(await things.findOneAndDelete({ name: 'b' }, { projection: { name: 1 } }));
    note(await things.findOneAndDelete({ name: 'b' }));
  });

  scenario('updates with a pipeline, array filters, hints and collation', async ({ db, note }) => {
    const things = db.collection<Thing>('things');
    await things.insertMany([{ name: 'a', tags: ['x', 'y'] }, { name: 'B' }]);
    note(await things.updateOne({ name: 'a' }, [{ $set: { size: 4 } }]));
    note(await things.updateOne({ name: 'a' }, { $set: { 'tags.$[tag]': 'z' } }, { arrayFilters: [{ tag: 'x' }] }));
    note(
      await things
        .find({}, { projection: { _id: 0 } })
        .sort({ name: 1 })
        .hint({ _id: 1 })
        .toArray(),
    );
    things.hint = { _id: 1 };
    note(things.hint, await things.find({ name: 'a' }).project({ _id: 0 }).toArray());
  });

  scenario('distinct and counts', async ({ db, note }) => {
    const things = db.collection<Thing>('things');
    await things.insertMany([
      { name: 'a', size: 1 },
      { name: 'a', size: 2 },
      { name: 'b', size: 2 },
    ]);
    note((await things.distinct('name')).sort(), await things.distinct('size', { name: 'b' }));
    note(await things.distinct('name', {}, { maxTimeMS: 1000 }));
    note(await things.countDocuments(), await things.countDocuments({ size: 2 }, { limit: 1 }));
    note(await things.count({ size: 2 }), await things.estimatedDocumentCount({ comment: 'counted' }));
  });

  scenario('indexes', async ({ pkg, db, note, failure }) => {
    const things = db.collection<Thing>('things');
    note(await things.createIndex({ name: 1 }));
    note(await things.createIndex({ size: -1 }, { name: 'by size' }));
    note(await things.createIndex('tags', { sparse: true }));
    note(await things.createIndexes([{ key: { name: 1, size: 1 } }, { key: { tags: 1, name: 1 }, name: 'both' }]));
    const cursor = things.listIndexes();
    expect(cursor).to.be.instanceOf(pkg.ListIndexesCursor);
    note(
      cursor,
      (await cursor.toArray()).map(({ name }) => name),
    );
    note((await things.indexes()).length, await things.indexes({ full: false }));
    note(await things.indexExists('by size'), await things.indexExists(['both', 'nothing']));
    note(await things.indexInformation(), (await things.indexInformation({ full: true })).length);
    await things.dropIndex('both');
    await things.dropIndexes();
    note((await things.indexes()).length);
    await failure(things.dropIndex('both'));
  });

  scenario('createIndex with three arguments', async ({ client, db, note }) => {
    const things = db.collection('things');
    await client.withSession(async (session) => {
      note(await things.createIndex({ a: 1 }, { name: 'first' }, { session, comment: 'a comment' } as object));
    });
    note(await things.createIndex({ b: 1 }, undefined, { comment: 'another' } as object));
  });

  scenario('aggregate', async ({ pkg, db, note }) => {
    const things = db.collection<Thing>('things');
    await things.insertMany([
      { name: 'a', size: 1 },
      { name: 'a', size: 2 },
      { name: 'b', size: 2 },
    ]);
    const pipeline = [{ $group: { _id: '$name', total: { $sum: '$size' } } }];
    const cursor = things.aggregate<{ _id: string; total: number }>(pipeline, { allowDiskUse: true });
    expect(cursor).to.be.instanceOf(pkg.AggregationCursor);
    note(await cursor.sort({ _id: 1 }).toArray(), pipeline);
    note(
      await things
        .aggregate([{ $match: {} }])
        .limit(1)
        .project({ _id: 0, name: 1 })
        .toArray(),
    );
    await things.aggregate().out('copies').toArray();
    note(await db.collection('copies').countDocuments());
    const skipping = things.aggregate().match({ name: 'b' }).skip(0);
    if (has('AggregationCursor.addStage')) note(await skipping.addStage({ $count: 'n' }).next());
    else note(await skipping.toArray());
  });

  scenario('rename returns a collection', async ({ pkg, db, note, failure }) => {
    await db.collection('old').insertOne({ a: 1 });
    const renamed = await db.collection('old').rename('new');
    expect(renamed).to.be.instanceOf(pkg.Collection);
    note(renamed, renamed.collectionName, await renamed.countDocuments());
    await db.createCollection('taken');
    await failure(renamed.rename('taken'));
    note((await renamed.rename('taken', { dropTarget: true })).collectionName);
  });

  scenario('options, isCapped and drop', async ({ db, note }) => {
    const capped = await db.createCollection('capped', { capped: true, size: 4096 });
    note(await capped.isCapped(), Object.keys(await capped.options()));
    note(
      await db
        .collection('nothing')
        .isCapped()
        .catch((error: Error) => error.constructor.name),
    );
    note(await capped.drop(), await db.collection('nothing').drop());
  });

  scenario('bulkWrite', async ({ client, db, note, failure }) => {
    const things = db.collection<{ _id: number; a?: number }>('things');
    const result = await things.bulkWrite(
      [
        { insertOne: { document: { _id: 1 } } },
        { updateOne: { filter: { _id: 2 }, update: { $set: { a: 2 } }, upsert: true } },
        { replaceOne: { filter: { _id: 1 }, replacement: { a: 3 } } },
        { deleteOne: { filter: { _id: 9 } } },
      ],
      { ordered: false, comment: 'bulk' },
    );
    note(result.insertedCount, result.upsertedIds, result.modifiedCount, result.isOk(), result.ok);
    const error = await failure(things.bulkWrite([{ insertOne: { document: { _id: 1 } } }]));
    note((error as unknown as { writeErrors: unknown[] }).writeErrors.length);
    await client.withSession((session) => things.bulkWrite([{ deleteMany: { filter: {} } }], { session }));
    await failure(things.bulkWrite('no array' as never));
  });

  scenario("wrong arguments fail with the driver's errors", async ({ db, failure }) => {
    const things = db.collection('things');
    await failure(things.updateOne({}, { notAnOperator: 1 }));
    await failure(things.insertMany('no array' as never));
    if (has('null is rejected as options')) await failure(() => things.findOne({}, null as never));
    await failure(things.replaceOne({}, { $set: { a: 1 } }));
    await failure(() => things.find().addCursorFlag('noSuchFlag' as never, true));
  });

  scenario('undefined as options means no options', async ({ db, note }) => {
    const things = db.collection('things');
    await things.insertOne({ _id: 1 as never }, undefined);
    note(await things.findOne({}, undefined), await things.find({}, undefined).toArray());
    note(
      await things.countDocuments(undefined, undefined),
      await things.distinct('_id', undefined as never, undefined as never),
    );
    note(await things.deleteMany(undefined, undefined));
  });

  scenario('settings of a collection', async ({ pkg, db, note }) => {
    const settings = { readPreference: pkg.ReadPreference.SECONDARY_PREFERRED, writeConcern: { w: 1 } };
    const things = db.collection('things', { ...settings, readConcern: { level: 'majority' }, ignoreUndefined: true });
    note(things.readPreference?.mode, things.writeConcern, things.readConcern, things.bsonOptions.ignoreUndefined);
    await things.insertOne({ a: undefined });
    note(Object.keys((await things.findOne()) ?? {}), things.timeoutMS);
  });

  scenario(
    'search indexes, which this server does not have',
    async ({ pkg, db, note }) => {
      const things = db.collection('things');
      await things.insertOne({});
      const cursor = things.listSearchIndexes('default', { batchSize: 2 });
      note(cursor);
      expect(cursor).to.be.instanceOf(pkg.AggregationCursor);
      for (const work of [
        () => cursor.toArray(),
        () => things.listSearchIndexes().toArray(),
        () => things.createSearchIndex({ name: 'default', definition: { mappings: { dynamic: true } } }),
        () => things.createSearchIndexes([]),
        () => things.updateSearchIndex('default', {}),
        () => things.dropSearchIndex('default'),
      ]) {
        note(await work().catch((error: Error) => error.constructor.name));
      }
    },
    { needs: ['Collection.listSearchIndexes'] },
  );
});
