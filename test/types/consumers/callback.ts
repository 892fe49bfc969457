/** A user's shop with `motorized/callback`, compiled with every TypeScript that the README promises. */
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import {
  type AnyBulkWriteOperation,
  type AnyError,
  type BulkWriteResult,
  type Callback,
  type ChangeStream,
  type ChangeStreamDocument,
  ClientSession,
  Collection,
  Db,
  type DeleteResult,
  type Document,
  type Filter,
  FindCursor,
  type FindOptions,
  GridFSBucket,
  type InsertManyResult,
  type ListDatabasesResult,
  type ModifyResult,
  MongoClient,
  type MongoClientOptions,
  MongoNetworkError,
  MongoServerError,
  ObjectId,
  type UpdateFilter,
  type UpdateResult,
  type WithId,
} from 'motorized/callback';

interface Order {
  item: string;
  count: number;
  tags: string[];
  placed: Date;
}
interface Stock {
  _id: string;
  left: number;
}

type Failure = Error | null;

const SETTINGS: MongoClientOptions = { appName: 'shop', monitorCommands: true };

/** A function with its own parameter types. */
const report: Callback<UpdateResult<Order>> = (error, result) => console.log(error ?? result?.modifiedCount);

/** Clients, databases and collections with their own types, and wrappers of the driver's objects. */
export class Shop {
  readonly client: MongoClient = new MongoClient('mongodb://localhost:27017', SETTINGS);
  readonly db: Db = this.client.db('shop');
  readonly orders: Collection<Order> = this.db.collection<Order>('orders');
  readonly stock: Collection<Stock> = this.db.collection('stock', { ignoreUndefined: true });
  readonly sent: string[] = [];

  constructor() {
    this.client.on('commandStarted', ({ commandName }) => this.sent.push(commandName));
    expectTypeOf(MongoClient.wrap(new driver.MongoClient('mongodb://a'))).toEqualTypeOf<MongoClient>();
    expectTypeOf(this.orders.delegate).toEqualTypeOf<driver.Collection<Order>>();
  }

  open(done: (error?: AnyError | null) => void): void {
    MongoClient.connect('mongodb://localhost:27017', SETTINGS, (error, opened) => {
      expectTypeOf(error).toEqualTypeOf<Failure>();
      expectTypeOf(opened).toEqualTypeOf<MongoClient | undefined>();
      opened?.close(true, () => this.client.connect((error) => done(error)));
    });
  }

