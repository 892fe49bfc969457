import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { FindCursor, GridFSBucket } from 'motorized/rxjs';
import { mergeMap, NEVER, type Observable, of, type Subscription, take, tap, timer } from 'rxjs';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { failureOf } from './failure.js';
import { useStage } from './stage.js';

/** The notifications that a subscriber gets, by kind. */
function observed(source: Pick<Observable<unknown>, 'subscribe'>): { seen: string[]; subscription: Subscription } {
  const seen: string[] = [];
  const subscription = source.subscribe({
    next: () => void seen.push('next'),
    error: () => void seen.push('error'),
    complete: () => void seen.push('complete'),
  });
  return { seen, subscription };
}

const TAILABLE = { tailable: true, awaitData: true };

describe('motorized/rxjs: unsubscribing leaves nothing open', () => {
  const stage = useStage('cancellation');
  beforeEach(() => stage.insert(50));

  const sources = (): Record<string, Pick<Observable<unknown>, 'subscribe'>> => ({
    find: stage.collection.find({}, { batchSize: 2 }),
    aggregate: stage.collection.aggregate([{ $match: {} }], { batchSize: 2 }),
    watch: stage.collection.watch(),
    listCollections: stage.db.listCollections(),
    listIndexes: stage.collection.listIndexes(),
    ...(has('Db.runCursorCommand') && {
      runCursorCommand: stage.db.runCursorCommand({ find: 'numbers', batchSize: 2 }),
    }),
    toArray: stage.collection.find({}, { batchSize: 2 }).toArray(),
    concatMap: stage.collection.find({}, { batchSize: 2 }).concatMap((document) => of(document)),
    count: stage.collection.find().count(),
    explain: stage.collection.find().explain(),
    findOne: stage.collection.findOne({}),
    countDocuments: stage.collection.countDocuments({}),
    command: stage.db.command({ ping: 1 }),
    insertOne: stage.collection.insertOne({ _id: 1000, n: 0 }),
  });

  it('at once', async () => {
    for (const [name, source] of Object.entries(sources())) {
      const { seen, subscription } = observed(source);
      subscription.unsubscribe();
      await stage.expectNothingOpen();
      expect(seen, name).to.deep.equal([]);
    }
  });

  it('before the reply to a command', async () => {
    for (const [name, source] of Object.entries(sources())) {
      const sent = once(stage.client, 'commandStarted').then(() => subscription.unsubscribe());
      const { seen, subscription } = observed(source);
      await sent;
      subscription.unsubscribe();
      await stage.expectNothingOpen();
      expect(seen, name).to.deep.equal([]);
    }
  });

  it('when the server is slow', async () => {
    for (const name of ['find', 'aggregate', 'watch', 'toArray', 'findOne', 'countDocuments']) {
      stage.forget();
      await stage.fail({ failCommands: ['find', 'aggregate'], blockConnection: true, blockTimeMS: 400 });
      const { seen, subscription } = observed(sources()[name] ?? expect.fail(name));
      await stage.until(() => stage.commands.length > 0);
      await sleep(20);
      subscription.unsubscribe();
      await stage.expectNothingOpen();
      expect(seen, name).to.deep.equal([]);
      const isAborted = name === 'findOne' || name === 'countDocuments';
      expect(stage.killed(), name).to.have.length(isAborted ? 0 : 1);
    }
  });

  it('at any moment of a getMore', async () => {
    const open = await stage.openCursors();
    for (let round = 0; round < 100; round += 1) {
      const { subscription } = observed(stage.collection.find({}, { batchSize: 2 }));
      await spin((round % 20) / 4);
      subscription.unsubscribe();
    }
    await stage.until(async () => (await stage.openCursors()) === open);
  });

  it('at any moment of a command that reads its own cursor', async () => {
    const raw = stage.admin.db(stage.db.databaseName);
    for (let n = 0; n < 8; n += 1) await raw.createCollection(`collection${n}`);
    const open = await stage.openCursors();
    for (let round = 0; round < 40; round += 1) {
      const { subscription } = observed(stage.db.collections({ batchSize: 2 }));
      await spin((round % 20) / 4);
      subscription.unsubscribe();
    }
    await stage.until(async () => (await stage.openCursors()) === open);
  });

  it('at any moment of a change stream', async function () {
    this.timeout(30_000);
    const open = await stage.openCursors();
    for (let round = 0; round < 200; round += 1) {
      const { subscription } = observed(stage.collection.watch([], { maxAwaitTimeMS: 5 }));
      await spin((round % 40) / 3);
      subscription.unsubscribe();
    }
    await stage.until(async () => (await stage.openCursors()) === open);
  });

  it('from a cursor whose client is unknown', async () => {
    const bucket = new GridFSBucket(stage.db, { bucketName: 'numbers' });
    await stage.admin
      .db(stage.db.databaseName)
      .collection('numbers.files')
      .insertMany(Array.from({ length: 50 }, () => ({ length: 1 })));
    for (let round = 0; round < 20; round += 1) {
      const found =
        round % 2 === 0
          ? bucket.find({}, { batchSize: 2 })
          : FindCursor.wrap(stage.collection.delegate.find({}, { batchSize: 2 }));
      const { subscription } = observed(found.concatMap(() => NEVER));
      await spin(round / 5);
      subscription.unsubscribe();
    }
  });

  it('in the middle of a batch, and reads no further', async () => {
    const seen: number[] = [];
    const subscription = stage.collection.find({}, { batchSize: 10 }).subscribe(({ n }) => {
      seen.push(n);
      if (seen.length === 15) subscription.unsubscribe();
    });
    await stage.sent('killCursors');
    expect(seen).to.have.length(15);
    await new Promise<void>((complete) =>
      stage.collection.find({}, { batchSize: 10 }).pipe(take(7)).subscribe({ complete }),
    );
    await stage.sent('killCursors', 2);
    expect(stage.commands).to.deep.equal(['find', 'getMore', 'killCursors', 'find', 'killCursors']);
  });

  it('from a tailable cursor without data', async () => {
    const { seen, subscription } = observed((await stage.capped()).find({}, TAILABLE));
    await stage.sent('getMore');
    subscription.unsubscribe();
    await stage.sent('killCursors');
    expect(seen).to.deep.equal(['next']);
  });

  it('from an idle change stream', async () => {
    const { seen, subscription } = observed(stage.collection.watch());
    await stage.sent('getMore');
    await sleep(20);
    subscription.unsubscribe();
    await stage.sent('killCursors');
    await stage.raw.insertOne({ _id: 100, n: 100 });
    await sleep(50);
    expect(seen).to.deep.equal([]);
  });

  it('from a change stream that is being resumed', async () => {
    for (const delay of [0, 2, 5, 10, 20]) {
      stage.forget();
      const { seen, subscription } = observed(stage.collection.watch([], { maxAwaitTimeMS: 50 }));
      await stage.sent('getMore');
      await stage.fail({ failCommands: ['getMore'], errorCode: 43, errorLabels: ['ResumableChangeStreamError'] });
      await stage.sent('aggregate', 2).catch(() => {});
      await sleep(delay);
      subscription.unsubscribe();
      await stage.expectNothingOpen();
      expect(seen).to.deep.equal([]);
    }
  });

  it('from a change stream right when its cursor fails', async () => {
    for (const delay of [0, 1, 2, 3, 5]) {
      stage.forget();
      const { subscription } = observed(stage.collection.watch([], { maxAwaitTimeMS: 50 }));
      let isFailed = false;
      stage.client.once('commandFailed', () => (isFailed = true));
      await stage.sent('getMore');
      await stage.fail({ failCommands: ['getMore'], errorCode: 43, errorLabels: ['ResumableChangeStreamError'] });
      await stage.until(() => isFailed);
      await sleep(delay);
      subscription.unsubscribe();
      await stage.expectNothingOpen();
    }
  });

  it('twice in a row, from two subscriptions', async () => {
    const found = stage.collection.find({}, { batchSize: 2 });
    const both = [observed(found), observed(found)];
    await stage.sent('find', 2);
    for (const { subscription } of both) subscription.unsubscribe();
    for (const { subscription } of both) subscription.unsubscribe();
    await stage.sent('killCursors', 2);
  });

  it('a thousand times', async function () {
    this.timeout(100_000);
    const batches = stage.collection.find({}, { batchSize: 2 });
    for (let round = 0; round < 1000; round += 1) {
      const { subscription } = observed(batches.pipe(take(1 + (round % 3))));
      if (round % 4 === 0) subscription.unsubscribe();
      if (round % 50 === 0) await sleep(1);
    }
    await stage.expectNothingOpen(40_000);
    for (let round = 0; round < 1000; round += 1) observed(stage.collection.watch()).subscription.unsubscribe();
    await stage.expectNothingOpen(40_000);
  });

  it('when the client is closed right afterwards', async () => {
    const { client } = stage;
    const found = observed(stage.collection.find({}, { batchSize: 2 }).concatMap(() => timer(1000)));
    const stream = observed(stage.collection.watch());
    await stage.sent('find');
    await stage.sent('getMore');
    const unanswered = observed(stage.collection.find({}, { batchSize: 2 }));
    await stage.sent('find', 2);
    for (const { subscription } of [found, stream, unanswered]) subscription.unsubscribe();
    await new Promise<void>((complete) => client.close().subscribe({ complete }));
    expect(stage.killed()).to.have.length(3);
    expect(stage.commands.at(-1)).to.equal('endSessions');
  });

  it('also through a handle, an iterator and an operator', async () => {
    const iterator = stage.collection.watch()[Symbol.asyncIterator]();
    const pending = iterator.next();
    await stage.sent('getMore');
    expect(await iterator.return()).to.deep.equal({ done: true, value: undefined });
    expect(await pending).to.deep.equal({ done: true, value: undefined });
    expect(await iterator.next()).to.deep.equal({ done: true, value: undefined });
    const stepped = stage.collection
      .find({}, { batchSize: 2 })
      .open()
      .pipe(
        mergeMap((run) => run.next()),
        take(1),
      );
    await new Promise<void>((complete) => stepped.subscribe({ complete }));
    const failure = new Error('thrown by the program');
    const thrown = stage.collection.find({}, { batchSize: 2 }).pipe(
      tap(() => {
        throw failure;
      }),
    );
    expect(await failureOf(thrown)).to.equal(failure);
    await stage.sent('killCursors', 3);
  });
});

