import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import type { ChangeStreamDocument } from 'mongodb';
import type { ChangeStream } from 'motorized/rxjs';
import { lastValueFrom, map, retry, type Subscription, take, tap, timer, toArray } from 'rxjs';

import { failureOf } from './failure.js';
import { type Numbered, useStage } from './stage.js';

const keyOf = (change: ChangeStreamDocument): number =>
  'documentKey' in change ? Number(change.documentKey?._id) : NaN;

describe('motorized/rxjs: change streams that resume', () => {
  const stage = useStage('resuming');
  const watched = (): ChangeStream<Numbered, ChangeStreamDocument<Numbered>> =>
    stage.collection.watch([], { maxAwaitTimeMS: 20 });
  const insert = (n: number) => stage.raw.insertOne({ _id: n, n });
  beforeEach(() => stage.insert(1));

  it('lose and repeat nothing when the stream fails and is retried', async () => {
    const seen: number[] = [];
    let failures = 0;
    const subscription = watched()
      .resuming()
      .pipe(retry({ delay: () => ((failures += 1), timer(1)) }))
      .subscribe((change) => seen.push(keyOf(change)));
    await stage.sent('getMore');
    for (let n = 1; n <= 60; n += 1) {
      if (n % 10 === 0) await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
      if (n % 20 === 5) await stage.fail({ failCommands: ['aggregate', 'getMore'], errorCode: 1 }, { times: 2 });
      await insert(n);
      await sleep(n % 7);
    }
    await stage.until(() => seen.length >= 60);
    subscription.unsubscribe();
    expect(seen).to.deep.equal(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(failures).to.be.greaterThan(5);
  });

  it('lose no change between two runs, even if the first has seen none', async () => {
    const resuming = watched().resuming();
    const first = resuming.subscribe();
    await stage.sent('getMore', 2);
    await sleep(50);
    first.unsubscribe();
    await insert(1);
    expect(await lastValueFrom(resuming.pipe(map(keyOf), take(1)))).to.equal(1);
    await insert(2);
    expect(await lastValueFrom(resuming.pipe(map(keyOf), take(1)))).to.equal(2);
  });

  it('continue after the last change that was taken, also in the middle of a batch', async () => {
    const resuming = watched().resuming();
    const none = resuming.subscribe();
    await stage.sent('getMore', 2);
    await sleep(50);
    none.unsubscribe();
    for (let n = 1; n <= 6; n += 1) await insert(n);
    for (const expected of [
      [1, 2],
      [3, 4],
      [5, 6],
    ])
      expect(await lastValueFrom(resuming.pipe(map(keyOf), take(2), toArray()))).to.deep.equal(expected);
  });

  it('count a change as delivered even if a later operator fails on it', async () => {
    const failure = new Error('thrown by the program');
    let isFailing = true;
    const resuming = watched()
      .resuming()
      .pipe(
        map(keyOf),
        tap((key) => {
          if (key !== 2 || !isFailing) return;
          isFailing = false;
          throw failure;
        }),
        retry(1),
        take(2),
        toArray(),
      );
    const done = lastValueFrom(resuming);
    await stage.sent('getMore');
    for (const n of [1, 2, 3]) await insert(n);
    expect(await done).to.deep.equal([1, 3]);
  });

  it("start at the user's token the first time", async () => {
    const tokens: unknown[] = [];
    const run = watched().pipe(
      tap((change) => tokens.push(change._id)),
      take(2),
      toArray(),
    );
    const seen = lastValueFrom(run);
    await stage.sent('getMore');
    for (const n of [1, 2, 3]) await insert(n);
    await seen;
    const resuming = stage.collection.watch([], { resumeAfter: tokens[0] as object }).resuming();
    expect(await lastValueFrom(resuming.pipe(map(keyOf), take(1)))).to.equal(2);
    expect(await lastValueFrom(resuming.pipe(map(keyOf), take(1)))).to.equal(3);
  });

  it('are independent of each other, and of the stream that does not resume', async () => {
    const stream = watched();
    const [one, two] = [stream.resuming(), stream.resuming()];
    const took = lastValueFrom(one.pipe(map(keyOf), take(1)));
    await stage.sent('getMore');
    await insert(1);
    await took;
    const later: number[] = [];
    const subscriptions: Subscription[] = [two, stream].map((each) =>
      each.subscribe((change) => later.push(keyOf(change))),
    );
    await stage.until(() => stage.commands.filter((name) => name === 'aggregate').length === 3);
    await sleep(50);
    expect(later).to.deep.equal([]);
    for (const subscription of subscriptions) subscription.unsubscribe();
  });

  it('fail with their error if nobody retries', async () => {
    const failing = failureOf(watched().resuming());
    await stage.sent('getMore');
    await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
    expect(await failing).to.include({ code: 1 });
  });
});
