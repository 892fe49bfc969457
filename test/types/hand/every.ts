/**
 * Code of users in every eager framework. The tests compile this file with the framework's name in the import.
 */
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import {
  AbstractCursor,
  type AnyBulkWriteOperation,
  ChangeStream,
  type ChangeStreamDocument,
  ClientEncryption,
  ClientSession,
  Collection,
  Db,
  type Document,
  FindCursor,
  type FindOptions,
  GridFSBucket,
  GridFSBucketReadStream,
  ListCollectionsCursor,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
  ObjectId,
  type WithId,
} from 'motorized/promise';

interface Pet {
  name: string;
  age?: number;
}

declare const rawClient: driver.MongoClient;
declare const rawSession: driver.ClientSession;
declare const rawPets: driver.Collection<Pet>;
declare const client: MongoClient;
declare const session: ClientSession;
declare const pets: Collection<Pet>;

// Everything that is not wrapped is the driver's own.
expectTypeOf(ObjectId).toEqualTypeOf(driver.ObjectId);
expectTypeOf<MongoServerError>().toEqualTypeOf<driver.MongoServerError>();
expectTypeOf<WithId<Pet>>().toEqualTypeOf<driver.WithId<Pet>>();
expectTypeOf<AnyBulkWriteOperation<Pet>>().toEqualTypeOf<driver.AnyBulkWriteOperation<Pet>>();

// Driver objects have wrappers, and wrappers have driver objects.
expectTypeOf(MongoClient.wrap(rawClient)).toEqualTypeOf<MongoClient>();
expectTypeOf(Collection.wrap(rawPets)).toEqualTypeOf<Collection<Pet>>();
expectTypeOf(FindCursor.wrap(rawPets.find())).toEqualTypeOf<FindCursor<WithId<Pet>>>();
expectTypeOf(ChangeStream.wrap(rawPets.watch())).toEqualTypeOf<ChangeStream<Pet, ChangeStreamDocument<Pet>>>();
expectTypeOf(client.delegate).toEqualTypeOf<driver.MongoClient>();
expectTypeOf(pets.delegate).toEqualTypeOf<driver.Collection<Pet>>();
expectTypeOf(pets.find().delegate).toEqualTypeOf<driver.FindCursor<WithId<Pet>>>();

// Options accept sessions of both kinds, and have all fields of the driver's options.
const options: FindOptions[] = [{ session }, { session: rawSession }, { session: session.delegate, limit: 3 }];
void pets.find({ name: 'Rex' }, options[0]);
const clientOptions: MongoClientOptions[] = [
  { autoEncryption: { keyVaultClient: client } },
  { autoEncryption: { keyVaultClient: rawClient }, appName: 'pets' },
];

// The driver's own objects are accepted like wrappers.
expectTypeOf(new MongoClient('mongodb://db.example', clientOptions[0])).toEqualTypeOf<MongoClient>();
expectTypeOf(new Db(rawClient, 'test')).toEqualTypeOf<Db>();
expectTypeOf(new Db(client, 'test')).toEqualTypeOf<Db>();
expectTypeOf(new GridFSBucket(client.db())).toEqualTypeOf<GridFSBucket>();
expectTypeOf(new GridFSBucket(rawClient.db())).toEqualTypeOf<GridFSBucket>();
expectTypeOf(new ListCollectionsCursor(rawClient.db(), {})).toEqualTypeOf<ListCollectionsCursor>();
expectTypeOf(new ClientEncryption(client, { keyVaultNamespace: 'a.b', kmsProviders: {}, keyVaultClient: client }));
expectTypeOf(session.equals(rawSession)).toEqualTypeOf<boolean>();
expectTypeOf(session.equals(session)).toEqualTypeOf<boolean>();

// The functions of a transaction get wrappers, without annotations.
const inTransaction = session.withTransaction(async (session) => {
  expectTypeOf(session).toEqualTypeOf<ClientSession>();
  return (await pets.findOne({ name: 'Rex' }, { session }))?.age ?? 0;
});
expectTypeOf(inTransaction).toEqualTypeOf<Promise<number>>();
const inSession = client.withSession(async (session) => {
  expectTypeOf(session).toEqualTypeOf<ClientSession>();
  return session.id;
});
expectTypeOf(inSession).toEqualTypeOf<Promise<driver.ServerSessionId | undefined>>();
void client.withSession({ causalConsistency: true, defaultTransactionOptions: { session } }, async (session) => {
  expectTypeOf(session).toEqualTypeOf<ClientSession>();
});

// Listeners get wrappers.
client.on('open', (opened) => expectTypeOf(opened).toEqualTypeOf<MongoClient>());
client.on('commandStarted', (event) => expectTypeOf(event).toEqualTypeOf<driver.CommandStartedEvent>());
session.once('ended', (ended) => expectTypeOf(ended).toEqualTypeOf<ClientSession>());
pets.watch().on('change', (change) => expectTypeOf(change).toEqualTypeOf<ChangeStreamDocument<Pet>>());

// Members that the language itself calls.
export async function iterate(): Promise<void> {
  for await (const pet of pets.find()) expectTypeOf(pet).toEqualTypeOf<WithId<Pet>>();
  for await (const pet of pets.find().project<{ name: string }>({ name: 1 }))
    expectTypeOf(pet.name).toEqualTypeOf<string>();
  for await (const each of pets.aggregate<{ sum: number }>()) expectTypeOf(each).toEqualTypeOf<{ sum: number }>();
  for await (const change of pets.watch()) expectTypeOf(change).toEqualTypeOf<ChangeStreamDocument<Pet>>();
  for await (const document of client.db().collection('pets').find())
    expectTypeOf(document).toEqualTypeOf<WithId<Document>>();
  await using own = client.startSession();
  await using cursor = pets.find({}, { session: own });
  expectTypeOf(await cursor.next()).toEqualTypeOf<WithId<Pet> | null>();
}

// Wrappers inherit like the driver's classes, and streams are Node streams.
declare const cursor: unknown;
if (cursor instanceof AbstractCursor) expectTypeOf(cursor.closed).toEqualTypeOf<boolean>();
expectTypeOf<FindCursor<Pet>>().toExtend<AbstractCursor<Pet>>();
expectTypeOf<GridFSBucketReadStream>().toExtend<NodeJS.ReadableStream>();
expectTypeOf(GridFSBucketReadStream.from).toEqualTypeOf(driver.GridFSBucketReadStream.from);

// A subclass keeps its type in members that return `this`.
class PetClient extends MongoClient {
  readonly #name = 'pets';

  constructor(
    url: string,
    readonly kind: string,
  ) {
    super(url, { appName: kind });
  }

  pets(): Collection<Pet> {
    return this.db().collection<Pet>(this.#name);
  }
}
expectTypeOf(new PetClient('mongodb://db.example', 'dogs').connect()).toEqualTypeOf<Promise<PetClient>>();
expectTypeOf(new PetClient('mongodb://db.example', 'dogs').on('close', () => {})).toEqualTypeOf<PetClient>();
