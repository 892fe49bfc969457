import * as Data from 'effect/Data';
import * as Effect from 'effect/Effect';
import * as Layer from 'effect/Layer';
import * as Stream from 'effect/Stream';
import { Collection, Db, DefaultClient, isResumable, type ObjectId, retrySchedule } from 'motorized/effect';

export interface Article {
  readonly _id: string;
  readonly left: number;
}

export interface Order {
  readonly _id?: ObjectId;
  readonly article: string;
  readonly quantity: number;
}

export class Shop extends Db.Service<Shop>()('example/Shop', { name: 'motorized_example_effect' }) {}
export class Stock extends Collection.Service<Stock, Article>()('example/Stock', { name: 'stock', db: Shop }) {}
export class Orders extends Collection.Service<Orders, Order>()('example/Orders', { name: 'orders', db: Shop }) {}

export class SoldOut extends Data.TaggedError('SoldOut')<{ readonly article: string }> {}

/** Puts articles on the shelf. */
export const deliver = (article: string, quantity: number) =>
  Effect.gen(function* () {
    const stock = yield* Stock;
    yield* stock.updateOne({ _id: article }, { $inc: { left: quantity } }, { upsert: true });
  });

/** The order and what it takes from the stock, or neither: a `SoldOut` aborts the transaction. */
export const place = (article: string, quantity: number) =>
  Effect.gen(function* () {
    const [client, stock, orders] = yield* Effect.all([DefaultClient, Stock, Orders]);
    const placing = Effect.gen(function* () {
      // Made anew in each run, of which a transaction may have several: the driver writes the `_id` into the document.
      const { insertedId } = yield* orders.insertOne({ article, quantity });
      const taken = { _id: article, left: { $gte: quantity } };
      const { matchedCount } = yield* stock.updateOne(taken, { $inc: { left: -quantity } });
      if (matchedCount === 0) return yield* new SoldOut({ article });
      return insertedId;
    });
    return yield* client.transaction(placing, { writeConcern: { w: 'majority' } });
  });

/** All orders, the oldest first. */
export const placed = Effect.flatMap(Orders, (orders) => orders.find().sort({ _id: 1 }).toArray());

/** Ships what is ordered from now on. It goes on after an error, behind the last order that was shipped. */
const shipping = Effect.gen(function* () {
  const [shop, orders] = yield* Effect.all([Shop, Orders]);
  // Where the stream starts: what is ordered before it is open on the server is not missed.
  const { operationTime } = yield* shop.command({ ping: 1 });
  const inserted = orders.watch([{ $match: { operationType: 'insert' } }], { startAtOperationTime: operationTime });
  const orderly = inserted.resuming().pipe(Stream.retry(retrySchedule({ while: isResumable, times: Infinity })));
  const shipped = Stream.runForEach(orderly, (change) =>
    change.operationType === 'insert'
      ? Effect.log(`shipping ${change.fullDocument.quantity} of ${change.fullDocument.article}`)
      : Effect.void,
  );
  yield* Effect.forkScoped(Effect.tapCause(shipped, (cause) => Effect.logError('no longer shipping', cause)));
});

/** Ships as long as the application runs. */
export const Shipping = Layer.effectDiscard(shipping);