describe("motorized/rxjs: the user's own signal", function () {
  needs(this, 'Collection.find(signal)');
  const stage = useStage('signals');
  beforeEach(() => stage.insert(50));
  const reason = new Error('the user has changed their mind');

  it('ends a command, a run or an open handle with its reason', async () => {
    const kinds = (signal: AbortSignal) => [
      stage.collection.findOne({}, { signal }),
      stage.collection.countDocuments({}, { signal }),
      stage.db.command({ ping: 1 }, { signal }),
      stage.collection.find({}, { signal, batchSize: 2 }),
      stage.collection.find({}, { signal, batchSize: 2 }).toArray(),
      stage.collection.aggregate([], { signal, cursor: { batchSize: 2 } }),
      stage.db.listCollections({}, { signal }),
      stage.collection.find({}, { signal }).open(),
    ];
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const controller = new AbortController();
      const failing = failureOf(kinds(controller.signal)[at] ?? expect.fail());
      controller.abort(reason);
      expect(await failing, String(at)).to.equal(reason);
    }
    stage.forget();
    for (const source of kinds(AbortSignal.abort(reason))) expect(await failureOf(source)).to.equal(reason);
    expect(stage.commands).to.deep.equal([]);
  });

  it('ends a run in the middle, also an iteration', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const seen: number[] = [];
    const failing = failureOf(
      stage.collection.find({}, { signal, batchSize: 10 }).pipe(
        tap(({ n }) => {
          seen.push(n);
          if (seen.length === 15) controller.abort(reason);
        }),
      ),
    );
    expect(await failing).to.equal(reason);
    expect(seen).to.have.length(15);
    const other = new AbortController();
    const iterator = stage.collection.find({}, { signal: other.signal, batchSize: 10 })[Symbol.asyncIterator]();
    await iterator.next();
    other.abort(reason);
    expect(await iterator.next().catch((error: unknown) => error)).to.equal(reason);
    expect(await iterator.next()).to.include({ done: true });
    await stage.sent('killCursors', 2);
  });

  it('has no listeners left after the end', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => ((listeners += 1), add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => ((listeners -= 1), remove(...args));
    const ended = (source: Observable<unknown>) => new Promise<void>((complete) => source.subscribe({ complete }));
    await ended(stage.collection.findOne({}, { signal }));
    await ended(stage.collection.find({}, { signal }).asObservable());
    stage.collection.find({}, { signal }).subscribe().unsubscribe();
    for await (const _ of stage.collection.find({}, { signal })) break;
    // A run may still be closing after it is unsubscribed from.
    await stage.until(() => listeners === 0);
  });
});

/** Waits for fractions of a millisecond, for which a timer is too coarse. */
async function spin(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await new Promise((turn) => setImmediate(turn));
}
