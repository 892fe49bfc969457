/** Callbacks as in code for mongodb-legacy. Their parameters have types without annotations. */
import { expectTypeOf } from 'expect-type';
import type * as driver from 'mongodb';
import {
  type Callback,
  ClientSession,
  Collection,
  type CountDocumentsOptions,
  type Document,
  type FindOneOptions,
  MongoClient,
  type WithId,
} from 'motorized/callback';

interface Pet {
  name: string;
  age?: number;
}

declare const client: MongoClient;
declare const session: ClientSession;
declare const pets: Collection<Pet>;
declare const anything: any;

type Failure = Error | null;

// Without a type argument, its result is `any`, as in driver 4 and mongodb-legacy.
expectTypeOf<Callback>().toEqualTypeOf<Callback<any>>();
expectTypeOf<Parameters<Callback>>().toEqualTypeOf<[error: Failure, result?: any]>();
export function anyResult(done: Callback): void {
  pets.countDocuments({}, done);
  pets.insertOne({ name: 'Rex' }, done);
  client.close(done);
}
// A function may declare its error with the driver's type.
const handler = (error: driver.AnyError | null | undefined, pet?: WithId<Pet> | null): unknown => error ?? pet;
pets.findOne({}, handler);

pets.countDocuments((error, count) => {
  expectTypeOf(error).toEqualTypeOf<Failure>();
  expectTypeOf(count).toEqualTypeOf<number | undefined>();
});
pets.findOne({ name: 'Rex' }, { session }, (_, pet) =>
  expectTypeOf(pet).toEqualTypeOf<WithId<Pet> | null | undefined>(),
);
pets.findOne<{ age: number }>({}, (_, pet) => expectTypeOf(pet).toEqualTypeOf<{ age: number } | null | undefined>());
pets.insertOne({ name: 'Rex' }, (_, result) =>
  expectTypeOf(result).toEqualTypeOf<driver.InsertOneResult<Pet> | undefined>(),
);
pets.rename('dogs', (_, dogs) => expectTypeOf(dogs).toEqualTypeOf<Collection | undefined>());
pets.find().toArray((_, found) => expectTypeOf(found).toEqualTypeOf<WithId<Pet>[] | undefined>());
pets.find().forEach(
  (pet) => expectTypeOf(pet).toEqualTypeOf<WithId<Pet>>(),
  (error) => expectTypeOf(error).toEqualTypeOf<Failure>(),
);
client
  .db()
  .createCollection<Pet>('pets', (_, created) => expectTypeOf(created).toEqualTypeOf<Collection<Pet> | undefined>());
client.db().collections((_, all) => expectTypeOf(all).toEqualTypeOf<Collection<Document>[] | undefined>());
client.connect((_, connected) => expectTypeOf(connected).toEqualTypeOf<MongoClient | undefined>());
MongoClient.connect('mongodb://db.example', (_, opened) =>
  expectTypeOf(opened).toEqualTypeOf<MongoClient | undefined>(),
);
client.bulkWrite([{ namespace: 'a.b', name: 'insertOne', document: {} }], (_, result) => {
  expectTypeOf(result).toEqualTypeOf<driver.ClientBulkWriteResult | undefined>();
});

// Untyped arguments, as in a program that is only partly TypeScript, do not change the types of the callback.
pets.insertOne(anything, (error) => expectTypeOf(error).toEqualTypeOf<Failure>());
pets.findOne(anything, anything, (_, pet) => expectTypeOf(pet).toEqualTypeOf<WithId<Pet> | null | undefined>());
pets.updateOne(anything, anything, (_, result) =>
  expectTypeOf(result).toEqualTypeOf<driver.UpdateResult<Pet> | undefined>(),
);
client.db().command({ ping: anything }, (_, reply) => expectTypeOf(reply).toEqualTypeOf<Document | undefined>());