  /** Without a callback, each returns a promise. */
  async prepare(): Promise<string[]> {
    expectTypeOf(this.client.connect()).toEqualTypeOf<Promise<MongoClient>>();
    expectTypeOf(this.orders.countDocuments({ item: 'tea' })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(this.db.createCollection<Stock>('stock')).toEqualTypeOf<Promise<Collection<Stock>>>();
    return this.orders.createIndexes([{ key: { item: 1 } }, { key: { placed: -1 } }]);
  }

  place(item: string, done: Callback<ObjectId>): void {
    const order: Order = { item, count: 1, tags: [], placed: new Date() };
    this.orders.insertOne(order, { comment: 'one' }, (error, result) => {
      if (error instanceof MongoNetworkError) return this.place(item, done);
      if (error instanceof MongoServerError && error.code === 11000) return done(null, new ObjectId());
      expectTypeOf(result?.insertedId).toEqualTypeOf<ObjectId | undefined>();
      done(error, result?.insertedId);
    });
    this.orders.insertMany([order, order], (_, result) =>
      expectTypeOf(result).toEqualTypeOf<InsertManyResult<Order> | undefined>(),
    );
    // @ts-expect-error -- an order has no such field
    this.orders.insertOne({ ...order, colour: 'red' }, () => {});
  }

  /** Overloads: with and without a filter, options, documents with another type, metadata. */
  change(item: string): void {
    const filter: Filter<Order> = { item, count: { $gt: 0 }, $or: [{ tags: 'new' }, { placed: { $lt: new Date() } }] };
    const update: UpdateFilter<Order> = { $inc: { count: 1 }, $addToSet: { tags: 'seen' } };
    this.orders.findOne((_, order) => expectTypeOf(order).toEqualTypeOf<WithId<Order> | null | undefined>());
    this.orders.findOne<{ count: number }>(filter, { projection: { count: 1 } }, (_, order) =>
      expectTypeOf(order).toEqualTypeOf<{ count: number } | null | undefined>(),
    );
    this.orders.updateOne(filter, update, report);
    this.orders.updateMany(filter, [{ $set: { count: 0 } }], { upsert: true }, report);
    this.orders.findOneAndUpdate(filter, update, { includeResultMetadata: true }, (_, whole) =>
      expectTypeOf(whole).toEqualTypeOf<ModifyResult<Order> | undefined>(),
    );
    this.orders.findOneAndDelete(filter, (_, order) =>
      expectTypeOf(order).toEqualTypeOf<WithId<Order> | null | undefined>(),
    );
    this.orders.distinct('count', filter, (_, counts) => expectTypeOf(counts).toEqualTypeOf<number[] | undefined>());
    this.orders.deleteMany(filter, (_, result) => expectTypeOf(result).toEqualTypeOf<DeleteResult | undefined>());
    this.orders.rename('old orders', (_, renamed) => expectTypeOf(renamed).toEqualTypeOf<Collection | undefined>());
    // @ts-expect-error -- a count is not a text
    this.orders.updateOne(filter, { $set: { count: 'many' } }, report);
    // @ts-expect-error -- a number is not the result of an update
    this.orders.countDocuments(filter, report);
  }

  /** Cursors: builders, steps with callbacks or promises, loops, and wrapped cursors. */
  list(limit: number, done: Callback<string[]>): void {
    const options: FindOptions = { limit, sort: { placed: -1 } };
    const cursor = this.orders
      .find({ count: { $gte: 1 } }, options)
      .skip(1)
      .maxTimeMS(100);
    expectTypeOf(cursor).toEqualTypeOf<FindCursor<WithId<Order>>>();
    expectTypeOf(FindCursor.wrap(cursor.delegate)).toEqualTypeOf<FindCursor<WithId<Order>>>();
    const items = cursor.clone().map(({ item }) => item);
    items.hasNext((_, more) => expectTypeOf(more).toEqualTypeOf<boolean | undefined>());
    items.next((_, item) => expectTypeOf(item).toEqualTypeOf<string | null | undefined>());
    cursor.forEach(
      ({ count }) => count > 3,
      (error) => expectTypeOf(error).toEqualTypeOf<Failure>(),
    );
    this.orders
      .aggregate<{ _id: string; sum: number }>([{ $group: { _id: '$item', sum: { $sum: '$count' } } }])
      .toArray((_, groups) => expectTypeOf(groups).toEqualTypeOf<{ _id: string; sum: number }[] | undefined>());
    this.db
      .listCollections({}, { nameOnly: true })
      .toArray((_, all) => this.sent.push(...(all ?? []).map((each) => each.name)));
    items.toArray(done);
  }

  async loop(): Promise<void> {
    for await (const { tags } of this.orders.find().project<{ tags: string[] }>({ tags: 1 })) this.sent.push(...tags);
    expectTypeOf(await this.orders.find().count()).toEqualTypeOf<number>();
  }

  /** The three kinds of bulk operations. */
  stockUp(all: readonly Stock[], done: Callback<BulkWriteResult>): void {
    const writes: AnyBulkWriteOperation<Stock>[] = all.map((document) => ({ insertOne: { document } }));
    this.stock.bulkWrite(writes, { ordered: false }, (error) => {
      if (error !== null) return done(error);
      const bulk = this.stock.initializeUnorderedBulkOp();
      for (const { _id, left } of all) bulk.find({ _id }).upsert().updateOne({ $set: { left } });
      bulk.execute(done);
    });
    this.client.bulkWrite([{ namespace: 'shop.stock', name: 'deleteMany', filter: { left: 0 } }], (_, result) =>
      expectTypeOf(result?.deletedCount).toEqualTypeOf<number | undefined>(),
    );
  }

  /** Sessions and transactions, whose functions return promises for the callback's result. */
  sell(item: string, done: Callback<number>): void {
    const session = this.client.startSession({ causalConsistency: true });
    expectTypeOf(session).toEqualTypeOf<ClientSession>();
    const sold = session.withTransaction(
      async (same) => {
        const stock = this.stock.withSession(same);
        const { matchedCount } = await stock.updateOne({ _id: item, left: { $gt: 0 } }, { $inc: { left: -1 } });
        await this.orders.insertOne({ item, count: 1, tags: [], placed: new Date() }, { session: same });
        return matchedCount;
      },
      { writeConcern: { w: 'majority' } },
    );
    expectTypeOf(sold).toEqualTypeOf<Promise<number>>();
    session.startTransaction();
    session.abortTransaction(() => session.endSession(() => void sold.then((count) => done(null, count), done)));
  }

  /** Change streams, with events, callbacks and loops. */
  follow(): ChangeStream<Order> {
    const changes = this.orders.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' });
    changes.on('change', (change) => expectTypeOf(change).toEqualTypeOf<ChangeStreamDocument<Order>>());
    changes.next((_, change) => expectTypeOf(change).toEqualTypeOf<ChangeStreamDocument<Order> | undefined>());
    changes.tryNext((error) => error && changes.close(() => {}));
    this.db.watch<Document>().once('close', () => void this.sent.pop());
    return changes;
  }

  /** Files, and commands of an administrator. */
  bill(name: string, done: Callback<number>): void {
    const bucket = new GridFSBucket(this.db, { bucketName: 'bills' });
    const upload = bucket.openUploadStream(name, { metadata: { paid: false } });
    upload.once('finish', () => bucket.rename(upload.id, `${name} (old)`, (error) => done(error, upload.length)));
    upload.end('one tea');
    bucket.openDownloadStreamByName(name).on('data', (chunk: Buffer) => this.sent.push(chunk.toString('utf8')));
    bucket
      .find({ filename: name })
      .toArray((_, files) => expectTypeOf(files?.[0]?.length).toEqualTypeOf<number | undefined>());
    this.db.admin().listDatabases((_, list) => expectTypeOf(list).toEqualTypeOf<ListDatabasesResult | undefined>());
    this.db.command({ ping: 1 }, (_, reply) => expectTypeOf(reply).toEqualTypeOf<Document | undefined>());
    this.client.close((error) => expectTypeOf(error).toEqualTypeOf<Failure>());
  }
}
