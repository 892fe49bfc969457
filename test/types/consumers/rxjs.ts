/** A user's shop with `motorized/rxjs`, compiled with every TypeScript and RxJS that the README promises. */
import { expectTypeOf } from 'expect-type';
import * as driver from 'mongodb';
import {
  type AbstractCursorRun,
  type AggregationCursor,
  type AnyBulkWriteOperation,
  type BulkWriteResult,
  type ChangeStreamDocument,
  ClientSession,
  Collection,
  type CommandStartedEvent,
  Db,
  type Document,
  type Filter,
  FindCursor,
  type FindOptions,
  GridFSBucket,
  type ModifyResult,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
  ObjectId,
  type UpdateFilter,
  type UpdateResult,
  type WithId,
} from 'motorized/rxjs';
import {
  catchError,
  combineLatest,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  firstValueFrom,
  forkJoin,
  from,
  ignoreElements,
  lastValueFrom,
  map,
  mergeMap,
  Observable,
  of,
  retry,
  Subject,
  type Subscription,
  switchMap,
  take,
  takeUntil,
  throwError,
  toArray,
} from 'rxjs';

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

const SETTINGS: MongoClientOptions = { appName: 'shop', monitorCommands: true };

/** Clients, databases and collections with their own types, and wrappers of the driver's objects. */
export class Shop {
  readonly client: MongoClient = new MongoClient('mongodb://localhost:27017', SETTINGS);
  readonly db: Db = this.client.db('shop');
  readonly orders: Collection<Order> = this.db.collection<Order>('orders');
  readonly stock: Collection<Stock> = this.db.collection('stock', { ignoreUndefined: true });
  readonly #closing = new Subject<void>();

