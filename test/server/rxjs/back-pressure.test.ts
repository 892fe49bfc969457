import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import {
  concatMap,
  defer,
  lastValueFrom,
  map,
  type Observable,
  of,
  range,
  Subject,
  take,
  takeUntil,
  throwError,
  timer,
  toArray,
} from 'rxjs';

import { failureOf } from './failure.js';
import { useStage } from './stage.js';

describe('motorized/rxjs: back-pressure', () => {
  const stage = useStage('pressure');
  beforeEach(() => stage.insert(20));

  it("is missing with RxJS's concatMap, which reads the whole result", async () => {
    const cursor = stage.collection.find({}, { batchSize: 5 });
    const subscription = cursor.pipe(concatMap(() => timer(60_000))).subscribe();
    await stage.sent('getMore', 4);
    subscription.unsubscribe();
  });

  it("comes with a cursor's concatMap, which fetches a batch when the previous one is done", async () => {
    const batchesAt: number[] = [];
    const worked = stage.collection
      .find({}, { batchSize: 5 })
      .sort({ n: 1 })
      .concatMap(({ n }, index) => timer(2).pipe(map(() => (batchesAt.push(stage.commands.length), n * 100 + index))));
    expect(await lastValueFrom(worked.pipe(toArray()))).to.deep.equal(Array.from({ length: 20 }, (_, n) => n * 101));
    expect(batchesAt).to.deep.equal([1, 2, 3, 4].flatMap((batches) => Array.from({ length: 5 }, () => batches)));
  });

  it('keeps nothing of documents that are done', async () => {
    const inner = range(0, 3);
    const all = stage.collection.find({}, { batchSize: 5 }).concatMap(() => inner);
    expect(await lastValueFrom(all.pipe(toArray()))).to.have.length(60);
    const source = stage.collection.find().concatMap(() => of(1));
    await new Promise<void>((resolve, reject) => {
      const subscription = source.subscribe({
        // If each inner Observable left a finalizer behind, the subscription would grow with each document.
        next: () => teardowns.push((subscription as unknown as { _finalizers?: unknown[] })._finalizers?.length ?? 0),
        error: reject,
        complete: resolve,
      });
      const teardowns: number[] = [];
      subscription.add(() => {
        try {
          expect(Math.max(...teardowns)).to.be.lessThan(10);
        } catch (error) {
          reject(error);
        }
      });
    });
  });

  it('also slows down a change stream', async () => {
    const seen: number[] = [];
    const working = stage.collection.watch().concatMap((change) => timer(20).pipe(map(() => change)));
    const done = lastValueFrom(working.pipe(take(3), toArray()));
    await stage.sent('getMore');
    for (const n of [100, 101, 102, 103]) await stage.raw.insertOne({ _id: n, n });
    for (const change of await done) if ('documentKey' in change) seen.push(change.documentKey?._id);
    expect(seen).to.deep.equal([100, 101, 102]);
  });

  it('ends with the first error of the cursor or of an inner Observable, and with the subscription', async () => {
    const failure = new Error('thrown by the program');
    const cursor = stage.collection.find({}, { batchSize: 5 }).sort({ n: 1 });
    expect(await failureOf(cursor.concatMap(({ n }) => (n === 7 ? throwError(() => failure) : of(n))))).to.equal(
      failure,
    );
    expect(
      await failureOf(
        cursor.concatMap(() => {
          throw failure;
        }),
      ),
    ).to.equal(failure);
    expect(await lastValueFrom(cursor.concatMap(() => range(0, 1e9)).pipe(take(3), toArray()))).to.deep.equal([
      0, 1, 2,
    ]);
    await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
    expect(await failureOf(cursor.concatMap(({ n }) => of(n)))).to.include({ code: 1 });
    let worked = 0;
    const subscription = cursor.concatMap(() => timer(5).pipe(map(() => (worked += 1)))).subscribe();
    await stage.until(() => worked === 2);
    subscription.unsubscribe();
    await sleep(30);
    expect(worked).to.equal(2);
  });

  it('does not subscribe to an inner Observable if creating it has ended the subscription', async () => {
    const stop = new Subject<void>();
    let subscribed = 0;
    const project = (): Observable<number> => {
      stop.next();
      return defer(() => of((subscribed += 1)));
    };
    const worked = stage.collection.find().concatMap(project).pipe(takeUntil(stop));
    expect(await lastValueFrom(worked, { defaultValue: 0 })).to.equal(0);
    await sleep(5);
    expect(subscribed).to.equal(0);
  });

  it('always comes with `for await`', async () => {
    for await (const { n } of stage.collection.find({}, { batchSize: 5 }).sort({ n: 1 })) {
      expect(stage.commands).to.have.length(1 + Math.floor(n / 5));
    }
  });
});
