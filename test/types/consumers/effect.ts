/** A user's shop with `motorized/effect`, compiled with every TypeScript that the README promises. */
import * as Config from 'effect/Config';
import * as Context from 'effect/Context';
import * as Data from 'effect/Data';
import * as Effect from 'effect/Effect';
import { pipe } from 'effect/Function';
import * as Layer from 'effect/Layer';
import * as Option from 'effect/Option';
import * as Schema from 'effect/Schema';
import type * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import {
  type AbstractCursorRun,
  type AnyBulkWriteOperation,
  type BulkWriteResult,
  type ChangeStreamDocument,
  ClientSession,
  Collection,
  type CommandFailure,
  type CommandStartedEvent,
  CurrentSession,
  Db,
  DefaultClient,
  type Document,
  DriverFailure,
  DuplicateKeyError,
  type Filter,
  FindCursor,
  type FindOptions,
  GridFSBucket,
  isResumable,
  isRetryableRead,
  type ModifyResult,
  MongoClient,
  type MongoClientOptions,
  type MongoFailure,
  ObjectId,
  retrySchedule,
  type UpdateFilter,
  type UpdateResult,
  type WithId,
  type WriteFailure,
} from 'motorized/effect';
import * as Mongo from 'motorized/effect/pipeable';
import { collection, type SchemaCollection, type SchemaFindCursor, withSchema } from 'motorized/effect/schema';

interface Order {
  _id: ObjectId;
  item: string;
  count: number;
  tags: string[];
  placed: Date;
}
interface Stock {
  _id: string;
  left: number;
}
const Guest = Schema.Struct({ _id: Schema.String, born: Schema.DateFromString });
const Name = Schema.Struct({ _id: Schema.String });

const SETTINGS: MongoClientOptions = { appName: 'shop', monitorCommands: true };

class SoldOut extends Data.TaggedError('SoldOut')<{ readonly item: string }> {}

/** Clients, databases and collections as services. */
class Archive extends MongoClient.Service<Archive>()('shop/Archive') {}
class App extends Db.Service<App>()('shop/App', { name: 'shop' }) {}
class Orders extends Collection.Service<Orders, Order>()('shop/Orders', { name: 'orders', db: App }) {}
class Guests extends Context.Service<Guests, SchemaCollection<typeof Guest>>()('shop/Guests') {}

const Client = MongoClient.layerConfig({ url: Config.Redacted('MONGODB_URI') }, SETTINGS);
const GuestsLive = Layer.effect(Guests, Effect.map(App, collection('guests', { schema: Guest })));
export const Live = Layer.merge(Orders.layer, GuestsLive).pipe(Layer.provide(App.layer), Layer.provide(Client));
export const Old = Archive.layer({ url: 'mongodb://localhost:27017' }, { appName: 'archive' });
expectTypeOf(App.layer).toEqualTypeOf<Layer.Layer<App, never, DefaultClient>>();

export class Shop {
  readonly client: MongoClient = new MongoClient('mongodb://localhost:27017', SETTINGS);
  readonly db: Db = this.client.db('shop');
  readonly orders: Collection<Order> = this.db.collection<Order>('orders');
  readonly stock: Collection<Stock> = this.db.collection('stock', { ignoreUndefined: true });

  constructor() {
    expectTypeOf(this.client.events('commandStarted')).toEqualTypeOf<Stream.Stream<CommandStartedEvent>>();
    expectTypeOf(MongoClient.wrap(new driver.MongoClient('mongodb://a'))).toEqualTypeOf<MongoClient>();
    expectTypeOf(this.orders.delegate).toEqualTypeOf<driver.Collection<Order>>();
  }

  static open(url: string) {
    const opened = MongoClient.scoped(url, SETTINGS);
    expectTypeOf(opened).toExtend<Effect.Effect<MongoClient, CommandFailure, Scope.Scope>>();
    return Effect.map(opened, (client) => client.db('shop'));
  }

  prepare(): Effect.Effect<string[], WriteFailure> {
    const created = this.db.createCollection<Stock>('stock');
    expectTypeOf(created).toExtend<Effect.Effect<Collection<Stock>, MongoFailure>>();
    return this.orders.createIndexes([{ key: { item: 1 } }, { key: { placed: -1 } }]);
  }

