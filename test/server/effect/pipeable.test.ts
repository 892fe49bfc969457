import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import { pipe } from 'effect/Function';
import * as Option from 'effect/Option';
import * as Result from 'effect/Result';
import * as Schema from 'effect/Schema';
import * as Stream from 'effect/Stream';
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import type { AggregationCursor, Collection, FindCursor, ListCollectionsCursor, MongoClient } from 'motorized/effect';
import * as Mongo from 'motorized/effect/pipeable';
import { collection as withPets, type SchemaCollection, type SchemaFindCursor } from 'motorized/effect/schema';

import type { Need } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';

const DATABASE = 'motorized_effect_pipeable';

interface Stored {
  _id: number;
  name: string;
  age: string;
}
const Pet = Schema.Struct({ _id: Schema.Int, name: Schema.String, age: Schema.NumberFromString });
const Name = Schema.Struct({ name: Schema.String });
type Pet = (typeof Pet)['Type'];

const PETS: Stored[] = [
  { _id: 1, name: 'Rex', age: '3' },
  { _id: 2, name: 'Tom', age: '5' },
  { _id: 3, name: 'Kim', age: '7' },
];

type AnyEffect = Effect.Effect<unknown, unknown>;

/** Both ways to call a function, and their result with the pets above. */
interface Both {
  readonly first: () => AnyEffect;
  readonly last: () => AnyEffect;
  readonly gives: unknown;
  /** What only some releases of the driver have. */
  readonly needs?: Need;
}

