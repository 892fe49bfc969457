import type { Collection, MongoClient } from 'motorized/rxjs';
import {
  concat,
  distinctUntilChanged,
  map,
  type Observable,
  of,
  ReplaySubject,
  retry,
  share,
  switchMap,
  throttleTime,
  timer,
  toArray,
} from 'rxjs';

export interface Order {
  readonly article: string;
  readonly quantity: number;
  readonly price: number;
}

/** What is sold of an article. */
export interface Sale {
  readonly article: string;
  readonly sold: number;
  readonly revenue: number;
}

/** Between two looks at the orders, in milliseconds: a page is no faster than its reader. */
const PAUSE_MS = 100;
const RETRY_MS = 1000;

export function ordersOf(client: MongoClient): Collection<Order> {
  return client.db('motorized_example_dashboard').collection<Order>('orders');
}

/** What is sold by now, the most first. */
export function salesOf(orders: Collection<Order>): Observable<readonly Sale[]> {
  const revenue = { $sum: { $multiply: ['$quantity', '$price'] } };
  return orders
    .aggregate<{ _id: string; sold: number; revenue: number }>([
      { $group: { _id: '$article', sold: { $sum: '$quantity' }, revenue } },
      { $sort: { revenue: -1, _id: 1 } },
    ])
    .pipe(
      map(({ _id, ...sale }) => ({ article: _id, ...sale })),
      toArray(),
    );
}

/**
 * What is sold, now and after every change. It is one run for all who listen: a late one gets the last value at once, and when
 * nobody listens any more the change stream is closed.
 */
export function liveSales(client: MongoClient): Observable<readonly Sale[]> {
  const orders = ordersOf(client);
  // The stream starts at a time before the first look at the orders: what is sold between the two is not missed.
  const changes = client
    .db('admin')
    .command({ ping: 1 })
    .pipe(
      switchMap(({ operationTime }) => {
        const options = operationTime === undefined ? {} : { startAtOperationTime: operationTime };
        const changed = orders.watch([], options).resuming();
        return concat(of('now'), changed.pipe(retry({ delay: () => timer(RETRY_MS) })));
      }),
    );
  return changes.pipe(
    throttleTime(PAUSE_MS, undefined, { leading: true, trailing: true }),
    switchMap(() => salesOf(orders)),
    distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
    share({ connector: () => new ReplaySubject(1) }),
  );
}
