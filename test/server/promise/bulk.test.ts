import { expect } from 'chai';

import { has } from '../../support/release/has.js';
import { scenario } from '../scene/scenario.js';

describe('bulk operations', () => {
  for (const kind of ['initializeOrderedBulkOp', 'initializeUnorderedBulkOp'] as const) {
    scenario(`${kind}: all operators`, async ({ pkg, db, note }) => {
      const things = db.collection('things');
      await things.insertMany([{ a: 1 }, { a: 2, list: [1, 2] }, { a: 3 }, { a: 4 }]);
      const bulk = things[kind]();
      note(bulk, bulk.isOrdered);
      if (has('BulkOperationBase.length')) note(bulk.length);
      expect(bulk).to.be.instanceOf(kind.includes('Unordered') ? pkg.UnorderedBulkOperation : pkg.OrderedBulkOperation);
      const found = bulk.find({ a: 1 });
      note(found);
      expect(found.updateOne({ $set: { b: 1 } })).to.equal(bulk);
      expect(
        bulk
          .find({ a: 9 })
          .upsert()
          .updateOne({ $set: { b: 9 } }),
      ).to.equal(bulk);
      expect(bulk.find({ a: 8 }).upsert().replaceOne({ c: 8 })).to.equal(bulk);
      expect(bulk.find({ a: 3 }).deleteOne()).to.equal(bulk);
      expect(bulk.find({ a: 4 }).delete()).to.equal(bulk);
      expect(
        bulk
          .find({})
          .collation({ locale: 'en' })
          .hint({ _id: 1 })
          .update({ $set: { z: 1 } }),
      ).to.equal(bulk);
      expect(
        bulk
          .find({ a: 2 })
          .arrayFilters([{ i: 1 }])
          .updateOne({ $set: { 'list.$[i]': 7 } }),
      ).to.equal(bulk);
      expect(bulk.insert({ a: 5 })).to.equal(bulk);
      expect(bulk.raw({ insertOne: { document: { a: 6 } } })).to.equal(bulk);
      expect((found as unknown as { bulkOperation: unknown }).bulkOperation).to.equal(bulk);
      if (has('BulkOperationBase.length')) note(bulk.length);
      note(bulk.batches.length, bulk.writeConcern, bulk.bsonOptions);
      const result = await bulk.execute();
      note(result.insertedCount, result.matchedCount, result.modifiedCount, result.upsertedCount, result.deletedCount);
      note(Object.keys(result.upsertedIds).length, result.insertedIds, result.hasWriteErrors());
      note(
        await things
          .find({}, { projection: { _id: 0 } })
          .sort({ a: 1 })
          .toArray(),
      );
    });
  }

  scenario('a session and a write concern', async ({ client, db, note }) => {
    await client.withSession(async (session) => {
      const bulk = db.collection('things').initializeOrderedBulkOp({ session, writeConcern: { w: 1 } });
      const result = await bulk.insert({ a: 1 }).execute();
      note(result.insertedCount);
      const other = db.collection('things').initializeUnorderedBulkOp();
      note((await other.insert({ a: 2 }).execute({ session, comment: 'x' })).insertedCount);
    });
  });

  scenario('errors', async ({ pkg, db, note, failure }) => {
    const things = db.collection<{ _id: number }>('things');
    await things.insertOne({ _id: 1 });
    const bulk = things.initializeOrderedBulkOp();
    bulk.insert({ _id: 0 }).insert({ _id: 1 }).insert({ _id: 2 });
    const error = await failure(bulk.execute());
    expect(error).to.be.instanceOf(pkg.MongoBulkWriteError);
    const { insertedCount, writeErrors, result } = error as InstanceType<typeof pkg.MongoBulkWriteError>;
    note(insertedCount, Array.isArray(writeErrors) && writeErrors.map(({ code, index }) => ({ code, index })));
    note(result.getWriteErrorCount());
    await failure(bulk.execute());
    await failure(things.initializeOrderedBulkOp().execute());
    await failure(() => things.initializeOrderedBulkOp().find(undefined as never));
    await failure(() => things.initializeOrderedBulkOp().find({}).updateOne({ a: 1 }));
    await failure(() => things.initializeOrderedBulkOp().raw({ nothing: 1 } as never));
  });

  scenario('a bulk operation before connect', async ({ pkg, uri, note }) => {
    const client = new pkg.MongoClient(uri);
    let outcome = 'works';
    try {
      client.db('x').collection('y').initializeOrderedBulkOp();
    } catch (error) {
      outcome = `${(error as Error).constructor.name}: ${(error as Error).message}`;
    }
    note(outcome);
    await client.close();
  });
});