  constructor() {
    expectTypeOf(this.client.events('commandStarted')).toEqualTypeOf<Observable<CommandStartedEvent>>();
    this.client
      .events('commandStarted')
      .pipe(takeUntil(this.#closing))
      .subscribe(({ commandName }) => console.log(commandName));
    expectTypeOf(MongoClient.wrap(new driver.MongoClient('mongodb://a'))).toEqualTypeOf<MongoClient>();
    expectTypeOf(this.orders.delegate).toEqualTypeOf<driver.Collection<Order>>();
  }

  static first(url: string): Observable<WithId<Order>> {
    expectTypeOf(MongoClient.connect(url, SETTINGS)).toEqualTypeOf<Observable<MongoClient>>();
    return MongoClient.using(url, SETTINGS, (client) => client.db().collection<Order>('orders').find().limit(1));
  }

  prepare(): Observable<string[]> {
    const created = this.db.createCollection<Stock>('stock');
    expectTypeOf(created).toEqualTypeOf<Observable<Collection<Stock>>>();
    return created.pipe(switchMap(() => this.orders.createIndexes([{ key: { item: 1 } }, { key: { placed: -1 } }])));
  }

  place(item: string): Observable<ObjectId> {
    const fresh = (): Order => ({ _id: new ObjectId(), item, count: 1, tags: [], placed: new Date() });
    return defer(() => this.orders.insertOne(fresh(), { comment: 'one' })).pipe(
      map(({ insertedId }) => insertedId),
      catchError((error: unknown) =>
        error instanceof MongoServerError && error.code === 11000 ? EMPTY : throwError(() => error),
      ),
    );
  }

  /** Overloads: with and without a filter, options, documents with another type, metadata. */
  change(item: string): Observable<[number, number[]]> {
    const those: Filter<Order> = { item, count: { $gt: 0 }, $or: [{ tags: 'new' }] };
    const update: UpdateFilter<Order> = { $inc: { count: 1 }, $addToSet: { tags: 'seen' } };
    expectTypeOf(this.orders.findOne(those)).toEqualTypeOf<Observable<WithId<Order> | null>>();
    expectTypeOf(this.orders.findOne<{ count: number }>(those)).toEqualTypeOf<Observable<{ count: number } | null>>();
    expectTypeOf(this.orders.updateMany(those, [{ $set: { count: 0 } }])).toEqualTypeOf<
      Observable<UpdateResult<Order>>
    >();
    expectTypeOf(this.orders.findOneAndUpdate(those, update, { includeResultMetadata: true })).toEqualTypeOf<
      Observable<ModifyResult<Order>>
    >();
    expectTypeOf(this.orders.rename('old orders')).toEqualTypeOf<Observable<Collection>>();
    // @ts-expect-error -- a count is not a text
    this.orders.updateOne(those, { $set: { count: 'many' } });
    // @ts-expect-error -- an Observable is not a promise
    void this.orders.deleteMany(those).then;
    const counted = combineLatest([this.orders.countDocuments(those), this.orders.distinct('count', those)]);
    expectTypeOf(counted).toEqualTypeOf<Observable<[number, number[]]>>();
    return counted;
  }

  /** Recipes: builders, operators, handles, loops, and wrapped cursors. */
  list(limit: number): Observable<string[]> {
    const options: FindOptions = { limit, batchSize: 10 };
    const cursor = this.orders.find({}, options).sort({ placed: -1 }).hint('by item');
    expectTypeOf(cursor).toEqualTypeOf<FindCursor<WithId<Order>>>();
    expectTypeOf(from(cursor)).toEqualTypeOf<Observable<WithId<Order>>>();
    expectTypeOf(cursor.map(({ item }) => item).toArray()).toEqualTypeOf<Observable<string[]>>();
    expectTypeOf(cursor.concatMap(({ _id }) => this.orders.deleteOne({ _id }))).toEqualTypeOf<
      Observable<driver.DeleteResult>
    >();
    expectTypeOf(cursor.open()).toEqualTypeOf<Observable<AbstractCursorRun<WithId<Order>>>>();
    const stepped = cursor.open().pipe(concatMap((run) => concat(run.next(), run.next())));
    expectTypeOf(stepped).toEqualTypeOf<Observable<WithId<Order> | null>>();
    const subscription: Subscription = cursor.subscribe({
      next: ({ count }) => console.log(count),
      error: console.error,
    });
    subscription.unsubscribe();
    return cursor.pipe(
      filter(({ count }) => count > 2),
      map(({ item }) => item),
      take(limit),
      toArray(),
    );
  }

  async loop(): Promise<number> {
    const groups: AggregationCursor<{ _id: string; sum: number }> = this.orders
      .aggregate<{ _id: string; sum: number }>([{ $match: { count: { $gt: 1 } } }])
      .group({ _id: '$item', sum: { $sum: '$count' } });
    let all = 0;
    for await (const { sum } of groups) all += sum;
    const names = await lastValueFrom(
      this.db.listCollections({}, { nameOnly: true }).pipe(
        map(({ name }) => name),
        toArray(),
      ),
    );
    expectTypeOf(names).toEqualTypeOf<string[]>();
    return all + (await firstValueFrom(this.orders.find().count()));
  }

  /** The three kinds of bulk operations. */
  stockUp(all: readonly Stock[]): Observable<BulkWriteResult> {
    const writes: AnyBulkWriteOperation<Stock>[] = all.map((document) => ({ insertOne: { document } }));
    const bulk = this.stock.initializeUnorderedBulkOp();
    for (const { _id, left } of all) bulk.find({ _id }).upsert().updateOne({ $set: { left } });
    const ofClient = this.client.bulkWrite([{ namespace: 'shop.stock', name: 'deleteMany', filter: { left: 0 } }]);
    expectTypeOf(ofClient).toEqualTypeOf<Observable<driver.ClientBulkWriteResult>>();
    return concat(this.stock.bulkWrite(writes, { ordered: false }), bulk.execute());
  }

  /** Sessions and transactions, which emit the last value of their function's Observable. */
  sell(item: string): Observable<number> {
    const sold = this.client.withSession({ causalConsistency: true }, (session) => {
      expectTypeOf(session).toEqualTypeOf<ClientSession>();
      return session.withTransaction(
        (same) => {
          const taken = this.stock.withSession(same).updateOne({ _id: item }, { $inc: { left: -1 } });
          const order: Order = { _id: new ObjectId(), item, count: 1, tags: [], placed: new Date() };
          return taken.pipe(
            mergeMap(({ matchedCount }) =>
              this.orders.insertOne(order, { session: same }).pipe(map(() => matchedCount)),
            ),
          );
        },
        { writeConcern: { w: 'majority' } },
      );
    });
    expectTypeOf(sold).toEqualTypeOf<Observable<number>>();
    return sold.pipe(retry({ count: 2, delay: 10 }));
  }

  /** Change streams. */
  follow(): Observable<string> {
    const changes = this.orders.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' });
    expectTypeOf(changes.resuming()).toEqualTypeOf<Observable<ChangeStreamDocument<Order>>>();
    const tokens = changes.open().pipe(switchMap((run) => run.events('resumeTokenChanged')));
    expectTypeOf(tokens).toEqualTypeOf<Observable<driver.ResumeToken>>();
    return changes.resuming().pipe(
      retry(),
      map((change) => (change.operationType === 'insert' ? change.fullDocument.item : change.operationType)),
    );
  }

  /** Files, and commands of an administrator. */
  bill(name: string): Observable<[string, Document]> {
    const bucket = new GridFSBucket(this.db, { bucketName: 'bills' });
    const upload = bucket.openUploadStream(name, { metadata: { paid: false } });
    const stored = upload.writeAll(of(Buffer.from('one '), Buffer.from('tea'))).pipe(ignoreElements());
    const read = bucket
      .openDownloadStreamByName(name)
      .asObservable()
      .pipe(map((chunk) => Buffer.from(chunk).toString('utf8')));
    const paid = concat(stored, bucket.rename(upload.id, `${name} (old)`).pipe(ignoreElements()), read);
    expectTypeOf(paid).toEqualTypeOf<Observable<string>>();
    this.#closing.next();
    return forkJoin([paid, this.db.admin().command({ ping: 1 })]);
  }
}
