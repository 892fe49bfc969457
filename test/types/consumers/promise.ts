/** A user's shop with `motorized/promise`, compiled with every TypeScript that the README promises. */
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import {
  type AggregationCursor,
  type AnyBulkWriteOperation,
  type BulkWriteResult,
  type ChangeStream,
  type ChangeStreamInsertDocument,
  type ClientBulkWriteModel,
  ClientSession,
  Collection,
  type CommandStartedEvent,
  type CreateIndexesOptions,
  Db,
  type Document,
  type Filter,
  FindCursor,
  type FindOptions,
  GridFSBucket,
  type IndexDescription,
  type ModifyResult,
  MongoBulkWriteError,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
  ObjectId,
  type OptionalUnlessRequiredId,
  ReadPreference,
  type Sort,
  type TransactionOptions,
  type UpdateFilter,
  type WithId,
} from 'motorized/promise';

interface Order {
  _id: ObjectId;
  item: string;
  count: number;
  tags: string[];
  address?: { city: string; lines: readonly string[] };
  placed: Date;
}
interface Stock {
  _id: string;
  left: number;
}
/** The documents of each namespace, for bulk writes of the client. */
type Spaces = { 'shop.stock': Stock };

const SETTINGS: MongoClientOptions = { appName: 'shop', monitorCommands: true, readPreference: ReadPreference.primary };
const IN_ONE: TransactionOptions = { writeConcern: { w: 'majority' }, readConcern: { level: 'snapshot' } };

class SoldOutError extends Error {
  override readonly name = 'SoldOutError';
  constructor(readonly item: string) {
    super(`no ${item} is left`);
  }
}

/** Clients, databases and collections with their own types, and wrappers of the driver's objects. */
export class Shop {
  readonly client: MongoClient;
  readonly db: Db;
  readonly orders: Collection<Order>;
  readonly stock: Collection<Stock>;
  readonly sent: string[] = [];

  constructor(url: string, options: MongoClientOptions = SETTINGS) {
    this.client = new MongoClient(url, options);
    this.db = this.client.db('shop', { retryWrites: true });
    this.orders = this.db.collection<Order>('orders', { ignoreUndefined: true });
    this.stock = this.db.collection('stock');
    this.client.on('commandStarted', (event: CommandStartedEvent) => this.sent.push(event.commandName));
    this.client.once('close', () => (this.sent.length = 0));
  }

  static async open(url: string): Promise<Shop> {
    const connected = await MongoClient.connect(url, SETTINGS);
    expectTypeOf(connected).toEqualTypeOf<MongoClient>();
    expectTypeOf(connected.delegate).toEqualTypeOf<driver.MongoClient>();
    await connected.close();
    return new Shop(url);
  }

  static of(raw: driver.Collection<Order>): Collection<Order> {
    expectTypeOf(MongoClient.wrap(new driver.MongoClient('mongodb://a'))).toEqualTypeOf<MongoClient>();
    return Collection.wrap(raw);
  }

  async prepare(): Promise<string[]> {
    const index: IndexDescription = { key: { item: 1, placed: -1 }, name: 'by item' };
    const options: CreateIndexesOptions = { commitQuorum: 'majority' };
    const created = await this.db.createCollection<Stock>('stock', { capped: false });
    expectTypeOf(created).toEqualTypeOf<Collection<Stock>>();
    expectTypeOf(await this.orders.createIndex({ item: 1 }, { unique: false })).toEqualTypeOf<string>();
    return this.orders.createIndexes([index], options);
  }

  async place(item: string, count = 1): Promise<ObjectId> {
    const order: OptionalUnlessRequiredId<Order> = { _id: new ObjectId(), item, count, tags: [], placed: new Date() };
    try {
      const { insertedId, acknowledged } = await this.orders.insertOne(order);
      expectTypeOf(acknowledged).toEqualTypeOf<boolean>();
      return insertedId;
    } catch (error) {
      if (error instanceof MongoBulkWriteError) throw new Error(`${error.result.insertedCount}`, { cause: error });
      if (error instanceof MongoServerError && error.code === 11000) return order._id;
      throw error;
    }
  }

  /** Overloads: with and without documents with another type, metadata, a pipeline. */
  async change(item: string): Promise<WithId<Order> | null> {
    const filter: Filter<Order> = {
      item,
      count: { $gt: 0 },
      'address.city': { $in: ['Rome', /^Par/] },
      $or: [{ tags: 'new' }],
    };
    const update: UpdateFilter<Order> = {
      $inc: { count: 1 },
      $push: { tags: { $each: ['a'] } },
      $currentDate: { placed: true },
    };
    expectTypeOf(await this.orders.findOne(filter)).toEqualTypeOf<WithId<Order> | null>();
    expectTypeOf(await this.orders.findOne<{ count: number }>(filter)).toEqualTypeOf<{ count: number } | null>();
    const whole = await this.orders.findOneAndUpdate(filter, update, { includeResultMetadata: true });
    expectTypeOf(whole).toEqualTypeOf<ModifyResult<Order>>();
    expectTypeOf(await this.orders.distinct('count', filter)).toEqualTypeOf<number[]>();
    const { modifiedCount } = await this.orders.updateMany(filter, [{ $set: { count: { $add: ['$count', 1] } } }]);
    expectTypeOf(modifiedCount + (await this.orders.countDocuments())).toEqualTypeOf<number>();
    await this.orders.replaceOne({ item }, { item, count: 1, tags: [], placed: new Date() }, { upsert: true });
    await this.orders.deleteMany({ placed: { $lt: new Date(0) } }, { comment: 'old ones' });
    // @ts-expect-error -- a count is not a text
    await this.orders.updateOne(filter, { $set: { count: 'many' } });
    // @ts-expect-error -- an order has no such field
    await this.orders.replaceOne(filter, { item, count: 1, tags: [], placed: new Date(), colour: 'red' });
    return this.orders.findOneAndUpdate(filter, update, { returnDocument: 'after' });
  }