describe('motorized/effect/pipeable', function () {
  this.timeout(20_000);
  let client: MongoClient;
  let raw: driver.MongoClient;
  const run = Effect.runPromise;

  before(async () => {
    raw = await new driver.MongoClient(currentServer().uri).connect();
    client = await run(Mongo.connect(currentServer().uri));
  });
  beforeEach(async () => {
    await raw.db(DATABASE).dropDatabase();
    await raw.db(DATABASE).collection<Stored>('pets').insertMany(PETS);
  });
  after(async () => {
    await raw.db(DATABASE).dropDatabase();
    await run(Mongo.close(client));
    await raw.close();
  });

  const database = () => client.db(DATABASE);
  const plain = () => database().collection<Stored>('pets');
  const typed = () => withPets(database(), 'pets', { schema: Pet });
  const kim: Pet = { _id: 3, name: 'Kim', age: 7 };
  const lea = { _id: 4, name: 'Lea', age: '9' };
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);

  const CASES: Readonly<Record<string, Both>> = {
    db: {
      first: () => Mongo.countDocuments(Mongo.collection(Mongo.db(client, DATABASE), 'pets')),
      last: () => pipe(client, Mongo.db(DATABASE), Mongo.collection('pets'), Mongo.countDocuments()),
      gives: 3,
    },
    collection: {
      first: () => Mongo.countDocuments(Mongo.collection<Stored>(database(), 'pets', {}), { age: '5' }),
      last: () => pipe(database(), Mongo.collection<Stored>('pets'), Mongo.countDocuments({ age: '5' })),
      gives: 1,
    },
    listCollections: {
      first: () => Mongo.listCollections(database(), {}, { nameOnly: true }).pipe(Mongo.toArray, Effect.map(names)),
      last: () => pipe(database(), Mongo.listCollections({ name: 'pets' }), Mongo.toArray, Effect.map(names)),
      gives: ['pets'],
    },
    dropCollection: {
      first: () => Mongo.dropCollection(database(), 'pets'),
      last: () => pipe(database(), Mongo.dropCollection('pets')),
      gives: true,
    },
    find: {
      first: () => Mongo.toArray(Mongo.find(plain(), { _id: 1 }, { batchSize: 10 })),
      last: () => pipe(plain(), Mongo.find({ _id: 1 }), Mongo.toArray),
      gives: [PETS[0]],
    },
    'find, with a schema': {
      first: () => Mongo.toArray(Mongo.find(typed(), { age: '7' })),
      last: () => typed().pipe(Mongo.find({ age: '7' }), Mongo.toArray),
      gives: [kim],
    },
    findOne: {
      first: () => Mongo.findOne(plain(), { _id: 3 }, { projection: { name: 1 } }),
      last: () => pipe(plain(), Mongo.findOne({ _id: 3 }, { projection: { name: 1 } })),
      gives: Option.some({ _id: 3, name: 'Kim' }),
    },
    'findOne, with a schema': {
      first: () => Mongo.findOne(typed(), { _id: 3 }),
      last: () => typed().pipe(Mongo.findOne({ _id: 3 })),
      gives: Option.some(kim),
    },
    findOneAndDelete: {
      first: () => Mongo.findOneAndDelete(plain(), { _id: 1 }),
      last: () => pipe(plain(), Mongo.findOneAndDelete({ _id: 1 }, {})),
      gives: Option.some(PETS[0]),
      needs: 'findOneAnd returns the document',
    },
    findOneAndReplace: {
      first: () => Mongo.findOneAndReplace(typed(), { _id: 3 }, { ...kim, age: 8 }, { returnDocument: 'after' }),
      last: () => typed().pipe(Mongo.findOneAndReplace({ _id: 3 }, { ...kim, age: 8 }, { returnDocument: 'after' })),
      gives: Option.some({ ...kim, age: 8 }),
    },
    findOneAndUpdate: {
      first: () => Mongo.findOneAndUpdate(typed(), { _id: 3 }, { $set: { age: '8' } }),
      last: () => typed().pipe(Mongo.findOneAndUpdate({ _id: 3 }, { $set: { age: '8' } })),
      gives: Option.some(kim),
    },
    'findOneAndUpdate, with metadata': {
      first: () =>
        Effect.map(
          Mongo.findOneAndUpdate(typed(), { _id: 3 }, { $set: { age: '8' } }, { includeResultMetadata: true }),
          ({ value }) => value,
        ),
      last: () =>
        typed().pipe(
          Mongo.findOneAndUpdate({ _id: 3 }, { $set: { age: '8' } }, { includeResultMetadata: true }),
          Effect.map(({ value }) => value),
        ),
      gives: Option.some(kim),
    },
    insertOne: {
      first: () => Mongo.insertOne(plain(), lea),
      last: () => pipe(plain(), Mongo.insertOne(lea)),
      gives: { acknowledged: true, insertedId: 4 },
    },
    insertMany: {
      first: () => Mongo.insertMany(typed(), [{ _id: 4, name: 'Lea', age: 9 }]),
      last: () => typed().pipe(Mongo.insertMany([{ _id: 4, name: 'Lea', age: 9 }], { ordered: false })),
      gives: { acknowledged: true, insertedCount: 1, insertedIds: { 0: 4 } },
    },
    updateOne: {
      first: () => Effect.map(Mongo.updateOne(plain(), {}, { $set: { age: '1' } }), (result) => result.modifiedCount),
      last: () =>
        typed().pipe(
          Mongo.updateOne({}, { $set: { age: '1' } }),
          Effect.map((result) => result.modifiedCount),
        ),
      gives: 1,
    },
    updateMany: {
      first: () => Effect.map(Mongo.updateMany(plain(), {}, { $set: { age: '1' } }), (result) => result.modifiedCount),
      last: () =>
        pipe(
          plain(),
          Mongo.updateMany({}, { $set: { age: '1' } }),
          Effect.map((result) => result.modifiedCount),
        ),
      gives: 3,
    },
    replaceOne: {
      first: () =>
        Effect.map(Mongo.replaceOne(typed(), { _id: 3 }, { ...kim, age: 8 }), (result) => result.modifiedCount),
      last: () =>
        typed().pipe(
          Mongo.replaceOne({ _id: 3 }, { ...kim, age: 8 }),
          Effect.map((result) => result.modifiedCount),
        ),
      gives: 1,
    },
    deleteOne: {
      first: () => Mongo.deleteOne(plain(), { _id: 1 }),
      last: () => typed().pipe(Mongo.deleteOne({ _id: 1 })),
      gives: { acknowledged: true, deletedCount: 1 },
    },
    deleteMany: {
      first: () => Mongo.deleteMany(plain()),
      last: () => typed().pipe(Mongo.deleteMany()),
      gives: { acknowledged: true, deletedCount: 3 },
    },
    bulkWrite: {
      first: () =>
        Effect.map(Mongo.bulkWrite(plain(), [{ insertOne: { document: lea } }]), (result) => result.insertedCount),
      last: () =>
        typed().pipe(
          Mongo.bulkWrite([{ insertOne: { document: { _id: 4, name: 'Lea', age: 9 } } }]),
          Effect.map((result) => result.insertedCount),
        ),
      gives: 1,
    },
    aggregate: {
      first: () => Mongo.toArray(Mongo.aggregate(plain(), [{ $count: 'count' }])),
      last: () => pipe(plain(), Mongo.aggregate([{ $count: 'count' }]), Mongo.toArray),
      gives: [{ count: 3 }],
    },
    'aggregate, with a schema': {
      first: () => Mongo.toArray(Mongo.aggregate(typed(), [{ $limit: 1 }], { schema: Name })),
      last: () => typed().pipe(Mongo.aggregate([{ $limit: 1 }], { schema: Name }), Mongo.toArray),
      gives: [{ name: 'Rex' }],
    },
    countDocuments: {
      first: () => Mongo.countDocuments(typed(), { age: '5' }),
      last: () => typed().pipe(Mongo.countDocuments({ age: '5' })),
      gives: 1,
    },
    estimatedDocumentCount: {
      first: () => Mongo.estimatedDocumentCount(plain()),
      last: () => pipe(plain(), Mongo.estimatedDocumentCount()),
      gives: 3,
    },
    rename: {
      first: () => Effect.flatMap(Mongo.rename(typed(), 'animals'), (renamed) => renamed.findOne({ _id: 3 })),
      last: () => typed().pipe(Mongo.rename('animals'), Effect.flatMap(Mongo.findOne({ _id: 3 }))),
      gives: Option.some(kim),
    },
    drop: { first: () => Mongo.drop(plain()), last: () => typed().pipe(Mongo.drop()), gives: true },
    createIndex: {
      first: () => Mongo.createIndex(plain(), { name: 1 }, { unique: true }),
      last: () => typed().pipe(Mongo.createIndex({ name: 1 })),
      gives: 'name_1',
    },
    createIndexes: {
      first: () => Mongo.createIndexes(plain(), [{ key: { name: 1 } }]),
      last: () => typed().pipe(Mongo.createIndexes([{ key: { name: 1 } }])),
      gives: ['name_1'],
    },
    dropIndex: {
      first: () => Effect.andThen(plain().createIndex('name'), Effect.as(Mongo.dropIndex(plain(), 'name_1'), 'done')),
      last: () =>
        Effect.andThen(plain().createIndex('name'), typed().pipe(Mongo.dropIndex('name_1'), Effect.as('done'))),
      gives: 'done',
    },
    dropIndexes: {
      first: () => Mongo.dropIndexes(plain()),
      last: () => typed().pipe(Mongo.dropIndexes()),
      gives: true,
    },
    filter: {
      first: () => Mongo.toArray(Mongo.filter(plain().find(), { _id: 1 })),
      last: () =>
        plain()
          .find()
          .pipe(Mongo.filter({ _id: 1 }), Mongo.toArray),
      gives: [PETS[0]],
    },
    'filter, with a schema': {
      first: () => Mongo.toArray(Mongo.filter(typed().find(), { age: '7' })),
      last: () =>
        typed()
          .find()
          .pipe(Mongo.filter({ age: '7' }), Mongo.toArray),
      gives: [kim],
    },
    sort: {
      first: () => Effect.map(Mongo.toArray(Mongo.sort(plain().find(), [['name', -1]])), names),
      last: () =>
        typed()
          .find()
          .pipe(Mongo.sort([['name', -1]]), Mongo.toArray, Effect.map(names)),
      gives: ['Tom', 'Rex', 'Kim'],
    },
    skip: {
      first: () => Effect.map(Mongo.toArray(Mongo.skip(plain().find(), 2)), names),
      last: () => typed().find().pipe(Mongo.skip(2), Mongo.toArray, Effect.map(names)),
      gives: ['Kim'],
    },
    limit: {
      first: () => Effect.map(Mongo.toArray(Mongo.limit(plain().find(), 1)), names),
      last: () => plain().aggregate<Stored>().pipe(Mongo.limit(1), Mongo.toArray, Effect.map(names)),
      gives: ['Rex'],
    },
    project: {
      first: () => Mongo.toArray(Mongo.project(plain().find({ _id: 1 }), { _id: 0, name: 1 })),
      last: () =>
        plain()
          .find({ _id: 1 })
          .pipe(Mongo.project({ _id: 0, name: 1 }), Mongo.toArray),
      gives: [{ name: 'Rex' }],
    },
    'project, with a schema': {
      first: () => Mongo.toArray(Mongo.project(typed().find({ _id: 1 }), { name: 1 }, { schema: Name })),
      last: () =>
        typed()
          .find({ _id: 1 })
          .pipe(Mongo.project({ name: 1 }, { schema: Name }), Mongo.toArray),
      gives: [{ name: 'Rex' }],
    },
    toArray: {
      first: () => Mongo.toArray(typed().find({ _id: 3 })),
      last: () =>
        plain()
          .find({ _id: 3 })
          .pipe(Mongo.toArray, Effect.as([kim])),
      gives: [kim],
    },
    results: {
      first: () => Effect.map(Stream.runCollect(Mongo.results(typed().find())), (all) => all.map(Result.isSuccess)),
      last: () =>
        typed()
          .find()
          .pipe(
            Mongo.results,
            Stream.runCollect,
            Effect.map((all) => all.map(Result.isSuccess)),
          ),
      gives: [true, true, true],
    },
    connect: {
      first: () => Effect.flatMap(Mongo.connect(currentServer().uri), (other) => Mongo.close(other, true)),
      last: () => pipe(currentServer().uri, Mongo.connect, Effect.flatMap(Mongo.close())),
      gives: undefined,
    },
    close: {
      first: () => Effect.flatMap(Mongo.connect(currentServer().uri), (other) => Mongo.close(other)),
      last: () => Mongo.connect(currentServer().uri).pipe(Effect.flatMap(Mongo.close(true))),
      gives: undefined,
    },
    connectScoped: {
      first: () =>
        Effect.scoped(Effect.as(Mongo.connectScoped(currentServer().uri, { forceClose: true }), 'connected')),
      last: () => pipe(currentServer().uri, Mongo.connectScoped, Effect.as('connected'), Effect.scoped),
      gives: 'connected',
    },
  };

  it('has a case for each function', () => {
    expect(new Set(Object.keys(CASES).map((name) => name.split(',')[0]))).to.deep.equal(new Set(Object.keys(Mongo)));
  });

  for (const [name, { first, last, gives, needs: need }] of Object.entries(CASES)) {
    it(`${name}: with the object as first argument`, async function () {
      if (need !== undefined) needs(this, need);
      expect(await run(first())).to.deep.equal(gives);
    });
    it(`${name}: in a pipe`, async function () {
      if (need !== undefined) needs(this, need);
      expect(await run(last())).to.deep.equal(gives);
    });
  }

  it('closes the client of `connectScoped` with the Scope', async () => {
    const other = await run(Effect.scoped(Mongo.connectScoped(currentServer().uri)));
    const error = await run(Effect.flip(pipe(other, Mongo.db(DATABASE), Mongo.collection('pets'), Mongo.findOne())));
    expect(error).to.have.property('_tag', 'ClosedError');
  });

  // Never runs, since only its types count.
  const types = (): void => {
    expectTypeOf(Mongo.find(plain())).toEqualTypeOf<FindCursor<driver.WithId<Stored>>>();
    expectTypeOf(pipe(plain(), Mongo.find({ age: '5' }))).toEqualTypeOf<FindCursor<driver.WithId<Stored>>>();
    expectTypeOf(pipe(typed(), Mongo.find())).toEqualTypeOf<SchemaFindCursor<typeof Pet, (typeof Pet)['Encoded']>>();
    expectTypeOf(Mongo.findOne(plain())).toEqualTypeOf(plain().findOne());
    expectTypeOf(pipe(plain(), Mongo.findOne({ _id: 1 }))).toEqualTypeOf(plain().findOne());
    expectTypeOf(Mongo.findOne(typed())).toEqualTypeOf(typed().findOne());
    expectTypeOf(pipe(typed(), Mongo.findOne({ _id: 1 }))).toEqualTypeOf(typed().findOne());
    expectTypeOf(pipe(plain(), Mongo.insertOne(lea))).toEqualTypeOf(plain().insertOne(lea));
    expectTypeOf(Mongo.insertOne(typed(), kim)).toEqualTypeOf(typed().insertOne(kim));
    expectTypeOf(Mongo.findOneAndUpdate(plain(), {}, { $set: { age: '1' } })).toEqualTypeOf(
      plain().findOneAndUpdate({}, { $set: { age: '1' } }),
    );
    expectTypeOf(pipe(plain(), Mongo.findOneAndDelete({}, { includeResultMetadata: true }))).toEqualTypeOf(
      plain().findOneAndDelete({}, { includeResultMetadata: true }),
    );
    expectTypeOf(pipe(typed(), Mongo.findOneAndReplace({}, kim))).toEqualTypeOf(typed().findOneAndReplace({}, kim));
    expectTypeOf(pipe(database(), Mongo.collection<Stored>('pets'))).toEqualTypeOf<Collection<Stored>>();
    expectTypeOf(Mongo.rename(typed(), 'x')).toEqualTypeOf<
      Effect.Effect<SchemaCollection<typeof Pet>, Effect.Error<ReturnType<Collection['rename']>>>
    >();
    expectTypeOf(pipe(plain().find(), Mongo.sort({ name: 1 }), Mongo.limit(1))).toEqualTypeOf(plain().find());
    expectTypeOf(Mongo.toArray(typed().find())).toEqualTypeOf(typed().find().toArray());
    expectTypeOf(pipe(typed().find(), Mongo.toArray)).toEqualTypeOf(typed().find().toArray());
    expectTypeOf(Mongo.listCollections(database(), {}, { nameOnly: true })).toEqualTypeOf<
      ListCollectionsCursor<Pick<driver.CollectionInfo, 'name' | 'type'>>
    >();
    expectTypeOf(pipe(database(), Mongo.listCollections({}, { nameOnly: false }))).toEqualTypeOf<
      ListCollectionsCursor<driver.CollectionInfo>
    >();
    expectTypeOf(pipe(plain(), Mongo.aggregate<Stored>([]))).toEqualTypeOf<AggregationCursor<Stored>>();
    expectTypeOf(Mongo.createIndex(typed(), 'name')).toEqualTypeOf(plain().createIndex('name'));

    // @ts-expect-error the document has another type, in both ways
    Mongo.insertOne(plain(), { _id: 'four' });
    // @ts-expect-error
    pipe(plain(), Mongo.insertOne({ _id: 'four' }));
    // @ts-expect-error documents have the decoded type
    pipe(typed(), Mongo.insertOne(lea));
    // @ts-expect-error filters have the encoded type
    Mongo.find(typed(), { age: 5 });
    // @ts-expect-error filters have the encoded type
    pipe(typed(), Mongo.find({ age: 5 }));
    // @ts-expect-error a projection needs its own schema
    Mongo.findOne(typed(), {}, { projection: { name: 1 } });
    // @ts-expect-error a database has no documents
    pipe(database(), Mongo.insertOne(lea));
  };
  it('keeps the types of the methods', () => expect(types).to.be.a('function'));
});