  /** Tags distinguish failures, and failures that a command cannot have cannot be caught. */
  place(item: string): Effect.Effect<ObjectId, Exclude<WriteFailure, DuplicateKeyError>> {
    const fresh = (): Order => ({ _id: new ObjectId(), item, count: 1, tags: [], placed: new Date() });
    const inserted = Effect.suspend(() => this.orders.insertOne(fresh(), { comment: 'one' }));
    expectTypeOf<Effect.Error<typeof inserted>>().toEqualTypeOf<WriteFailure>();
    // @ts-expect-error -- a read has no duplicate key
    this.orders.countDocuments().pipe(Effect.catchTag('DuplicateKeyError', () => Effect.succeed(0)));
    return inserted.pipe(
      Effect.map(({ insertedId }) => insertedId),
      Effect.catchTag('DuplicateKeyError', (failure) => {
        expectTypeOf(failure).toEqualTypeOf<DuplicateKeyError>();
        expectTypeOf(failure).toExtend<DriverFailure<driver.MongoServerError>>();
        return Effect.succeed(new ObjectId(`${failure.code} ${failure.operation}`));
      }),
    );
  }

  /** Overloads: with and without options, documents with another type, metadata. */
  change(item: string): Effect.Effect<[number, number[]], CommandFailure> {
    const those: Filter<Order> = { item, count: { $gt: 0 }, $or: [{ tags: 'new' }] };
    const update: UpdateFilter<Order> = { $inc: { count: 1 }, $addToSet: { tags: 'seen' } };
    const found = this.orders.findOne(those);
    expectTypeOf(found).toEqualTypeOf<Effect.Effect<Option.Option<WithId<Order>>, CommandFailure>>();
    expectTypeOf(this.orders.findOne<{ count: number }>(those)).toEqualTypeOf<
      Effect.Effect<Option.Option<{ count: number }>, CommandFailure>
    >();
    const updated = this.orders.updateMany(those, [{ $set: { count: 0 } }]);
    expectTypeOf(updated).toEqualTypeOf<Effect.Effect<UpdateResult<Order>, WriteFailure>>();
    const whole = this.orders.findOneAndUpdate(those, update, { includeResultMetadata: true });
    expectTypeOf<Effect.Success<typeof whole>>().toEqualTypeOf<ModifyResult<Order>>();
    // @ts-expect-error -- a count is not a text
    this.orders.updateOne(those, { $set: { count: 'many' } });
    const retried = this.orders
      .countDocuments(those)
      .pipe(Effect.retry(retrySchedule({ while: isRetryableRead, times: 3 })));
    return Effect.all([retried, this.orders.distinct('count', those)]);
  }

  /** Recipes, which are Streams: builders, operators, handles, loops, and wrapped cursors. */
  list(limit: number): Effect.Effect<string[], CommandFailure> {
    const options: FindOptions = { limit, batchSize: 10 };
    const cursor = this.orders.find({}, options).sort({ placed: -1 }).hint('by item');
    expectTypeOf(cursor).toEqualTypeOf<FindCursor<WithId<Order>>>();
    expectTypeOf(cursor).toExtend<Stream.Stream<WithId<Order>, CommandFailure>>();
    expectTypeOf(cursor.map((order) => order.item).toArray()).toEqualTypeOf<Effect.Effect<string[], CommandFailure>>();
    const stepped = Effect.gen(function* () {
      const run = yield* cursor.open();
      expectTypeOf(run).toEqualTypeOf<AbstractCursorRun<WithId<Order>>>();
      return yield* run.next();
    });
    expectTypeOf(stepped).toEqualTypeOf<Effect.Effect<Option.Option<WithId<Order>>, CommandFailure, Scope.Scope>>();
    return cursor.pipe(
      Stream.filter(({ count }) => count > 2),
      Stream.map(({ item }) => item),
      Stream.take(limit),
      Stream.runCollect,
    );
  }

  async loop(): Promise<number> {
    const groups = this.orders
      .aggregate<{ _id: string; sum: number }>([{ $match: { count: { $gt: 1 } } }])
      .group<{ _id: string; sum: number }>({ _id: '$item', sum: { $sum: '$count' } });
    let all = 0;
    for await (const { sum } of groups) all += sum;
    return all + (await Effect.runPromise(this.orders.find().count()));
  }