// A function with its own type chooses the overload, also in the position of a filter or of options.
declare const aged: (error: Failure, pet?: { age: number } | null) => void;
declare const ages: (error: Failure, ages?: readonly string[]) => void;
declare const numbered: (error: Failure, count?: number) => void;
expectTypeOf(pets.findOne(aged)).toEqualTypeOf<void>();
expectTypeOf(pets.findOne({}, aged)).toEqualTypeOf<void>();
expectTypeOf(pets.findOne({}, { session }, aged)).toEqualTypeOf<void>();
expectTypeOf(pets.distinct('other', ages)).toEqualTypeOf<void>();
expectTypeOf(pets.distinct('other', {}, ages)).toEqualTypeOf<void>();
expectTypeOf(pets.countDocuments(numbered)).toEqualTypeOf<void>();
expectTypeOf(pets.findOneAndDelete({}, handler)).toEqualTypeOf<void>();
pets.findOneAndUpdate({}, { $set: { age: 2 } }, (_, pet) =>
  expectTypeOf(pet).toEqualTypeOf<WithId<Pet> | null | undefined>(),
);
pets.findOneAndUpdate({}, {}, { includeResultMetadata: true }, (_, whole) =>
  expectTypeOf(whole).toEqualTypeOf<driver.ModifyResult<Pet> | undefined>(),
);
pets.distinct('name', (_, names) => expectTypeOf(names).toEqualTypeOf<string[] | undefined>());
pets.distinct('name', {}, (_, names) => expectTypeOf(names).toEqualTypeOf<string[] | undefined>());
// @ts-expect-error Options are not a function, so a function that fits no overload does not count as options.
pets.countDocuments({}, (text: string) => text);
// @ts-expect-error The same if its other parameters get their types from the call.
pets.findOne({}, (error: string, pet) => [error, pet]);

// Options in a variable, with a type of the program, are not a callback.
declare const found: FindOneOptions;
declare const counting: CountDocumentsOptions;
expectTypeOf(pets.findOne({}, found)).toEqualTypeOf<Promise<WithId<Pet> | null>>();
expectTypeOf(pets.findOne<{ age: number }>({}, found)).toEqualTypeOf<Promise<{ age: number } | null>>();
expectTypeOf(pets.countDocuments({}, counting)).toEqualTypeOf<Promise<number>>();
// `ReturnType` of a method without arguments is its promise.
const cursor = pets.find();
expectTypeOf<ReturnType<typeof cursor.toArray>>().toEqualTypeOf<Promise<WithId<Pet>[]>>();

// `undefined` counts as a missing argument, and a variable may hold a callback or `undefined`.
declare const counted: Callback<number> | undefined;
pets.countDocuments(undefined, undefined, (_, count) => expectTypeOf(count).toEqualTypeOf<number | undefined>());
pets.countDocuments({}, undefined, counted);
pets.countDocuments({}, counted);
pets.countDocuments(counted);
pets.estimatedDocumentCount(counted);
expectTypeOf(pets.countDocuments({}, {}, counted)).toEqualTypeOf<void>();
expectTypeOf(pets.countDocuments({}, undefined)).toEqualTypeOf<Promise<number>>();
expectTypeOf(pets.findOne({}, undefined)).toEqualTypeOf<Promise<Pet | null>>();

// Executors in both styles, with and without a callback.
session.withTransaction(
  (session, done) => {
    expectTypeOf(session).toEqualTypeOf<ClientSession>();
    pets.countDocuments({}, { session }, done);
  },
  (error) => expectTypeOf(error).toEqualTypeOf<Failure>(),
);
session.withTransaction(
  async (session) => {
    expectTypeOf(session).toEqualTypeOf<ClientSession>();
    return 7;
  },
  { readConcern: 'local' },
  (_, seven) => expectTypeOf(seven).toEqualTypeOf<number | undefined>(),
);
client.withSession(
  (session, done: Callback<string>) => {
    expectTypeOf(session).toEqualTypeOf<ClientSession>();
    done(null, 'done');
  },
  (_, result) => expectTypeOf(result).toEqualTypeOf<string | undefined>(),
);
client.withSession(
  { snapshot: true },
  (session, done) => session.endSession(done),
  (error) => expectTypeOf(error).toEqualTypeOf<Failure>(),
);

// @ts-expect-error A callback for something else.
pets.countDocuments({}, (error: Failure, count?: string) => count);
// @ts-expect-error A callback is the last argument.
pets.countDocuments((error) => error, {});
// @ts-expect-error A function that returns nothing cannot be waited for.
pets.countDocuments({}, (error) => error).then();
