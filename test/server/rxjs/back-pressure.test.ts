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

  it("is not what RxJS's own concatMap has: it lets the whole result in", async () => {
    const cursor = stage.collection.find({}, { batchSize: 5 });
    const subscription = cursor.pipe(concatMap(() => timer(60_000))).subscribe();
    await stage.sent('getMore', 4);
    subscription.unsubscribe();
  });

  it('is what concatMap of a cursor has: a batch is fetched when the one before it has been worked off', async () => {
    const batchesAt: number[] = [];
    const worked = stage.collection
      .find({}, { batchSize: 5 })
      .sort({ n: 1 })
      .concatMap(({ n }, index) => timer(2).pipe(map(() => (batchesAt.push(stage.commands.length), n * 100 + index))));
    expect(await lastValueFrom(worked.pipe(toArray()))).to.deep.equal(Array.from({ length: 20 }, (_, n) => n * 101));
    expect(batchesAt).to.deep.equal([1, 2, 3, 4].flatMap((batches) => Array.from({ length: 5 }, () => batches)));
  });

  it('holds on to nothing of the documents that have been worked off', async () => {
    const inner = range(0, 3);
    const all = stage.collection.find({}, { batchSize: 5 }).concatMap(() => inner);
    expect(await lastValueFrom(all.pipe(toArray()))).to.have.length(60);
    const source = stage.collection.find().concatMap(() => of(1));
    await new Promise<void>((resolve, reject) => {
      const subscription = source.subscribe({
        // Where each inner Observable left something at the subscription, it would grow with each document.
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

  it('holds a change stream back as well', async () => {
    const seen: number[] = [];
    const working = stage.collection.watch().concatMap((change) => timer(20).pipe(map(() => change)));
    const done = lastValueFrom(working.pipe(take(3), toArray()));
    await stage.sent('getMore');
    for (const n of [100, 101, 102, 103]) await stage.raw.insertOne({ _id: n, n });
    for (const change of await done) if ('documentKey' in change) seen.push(change.documentKey?._id);
    expect(seen).to.deep.equal([100, 101, 102]);
  });

  it('ends with the first error, of whichever of the two, and with the subscription', async () => {
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

  it('subscribes to nothing after what a document is projected to has ended the subscription', async () => {
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

  it('is what `for await` has anyway', async () => {
    for await (const { n } of stage.collection.find({}, { batchSize: 5 }).sort({ n: 1 })) {
      expect(stage.commands).to.have.length(1 + Math.floor(n / 5));
    }
  });
});
