import { expect } from 'chai';
import * as Context from 'effect/Context';
import * as Effect from 'effect/Effect';
import * as Fiber from 'effect/Fiber';
import * as Option from 'effect/Option';
import * as Result from 'effect/Result';
import * as Schema from 'effect/Schema';
import * as SchemaGetter from 'effect/SchemaGetter';
import * as Stream from 'effect/Stream';
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import { MongoClient, type ObjectId } from 'motorized/effect';
import { collection, InvalidDocumentError, SchemaCollection, withSchema } from 'motorized/effect/schema';

import { currentServer } from '../current-server.js';

const DATABASE = 'motorized_effect_schema';

/** Stores the day as text, and has no `_id` in the schema. */
const Pet = Schema.Struct({ name: Schema.String, born: Schema.DateFromString });

class Order extends Schema.Class<Order>('Order')({
  _id: Schema.Int,
  total: Schema.NumberFromString,
  tags: Schema.Array(Schema.String),
}) {
  get isLarge(): boolean {
    return this.total > 100;
  }
}

const born = new Date('2020-02-02T00:00:00.000Z');
const rex = { name: 'Rex', born };
const day = born.toISOString();

describe('motorized/effect/schema', function () {
  this.timeout(20_000);
  let raw: driver.MongoClient;
  let client: MongoClient;

  before(async () => {
    raw = await new driver.MongoClient(currentServer().uri).connect();
    client = await Effect.runPromise(MongoClient.connect(currentServer().uri));
  });
  beforeEach(() => raw.db(DATABASE).dropDatabase());
  after(async () => {
    await raw.db(DATABASE).dropDatabase();
    await Effect.runPromise(client.close());
    await raw.close();
  });

  const stored = <T extends driver.Document = driver.Document>(name: string): driver.Collection<T> =>
    raw.db(DATABASE).collection<T>(name);
  const pets = () => collection(client.db(DATABASE), 'pets', { schema: Pet });
  const orders = () => collection(client.db(DATABASE), 'orders', { schema: Order });
  const run = Effect.runPromise;

  describe('writing', () => {
    it('encodes an inserted document, and decodes it on reading', async () => {
      const { insertedId } = await run(pets().insertOne(rex));
      expect(await stored('pets').findOne()).to.deep.equal({ _id: insertedId, name: 'Rex', born: day });
      expect(await run(pets().findOne())).to.deep.equal(Option.some(rex));
    });

    it("adds no `_id` to the user's object, even if encoding changes nothing", async () => {
      const Plain = Schema.Struct({ name: Schema.String });
      const plain = collection(client.db(DATABASE), 'pets', { schema: Plain });
      const one = { name: 'Rex' };
      const others = [{ name: 'Tom' }];
      await run(Effect.andThen(plain.insertOne(one), plain.insertMany(others)));
      expect([one, others]).to.deep.equal([{ name: 'Rex' }, [{ name: 'Tom' }]]);
    });

    it('inserts again each time that the Effect is run', async () => {
      const insert = pets().insertOne(rex);
      await run(insert);
      await run(insert);
      expect(await stored('pets').countDocuments()).to.equal(2);
    });

    it('keeps an `_id` from the schema', async () => {
      const order = new Order({ _id: 7, total: 12.5, tags: [] });
      const { insertedId } = await run(orders().insertOne(order));
      expect(insertedId).to.equal(7);
      expect(await stored('orders').findOne()).to.deep.equal({ _id: 7, total: '12.5', tags: [] });
      const found = Option.getOrThrow(await run(orders().findOne({ _id: 7 })));
      expect(found).to.be.instanceOf(Order);
      expect(found.isLarge).to.equal(false);
    });

    it('inserts no document if one cannot be encoded, and says which', async () => {
      const wrong = { _id: 2, total: 'much', tags: [] } as unknown as Order;
      const many = [new Order({ _id: 1, total: 1, tags: [] }), wrong];
      const error = await run(Effect.flip(orders().insertMany(many)));
      expect(error).to.be.instanceOf(InvalidDocumentError);
      expect(error).to.include({ _tag: 'InvalidDocumentError', operation: 'insertMany', documentId: 2 });
      expect(error).to.have.property('document', wrong);
      expect(await stored('orders').countDocuments()).to.equal(0);
    });

    it('encodes the documents of a bulk write, and keeps filters and updates', async () => {
      const { insertedCount } = await run(
        orders().bulkWrite([
          { insertOne: { document: new Order({ _id: 1, total: 1, tags: [] }) } },
          { insertOne: { document: new Order({ _id: 2, total: 2, tags: [] }) } },
          { replaceOne: { filter: { _id: 1 }, replacement: new Order({ _id: 1, total: 10, tags: ['a'] }) } },
          { updateOne: { filter: { total: '2' }, update: { $set: { total: '20' } } } },
        ]),
      );
      expect(insertedCount).to.equal(2);
      const all = await stored('orders').find().sort({ _id: 1 }).toArray();
      expect(all.map(({ total }) => total)).to.deep.equal(['10', '20']);
    });

    it('encodes a replacement, and updates stored documents', async () => {
      await run(pets().insertOne(rex));
      await run(pets().replaceOne({ name: 'Rex' }, { name: 'Max', born }));
      await run(pets().updateOne({ born: day }, { $set: { name: 'Moritz' } }));
      expect(await run(pets().findOne({}))).to.deep.equal(Option.some({ name: 'Moritz', born }));
    });

    it("also fails with the driver's errors", async () => {
      const insert = orders().insertOne(new Order({ _id: 1, total: 1, tags: [] }));
      const twice = Effect.andThen(insert, insert).pipe(
        Effect.as('inserted'),
        Effect.catchTag('InvalidDocumentError', () => Effect.succeed('invalid')),
        Effect.catch((failure) => Effect.succeed(failure.code)),
      );
      expect(await run(twice)).to.equal(11000);
    });
  });

  describe('reading', () => {
    const insert = (count: number) =>
      stored<{ _id: number; total: string; tags: string[] }>('orders').insertMany(
        Array.from({ length: count }, (_, at) => ({ _id: at, total: String(at), tags: [] })),
      );
    const spoil = (_id: number) => stored<{ _id: number }>('orders').updateOne({ _id }, { $set: { total: 5 } });

    it('returns none if nothing is found', async () => {
      expect(await run(pets().findOne({ name: 'nobody' }))).to.deep.equal(Option.none());
    });

    it('says which document it cannot decode, and why', async () => {
      await stored('pets').insertOne({ name: 'Rex', born: 7, secret: 'hunter2' });
      const error = await run(Effect.flip(pets().findOne()));
      expect(error).to.be.instanceOf(InvalidDocumentError);
      const { _id } = Option.getOrThrow(Option.fromNullishOr(await stored('pets').findOne()));
      expect(error).to.deep.include({ operation: 'findOne', namespace: `${DATABASE}.pets`, documentId: _id });
      expect(error.message).to.match(
        /^The document new ObjectId\(['"]\w+['"]\) of motorized_effect_schema\.pets: .*\["born"\]/s,
      );
      expect(Schema.isSchemaError(error.cause)).to.equal(true);
      expect(String(error)).to.not.include('hunter2');
    });

    it('streams decoded documents, a chunk for each batch', async () => {
      await insert(25);
      const chunks = orders().find({}, { batchSize: 10 }).sort({ _id: 1 }).pipe(Stream.chunks);
      const lengths = await run(Stream.runCollect(Stream.map(chunks, (chunk) => chunk.length)));
      expect(lengths).to.deep.equal([10, 10, 5]);
      const all = await run(Stream.runCollect(orders().find().sort({ _id: 1 })));
      expect(all.every((each) => each instanceof Order)).to.equal(true);
      expect(all.map(({ total }) => total)).to.deep.equal(Array.from({ length: 25 }, (_, at) => at));
    });

    it('emits the documents before one that it cannot decode', async () => {
      await insert(10);
      await spoil(4);
      const seen: number[] = [];
      const failing = orders()
        .find()
        .sort({ _id: 1 })
        .pipe(Stream.runForEach(({ _id }) => Effect.sync(() => seen.push(_id))));
      const error = await run(Effect.flip(failing));
      expect(error).to.include({ _tag: 'InvalidDocumentError', operation: 'find', documentId: 4 });
      expect(seen).to.deep.equal([0, 1, 2, 3]);
    });

    it('emits each document as a Result on request', async () => {
      await insert(4);
      await spoil(1);
      const results = await run(Stream.runCollect(orders().find().sort({ _id: 1 }).results()));
      expect(results.map(Result.isSuccess)).to.deep.equal([true, false, true, true]);
      const [, failed] = results;
      expect(failed !== undefined && Result.isFailure(failed) && failed.failure.documentId).to.equal(1);
      expect(failed !== undefined && Result.isFailure(failed) && failed.failure.document).to.deep.equal({
        _id: 1,
        total: 5,
        tags: [],
      });
    });

    it('closes the cursor of a Stream that failed', async () => {
      await insert(10);
      await spoil(1);
      const open = async () => (await raw.db('admin').command({ serverStatus: 1 })).metrics.cursor.open.total as number;
      const before = await open();
      await run(Effect.flip(Stream.runDrain(orders().find({}, { batchSize: 2 }))));
      expect(await open()).to.equal(before);
    });

    it('returns all documents as an array, or fails with the first error', async () => {
      await insert(3);
      expect((await run(orders().find().sort({ _id: -1 }).limit(2).toArray())).map(({ _id }) => _id)).to.deep.equal([
        2, 1,
      ]);
      await spoil(1);
      expect(await run(Effect.flip(orders().find().toArray()))).to.include({ documentId: 1 });
    });

    it('builds immutable cursors', async () => {
      await insert(5);
      const all = orders().find();
      const two = all
        .filter({ _id: { $gt: 1 } })
        .sort('_id')
        .skip(1)
        .limit(2);
      expect((await run(two.toArray())).map(({ _id }) => _id)).to.deep.equal([3, 4]);
      expect(await run(all.toArray())).to.have.length(5);
    });

    it('decodes projections, groups and distinct values with their own schemas', async () => {
      await insert(3);
      const Total = Schema.Struct({ total: Schema.NumberFromString });
      const projection = { _id: 0, total: 1 };
      expect(await run(orders().find().project(projection, { schema: Total }).limit(1).toArray())).to.deep.equal([
        { total: 0 },
      ]);
      expect(await run(orders().find({}, { projection, schema: Total }).limit(1).toArray())).to.deep.equal([
        { total: 0 },
      ]);
      expect(await run(orders().findOne({ _id: 2 }, { projection, schema: Total }))).to.deep.equal(
        Option.some({ total: 2 }),
      );
      const Count = Schema.Struct({ count: Schema.Int });
      const counting = orders().aggregate([{ $match: { _id: { $gt: 0 } } }, { $count: 'count' }], { schema: Count });
      expect(await run(counting.toArray())).to.deep.equal([{ count: 2 }]);
      expect(await run(Stream.runCollect(counting))).to.deep.equal([{ count: 2 }]);
      const totals = orders().distinct('total', {}, { schema: Schema.NumberFromString });
      expect(await run(totals)).to.have.members([0, 1, 2]);
      expect(await run(orders().distinct('total'))).to.have.members(['0', '1', '2']);
    });

    it('decodes the results of `findOneAnd...`', async () => {
      await insert(2);
      const after = { returnDocument: 'after' } as const;
      const updated = await run(orders().findOneAndUpdate({ _id: 1 }, { $set: { total: '5' } }, after));
      expect(Option.getOrThrow(updated).total).to.equal(5);
      const replacement = new Order({ _id: 1, total: 6, tags: ['x'] });
      expect(Option.getOrThrow(await run(orders().findOneAndReplace({ _id: 1 }, replacement, after)))).to.deep.equal(
        replacement,
      );
      const deleted = await run(orders().findOneAndDelete({ _id: 1 }, { includeResultMetadata: true }));
      expect(deleted.ok).to.equal(1);
      expect(deleted.value).to.deep.equal(Option.some(replacement));
      expect(await run(orders().findOneAndDelete({ _id: 1 }))).to.deep.equal(Option.none());
      const nothing = await run(orders().findOneAndDelete({ _id: 1 }, { includeResultMetadata: true }));
      expect(nothing.value).to.deep.equal(Option.none());
    });

    it('has every other member of a collection', async () => {
      await insert(3);
      expect(await run(orders().countDocuments({ total: '1' }))).to.equal(1);
      expect(await run(orders().deleteMany({ _id: { $gt: 0 } }))).to.include({ deletedCount: 2 });
      expect(await run(orders().createIndex({ total: 1 }))).to.equal('total_1');
      expect(orders().namespace).to.equal(`${DATABASE}.orders`);
      const same = orders();
      expect(same.db).to.equal(same.collection.db);
      const renamed = await run(orders().rename('renamed'));
      expect(Option.map(await run(renamed.findOne()), ({ total }) => total)).to.deep.equal(Option.some(0));
    });
  });

  it('keeps its schema when it is bound to a session', async () => {
    await run(client.db(DATABASE).createCollection('orders'));
    const program = Effect.gen(function* () {
      const session = yield* client.startSession();
      yield* session.startTransaction();
      const bound = orders().withSession(session);
      yield* bound.insertOne(new Order({ _id: 1, total: 1, tags: [] }));
      const inside = yield* bound.findOne();
      yield* session.abortTransaction();
      return [inside, yield* orders().findOne()];
    });
    const [inside, outside] = await run(Effect.scoped(program));
    expect(inside).to.deep.equal(Option.some(new Order({ _id: 1, total: 1, tags: [] })));
    expect(outside).to.deep.equal(Option.none());
  });

  it('aborts a transaction if a document cannot be encoded, and fails with the reason', async () => {
    await run(client.db(DATABASE).createCollection('orders'));
    const wrong = { _id: 2, total: 'much', tags: [] } as unknown as Order;
    const program = Effect.flatMap(client.startSession(), (session) => {
      const bound = orders().withSession(session);
      const both = Effect.andThen(bound.insertOne(new Order({ _id: 1, total: 1, tags: [] })), bound.insertOne(wrong));
      return session.withTransaction(both);
    });
    const error = await run(Effect.flip(Effect.scoped(program)));
    expect(error).to.include({ _tag: 'InvalidDocumentError', operation: 'insertOne', documentId: 2 });
    expect(await stored('orders').countDocuments()).to.equal(0);
  });

  it('decodes the documents of changes', async () => {
    await client.db(DATABASE).createCollection('orders').pipe(run);
    const watching = run(
      Effect.gen(function* () {
        const changes = yield* Effect.forkChild(
          Stream.runCollect(Stream.take(orders().watch([], { fullDocument: 'updateLookup', maxAwaitTimeMS: 50 }), 3)),
        );
        yield* Effect.sleep(300);
        yield* orders().insertOne(new Order({ _id: 1, total: 1, tags: [] }));
        yield* orders().updateOne({ _id: 1 }, { $set: { total: '2' } });
        yield* orders().deleteOne({ _id: 1 });
        return yield* Fiber.join(changes);
      }),
    );
    const [inserted, updated, deleted] = await watching;
    expect(inserted?.operationType === 'insert' && inserted.fullDocument).to.be.instanceOf(Order);
    // The document may have been deleted before the look-up.
    const lookedUp = updated?.operationType === 'update' ? updated.fullDocument : undefined;
    expect(lookedUp === null || lookedUp instanceof Order).to.equal(true);
    expect(updated?.operationType === 'update' && updated.updateDescription.updatedFields).to.deep.equal({
      total: '2',
    });
    expect(deleted?.operationType).to.equal('delete');
  });

  it('decodes whole changes with their own schema, and resumes', async () => {
    await client.db(DATABASE).createCollection('orders').pipe(run);
    const Change = Schema.Struct({ operationType: Schema.String, documentKey: Schema.Struct({ _id: Schema.Int }) });
    const resuming = orders().watch([], { schema: Change, maxAwaitTimeMS: 50 }).resuming();
    const seen = run(
      Effect.gen(function* () {
        const first = yield* Effect.forkChild(Stream.runCollect(Stream.take(resuming, 2)));
        yield* Effect.sleep(300);
        for (const _id of [1, 2]) yield* orders().insertOne(new Order({ _id, total: 1, tags: [] }));
        const two = yield* Fiber.join(first);
        yield* orders().insertOne(new Order({ _id: 3, total: 1, tags: [] }));
        const untilThree = Stream.takeUntil(resuming, ({ documentKey }) => documentKey._id === 3);
        return [...two, ...(yield* Stream.runCollect(untilThree))];
      }),
    );
    const keys = (await seen).map(({ documentKey }) => documentKey._id);
    // The last change of the first Stream may come again.
    expect([...new Set(keys)]).to.deep.equal([1, 2, 3]);
  });

  it('adds a schema to collections, cursors and change streams, with and without `pipe`', async () => {
    await run(pets().insertOne(rex));
    const unknown = client.db(DATABASE).collection('pets');
    expect(await run(withSchema(unknown, Pet).findOne())).to.deep.equal(Option.some(rex));
    expect(await run(withSchema(Pet)(unknown).findOne())).to.deep.equal(Option.some(rex));
    expect(await run(unknown.find().pipe(withSchema(Pet)).limit(1).toArray())).to.deep.equal([rex]);
    expect(await run(unknown.aggregate().pipe(withSchema(Pet)).toArray())).to.deep.equal([rex]);
    const Named = Schema.Struct({ name: Schema.String });
    expect(await run(withSchema(client.db(DATABASE).listCollections(), Named).toArray())).to.deep.equal([
      { name: 'pets' },
    ]);
    expect(collection('pets', { schema: Pet })(client.db(DATABASE))).to.be.instanceOf(SchemaCollection);
    const wrong = unknown.find().pipe(withSchema(Order));
    expect(await run(Effect.flip(wrong.toArray()))).to.include({
      operation: 'FindCursor',
      namespace: `${DATABASE}.pets`,
    });
  });

  it('applies the schema as strictly as asked', async () => {
    await stored('pets').insertOne({ name: 'Rex', born: day, extra: 1 });
    const strict = collection(client.db(DATABASE), 'pets', {
      schema: Pet,
      parseOptions: { onExcessProperty: 'error' },
    });
    expect(await run(Effect.flip(strict.findOne()))).to.include({ _tag: 'InvalidDocumentError' });
    expect(await run(pets().findOne())).to.deep.equal(Option.some(rex));
  });

  describe('with schemas that need services', () => {
    interface Cipher {
      readonly shift: number;
    }
    const Cipher = Context.Service<Cipher>('Cipher');
    const shifted = (by: 1 | -1) => (text: string) =>
      Effect.map(Effect.service(Cipher), ({ shift }) =>
        [...text].map((each) => String.fromCodePoint((each.codePointAt(0) ?? 0) + by * shift)).join(''),
      );
    const Secret = Schema.String.pipe(
      Schema.decode({
        decode: SchemaGetter.transformEffect(shifted(-1)),
        encode: SchemaGetter.transformEffect(shifted(1)),
      }),
    );
    const Note = Schema.Struct({ _id: Schema.Int, text: Secret });
    const notes = () => collection(client.db(DATABASE), 'notes', { schema: Note });

    it('gets them from whoever runs the Effect or the Stream', async () => {
      const insert = notes().insertMany([
        { _id: 1, text: 'abc' },
        { _id: 2, text: 'xyz' },
      ]);
      await run(insert.pipe(Effect.provideService(Cipher, { shift: 1 })));
      expect(await stored('notes').distinct('text')).to.deep.equal(['bcd', 'yz{']);
      const all = notes().find().sort({ _id: 1 });
      const read = await run(Stream.runCollect(all).pipe(Effect.provideService(Cipher, { shift: 1 })));
      expect(read.map(({ text }) => text)).to.deep.equal(['abc', 'xyz']);
      const array = await run(all.toArray().pipe(Effect.provideService(Cipher, { shift: 2 })));
      expect(array.map(({ text }) => text)).to.deep.equal(['`ab', 'wxy']);
    });

    it('emits the documents before one that it cannot decode, or Results', async () => {
      await stored<{ _id: number }>('notes').insertMany([
        { _id: 1, text: 'bcd' },
        { _id: 2, text: 5 },
        { _id: 3, text: 'bcd' },
      ] as never);
      const all = notes().find().sort({ _id: 1 });
      const shift = Effect.provideService(Cipher, { shift: 1 });
      const results = await run(Stream.runCollect(all.results()).pipe(shift));
      expect(results.map(Result.isSuccess)).to.deep.equal([true, false, true]);
      const seen: number[] = [];
      const each = Stream.runForEach(all, ({ _id }) => Effect.sync(() => seen.push(_id)));
      expect(await run(Effect.flip(each).pipe(shift))).to.include({ documentId: 2 });
      expect(seen).to.deep.equal([1]);
    });

    it('shows them in the types', () => {
      const found = notes().findOne();
      expectTypeOf<Effect.Services<typeof found>>().toEqualTypeOf<Cipher>();
      const inserted = notes().insertOne({ _id: 1, text: 'abc' });
      expectTypeOf<Effect.Services<typeof inserted>>().toEqualTypeOf<Cipher>();
      const all = notes().find();
      expectTypeOf<Stream.Services<typeof all>>().toEqualTypeOf<Cipher>();
      const unneeded = pets().findOne();
      expectTypeOf<Effect.Services<typeof unneeded>>().toEqualTypeOf<never>();
    });
  });

  describe('types', () => {
    // Never runs, since only its types count.
    const typed = (): void => {
      const found = pets().findOne({ born: day });
      expectTypeOf<Effect.Success<typeof found>>().toEqualTypeOf<Option.Option<(typeof Pet)['Type']>>();
      expectTypeOf<
        Extract<Effect.Error<typeof found>, { _tag: 'InvalidDocumentError' }>
      >().toEqualTypeOf<InvalidDocumentError>();
      expectTypeOf<Extract<Effect.Error<typeof found>, { _tag: 'NetworkError' }>>().not.toBeNever();
      const all = orders().find();
      expectTypeOf<Stream.Success<typeof all>>().toEqualTypeOf<Order>();

      const inserted = orders().insertOne(new Order({ _id: 1, total: 1, tags: [] }));
      expectTypeOf<Effect.Success<typeof inserted>['insertedId']>().toEqualTypeOf<number>();
      const named = pets().insertOne(rex);
      expectTypeOf<Effect.Success<typeof named>['insertedId']>().toEqualTypeOf<ObjectId>();

      // @ts-expect-error documents have the decoded type
      pets().insertOne({ name: 'Rex', born: day });
      // @ts-expect-error filters have the encoded type
      orders().findOne({ total: 5 });
      // @ts-expect-error updates have the encoded type
      pets().updateOne({}, { $set: { born } });
      // @ts-expect-error a projection needs its own schema
      pets().findOne({}, { projection: { name: 1 } });
      // @ts-expect-error a projection needs its own schema
      pets().find({}, { projection: { name: 1 } });
      // @ts-expect-error the results of an aggregation need their own schema
      pets().aggregate([]);
      // @ts-expect-error replacements in a bulk write have the decoded type
      pets().bulkWrite([{ replaceOne: { filter: {}, replacement: { name: 'Rex', born: day } } }]);
      // @ts-expect-error a document is an object
      collection(client.db(), 'numbers', { schema: Schema.Number });

      const Name = Schema.Struct({ name: Schema.String });
      const some = pets().findOne({}, { projection: { name: 1 }, schema: Name });
      expectTypeOf<Effect.Success<typeof some>>().toEqualTypeOf<Option.Option<{ readonly name: string }>>();
      const updated = pets().findOneAndUpdate({}, { $set: { name: 'Max' } });
      expectTypeOf<Effect.Success<typeof updated>>().toEqualTypeOf<Option.Option<(typeof Pet)['Type']>>();
      const told = pets().findOneAndUpdate({}, { $set: { name: 'Max' } }, { includeResultMetadata: true });
      expectTypeOf<Effect.Success<typeof told>['value']>().toEqualTypeOf<Option.Option<(typeof Pet)['Type']>>();
      const changes = pets().watch();
      type Inserted = Extract<Stream.Success<typeof changes>, { operationType: 'insert' }>;
      expectTypeOf<Inserted['fullDocument']>().toEqualTypeOf<(typeof Pet)['Type']>();
      const values = pets().distinct('born');
      expectTypeOf<Effect.Success<typeof values>>().toEqualTypeOf<string[]>();
      const results = pets().find().results();
      expectTypeOf<Stream.Success<typeof results>>().toEqualTypeOf<
        Result.Result<(typeof Pet)['Type'], InvalidDocumentError>
      >();
      expectTypeOf<Extract<Stream.Error<typeof results>, { _tag: 'InvalidDocumentError' }>>().toEqualTypeOf<never>();
    };
    it('are those of the schema', () => expect(typed).to.be.a('function'));
  });
});