  /** Cursors: builders, transforms, steps, loops, and wrapped cursors. */
  async list(limit: number): Promise<string[]> {
    const sort: Sort = { placed: -1 };
    const options: FindOptions = { limit, batchSize: 10 };
    const cursor = this.orders.find({}, options).sort(sort).hint('by item').maxTimeMS(100);
    expectTypeOf(cursor).toEqualTypeOf<FindCursor<WithId<Order>>>();
    const items = cursor.clone().map((order) => order.item);
    expectTypeOf(items).toEqualTypeOf<FindCursor<string>>();
    const cities = cursor.project<{ address: { city: string } }>({ 'address.city': 1, _id: 0 });
    for await (const { address } of cities) this.sent.push(address.city);
    while (await items.hasNext()) this.sent.push((await items.next()) ?? '');
    const groups: AggregationCursor<{ _id: string; sum: number }> = this.orders
      .aggregate<{ _id: string; sum: number }>([{ $match: { count: { $gt: 1 } } }])
      .group({ _id: '$item', sum: { $sum: '$count' } });
    await groups.forEach(({ sum }) => sum > 0);
    expectTypeOf(FindCursor.wrap(cursor.delegate)).toEqualTypeOf<FindCursor<WithId<Order>>>();
    const names = await this.db.listCollections({}, { nameOnly: true }).toArray();
    expectTypeOf(names[0]?.name).toEqualTypeOf<string | undefined>();
    return [...(await items.toArray()), ...names.map(({ name }) => name)];
  }

  /** The three kinds of bulk operations. */
  async stockUp(all: readonly Stock[]): Promise<BulkWriteResult> {
    const writes: AnyBulkWriteOperation<Stock>[] = all.map(({ _id, left }) => ({
      updateOne: { filter: { _id }, update: { $inc: { left } }, upsert: true },
    }));
    const models: ClientBulkWriteModel<Spaces>[] = [
      { namespace: 'shop.stock', name: 'deleteOne', filter: { left: 0 } },
    ];
    expectTypeOf(
      (await this.client.bulkWrite<Spaces>(models, { ordered: false })).deletedCount,
    ).toEqualTypeOf<number>();
    const bulk = this.stock.initializeOrderedBulkOp();
    for (const each of all) bulk.find({ _id: each._id }).upsert().replaceOne(each);
    expectTypeOf((await bulk.execute()).upsertedCount).toEqualTypeOf<number>();
    return this.stock.bulkWrite(writes, { ordered: false });
  }

  /** Sessions and transactions, which return the results of their functions. */
  async sell(item: string): Promise<number> {
    const sold = this.client.withSession({ causalConsistency: true }, (session) => {
      expectTypeOf(session).toEqualTypeOf<ClientSession>();
      return session.withTransaction(async (same) => {
        const stock = this.stock.withSession(same);
        const { matchedCount } = await stock.updateOne({ _id: item, left: { $gt: 0 } }, { $inc: { left: -1 } });
        if (matchedCount === 0) throw new SoldOutError(item);
        await this.orders.insertOne(
          { _id: new ObjectId(), item, count: 1, tags: [], placed: new Date() },
          { session: same },
        );
        return matchedCount;
      }, IN_ONE);
    });
    expectTypeOf(sold).toEqualTypeOf<Promise<number>>();
    const session = this.client.startSession();
    session.startTransaction({ maxCommitTimeMS: 100 });
    await session.abortTransaction();
    await session.endSession();
    return sold;
  }

  /** Change streams, with events and loops. */
  async follow(signal: AbortSignal): Promise<void> {
    const changes = this.orders.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' });
    expectTypeOf(changes).toExtend<ChangeStream<Order>>();
    changes.on('change', (change) => {
      if (change.operationType === 'insert') expectTypeOf(change).toEqualTypeOf<ChangeStreamInsertDocument<Order>>();
    });
    changes.on('resumeTokenChanged', (token) => void this.sent.push(String(token)));
    signal.addEventListener('abort', () => void changes.close());
    for await (const change of this.db.watch<Document>()) if (change.operationType === 'drop') break;
  }

  /** Files, and commands of an administrator. */
  async bill(name: string): Promise<number> {
    const bucket = new GridFSBucket(this.db, { bucketName: 'bills', chunkSizeBytes: 1024 });
    const upload = bucket.openUploadStream(name, { metadata: { paid: false } });
    upload.once('finish', () => expectTypeOf(upload.id).toEqualTypeOf<ObjectId>()).end('one tea');
    let size = 0;
    for await (const chunk of bucket.openDownloadStreamByName(name, { revision: -1 })) size += (chunk as Buffer).length;
    await bucket.rename(upload.id, `${name} (old)`);
    const { databases } = await this.db.admin().listDatabases({ nameOnly: true });
    const reply = await this.db.command({ ping: 1 }, { readPreference: 'primary' });
    return size + databases.length + Number(reply['ok']);
  }
}