  /** The three kinds of bulk operations. */
  stockUp(all: readonly Stock[]): Effect.Effect<BulkWriteResult, MongoFailure> {
    const writes: AnyBulkWriteOperation<Stock>[] = all.map((document) => ({ insertOne: { document } }));
    const bulk = this.stock.initializeUnorderedBulkOp();
    for (const { _id, left } of all) bulk.find({ _id }).upsert().updateOne({ $set: { left } });
    const ofClient = this.client.bulkWrite([{ namespace: 'shop.stock', name: 'deleteMany', filter: { left: 0 } }]);
    expectTypeOf<Effect.Success<typeof ofClient>>().toEqualTypeOf<driver.ClientBulkWriteResult>();
    return Effect.andThen(bulk.execute(), this.stock.bulkWrite(writes, { ordered: false }));
  }

  /** Sessions and transactions, which have your own failures in their types. */
  sell(item: string): Effect.Effect<number, MongoFailure | SoldOut> {
    const { orders, stock } = this;
    const work = Effect.gen(function* () {
      const { matchedCount } = yield* stock.updateOne({ _id: item, left: { $gt: 0 } }, { $inc: { left: -1 } });
      if (matchedCount === 0) return yield* new SoldOut({ item });
      yield* orders.insertOne({ _id: new ObjectId(), item, count: 1, tags: [], placed: new Date() });
      expectTypeOf(yield* CurrentSession).toEqualTypeOf<ClientSession | undefined>();
      return matchedCount;
    });
    const named = this.client.withSession((session) => {
      expectTypeOf(session).toEqualTypeOf<ClientSession>();
      return session.withTransaction((same) => orders.withSession(same).countDocuments());
    });
    expectTypeOf<Effect.Success<typeof named>>().toEqualTypeOf<number>();
    return this.client.transaction(work);
  }

  /** Change streams. */
  follow(): Stream.Stream<string, MongoFailure> {
    const changes = this.orders.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' });
    expectTypeOf<Stream.Success<typeof changes>>().toEqualTypeOf<ChangeStreamDocument<Order>>();
    return changes.resuming().pipe(
      Stream.retry(retrySchedule({ while: isResumable, times: Infinity })),
      Stream.map((change) => (change.operationType === 'insert' ? change.fullDocument.item : change.operationType)),
    );
  }

  /** Files, and commands of an administrator. */
  bill(name: string): Effect.Effect<[number, Document], MongoFailure> {
    const bucket = new GridFSBucket(this.db, { bucketName: 'bills' });
    const stored = Stream.run(Stream.make(Buffer.from('one tea')), bucket.upload(name, { metadata: { paid: false } }));
    const read = Effect.flatMap(stored, (id) =>
      bucket.download(id).pipe(
        Stream.runFold(
          () => 0,
          (size: number, chunk) => size + chunk.byteLength,
        ),
      ),
    );
    return Effect.all([read, this.db.admin().command({ ping: 1 })]);
  }
}

/** The subpaths: collections with a schema, and functions for `pipe`. */
export const guests = Effect.gen(function* () {
  const all = yield* Guests;
  yield* all.insertOne({ _id: 'ada', born: new Date('1815-12-10') });
  // @ts-expect-error -- decoded documents have a date
  all.insertOne({ _id: 'ada', born: '1815-12-10' });
  const early = all.find({ born: { $lt: '1900' } });
  expectTypeOf(early).toEqualTypeOf<SchemaFindCursor<typeof Guest, (typeof Guest)['Encoded']>>();
  expectTypeOf((yield* early.toArray())[0]?.born).toEqualTypeOf<Date | undefined>();
  const orders = yield* Orders;
  expectTypeOf(yield* pipe(orders, Mongo.find({ count: 1 }), Mongo.limit(3), Mongo.toArray)).toEqualTypeOf<
    WithId<Order>[]
  >();
  expectTypeOf(yield* Mongo.countDocuments(orders)).toEqualTypeOf<number>();
  const names = withSchema(orders.find().project<{ _id: string }>({ _id: 1 }), Name);
  return yield* names.pipe(
    Stream.map(({ _id }) => _id),
    Stream.runCollect,
  );
}).pipe(Effect.provide(Live));
