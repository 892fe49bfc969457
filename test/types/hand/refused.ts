/** Code that the compiler refuses in every eager framework. */
import type * as driver from 'mongodb';
import {
  AbstractCursor,
  Admin,
  BulkOperationBase,
  ChangeStream,
  ClientSession,
  Collection,
  type FindOptions,
  FindCursor,
  FindOperators,
  GridFSBucketWriteStream,
  MongoClient,
  OrderedBulkOperation,
} from 'motorized/promise';

declare const client: MongoClient;
declare const session: ClientSession;
declare const rawCollection: driver.Collection;
declare const pets: Collection<{ name: string }>;

// Users can only construct what they can with the driver. Not even the driver's object is accepted; use `wrap`.
// @ts-expect-error
new Collection(rawCollection);
// @ts-expect-error
new Collection();
// @ts-expect-error
new Admin();
// @ts-expect-error
new ClientSession();
// @ts-expect-error
new ChangeStream();
// @ts-expect-error
new FindCursor();
// @ts-expect-error
new FindOperators();
// @ts-expect-error
new OrderedBulkOperation();
// @ts-expect-error
new GridFSBucketWriteStream();
// @ts-expect-error
new AbstractCursor();
// @ts-expect-error
new BulkOperationBase();
// @ts-expect-error The constructor with the driver's client is internal.
new MongoClient(client.delegate);

// @ts-expect-error A wrapper needs an object of its class.
Collection.wrap(client.delegate);
// @ts-expect-error
client.delegate = client.delegate;
// @ts-expect-error
const notAnOption: FindOptions = { sesion: session };
// @ts-expect-error
const notASession: FindOptions = { session: client };
// @ts-expect-error
const notForThis: FindOptions = { upsert: true };
// @ts-expect-error
void pets.insertOne({ nane: 'Rex' });
// @ts-expect-error
void pets.updateOne({ name: 'Rex' }, { $set: { name: 7 } });
// @ts-expect-error
void pets.find().stepThrough();

export { notAnOption, notASession, notForThis };
