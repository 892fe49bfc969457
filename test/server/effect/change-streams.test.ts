import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Fiber from 'effect/Fiber';
import * as Schedule from 'effect/Schedule';
import * as Stream from 'effect/Stream';
import type { ChangeStreamDocument } from 'mongodb';
import type { ChangeStream } from 'motorized/effect';

import { openedBy } from '../../../codegen/conformance/stage/opened.js';
import { needs } from '../../support/release/needs.js';
import { failureOf, interrupt, type Numbered, useStage } from './stage.js';

type Change = ChangeStreamDocument<Numbered>;

const keyOf = (change: Change): number => ('documentKey' in change ? change.documentKey._id : NaN);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('motorized/effect: change streams that resume', () => {
  const stage = useStage('resuming');
  const run = Effect.runPromise;
  const watched = (): ChangeStream<Numbered, Change> => stage.collection.watch([], { maxAwaitTimeMS: 20 });
  const insert = (n: number) => stage.raw.insertOne({ _id: n, n });
  const collected = <E>(stream: Stream.Stream<Change, E>, count: number) =>
    stream.pipe(Stream.map(keyOf), Stream.take(count), Stream.runCollect);
  beforeEach(() => stage.insert(1));

  /** Runs a Stream until it has a resume token from the server, and ends it without a change. */
  const lookAround = async (resuming: Stream.Stream<Change, unknown>): Promise<void> => {
    const first = stage.fork(Stream.runDrain(resuming));
    await stage.sent('getMore', 2);
    await sleep(50);
    await interrupt(first);
  };

  it('lose and repeat nothing when the server fails them and they are retried', async () => {
    const seen: number[] = [];
    let failures = 0;
    const fiber = stage.fork(
      watched()
        .resuming()
        .pipe(
          Stream.tapError(() => Effect.sync(() => (failures += 1))),
          Stream.retry(Schedule.spaced(1)),
          Stream.runForEach((change) => Effect.sync(() => void seen.push(keyOf(change)))),
        ),
    );
    await stage.sent('getMore');
    for (let n = 1; n <= 60; n += 1) {
      if (n % 10 === 0) await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
      if (n % 20 === 5) await stage.fail({ failCommands: ['aggregate', 'getMore'], errorCode: 1 }, { times: 2 });
      if (n % 20 === 15) await stage.fail({ failCommands: ['getMore'], closeConnection: true }, { times: 3 });
      await insert(n);
      await sleep(n % 7);
    }
    await stage.until(() => seen.length >= 60);
    await interrupt(fiber);
    expect(seen).to.deep.equal(upTo(60));
    expect(failures).to.be.greaterThan(5);
  });

  it('lose and repeat nothing when their cursor is killed', async () => {
    const seen: number[] = [];
    const fiber = stage.fork(
      watched()
        .resuming()
        .pipe(
          Stream.retry(Schedule.spaced(1)),
          Stream.runForEach((change) => Effect.sync(() => void seen.push(keyOf(change)))),
        ),
    );
    for (let n = 1; n <= 30; n += 1) {
      await stage.until(() => stage.commands.at(-1) === 'getMore');
      const cursor = stage.started.at(-1)?.command['getMore'];
      if (n % 5 === 0) await stage.rawDb.command({ killCursors: 'numbers', cursors: [cursor] });
      await insert(n);
      await stage.until(() => seen.length >= n);
    }
    await interrupt(fiber);
    expect(seen).to.deep.equal(upTo(30));
  });

  it('lose no change between two runs, even if the first has seen none', async () => {
    const resuming = watched().resuming();
    await lookAround(resuming);
    await insert(1);
    expect(await run(collected(resuming, 1))).to.deep.equal([1]);
    await insert(2);
    expect(await run(collected(resuming, 1))).to.deep.equal([2]);
  });

  it('continue after the last change that was taken, also in the middle of a batch', async () => {
    const resuming = watched().resuming();
    await lookAround(resuming);
    for (let n = 1; n <= 6; n += 1) await insert(n);
    for (const expected of [
      [1, 2],
      [3, 4],
      [5, 6],
    ])
      expect(await run(collected(resuming, 2))).to.deep.equal(expected);
  });

  it('repeat the change whose work failed, and no other', async () => {
    let isFailing = true;
    const worked: number[] = [];
    const work = (change: Change) =>
      Effect.suspend(() => {
        const key = keyOf(change);
        worked.push(key);
        const fails = key === 2 && isFailing;
        if (fails) isFailing = false;
        return fails ? Effect.fail('no') : Effect.succeed(key);
      });
    const fiber = stage.fork(
      watched()
        .resuming()
        .pipe(Stream.mapEffect(work), Stream.retry(Schedule.spaced(1)), Stream.take(4), Stream.runCollect),
    );
    await stage.sent('getMore');
    for (const n of upTo(4)) await insert(n);
    expect(await run(Fiber.join(fiber))).to.deep.equal(upTo(4));
    expect(worked).to.deep.equal([1, 2, 2, 3, 4]);
  });

  it('lose no change if they are interrupted during its work', async () => {
    const seen: number[] = [];
    const resuming = watched().resuming();
    const work = Stream.runForEach(resuming, (change) =>
      Effect.andThen(
        Effect.sleep(1),
        Effect.sync(() => void seen.push(keyOf(change))),
      ),
    );
    await lookAround(resuming);
    const inserting = (async () => {
      for (const n of upTo(60)) await insert(n).then(() => sleep(n % 3));
    })();
    for (let round = 0; seen.length < 60; round += 1) {
      const fiber = stage.fork(work);
      await sleep(5 + (round % 40));
      await interrupt(fiber);
      if (round > 400) expect.fail(`seen: ${seen.join(' ')}`);
    }
    await inserting;
    expect(seen).to.deep.equal(upTo(60));
  });

  it('lose no change if they are interrupted before they emit it', async function () {
    needs(this, 'a client knows its open cursors');
    const resuming = watched().resuming();
    await lookAround(resuming);
    const fiber = stage.fork(Stream.runForEach(resuming, () => Effect.sync(() => expect.fail('it was interrupted'))));
    await stage.sent('getMore', 4);
    // The only open cursor is the driver's, which emits the token of a change before the change.
    const tokens = new Set<unknown>();
    for (const cursor of openedBy(stage.client.delegate).cursors as Set<EventEmitter>)
      cursor.on('resumeTokenChanged', (token) => {
        tokens.add(token);
        if (isInserted) fiber.interruptUnsafe();
      });
    let isInserted = false;
    await stage.until(() => tokens.size > 0);
    isInserted = true;
    await insert(1);
    await run(Fiber.await(fiber));
    await sleep(50);
    expect(await run(collected(resuming, 1))).to.deep.equal([1]);
  });

  it("start at the user's token the first time", async () => {
    const fiber = stage.fork(watched().pipe(Stream.take(2), Stream.runCollect));
    await stage.sent('getMore');
    for (const n of upTo(3)) await insert(n);
    const [first] = await run(Fiber.join(fiber));
    const resuming = stage.collection.watch([], { resumeAfter: first?._id as object }).resuming();
    expect(await run(collected(resuming as Stream.Stream<Change, unknown>, 1))).to.deep.equal([2]);
    expect(await run(collected(resuming as Stream.Stream<Change, unknown>, 1))).to.deep.equal([3]);
  });

  it('are independent of each other, and of the stream that does not resume', async () => {
    const stream = watched();
    const [one, two] = [stream.resuming(), stream.resuming()];
    const took = stage.fork(collected(one, 1));
    await stage.sent('getMore');
    await insert(1);
    await run(Fiber.join(took));
    const later: number[] = [];
    const fibers = [two, stream].map((each) =>
      stage.fork(Stream.runForEach(each, (change) => Effect.sync(() => void later.push(keyOf(change))))),
    );
    await stage.until(() => stage.count('aggregate') === 3);
    await sleep(50);
    expect(later).to.deep.equal([]);
    for (const fiber of fibers) await interrupt(fiber);
  });

  it('fail with their error if nobody retries', async () => {
    const failing = failureOf(Stream.runDrain(watched().resuming()));
    await stage.sent('getMore');
    await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
    expect(await failing).to.include({ _tag: 'CommandError', code: 1, operation: 'watch' });
  });

  it('have back-pressure: they read no change before it is requested', async () => {
    const sizes: number[] = [];
    const fiber = stage.fork(
      Stream.runForEachArray(watched(), (chunk) =>
        Effect.andThen(
          Effect.sleep(30),
          Effect.sync(() => void sizes.push(chunk.length)),
        ),
      ),
    );
    await stage.sent('getMore');
    for (const n of upTo(3)) await insert(n);
    await stage.until(() => sizes.length === 1);
    const asked = stage.count('getMore');
    await sleep(20);
    expect(stage.count('getMore')).to.equal(asked);
    await stage.until(() => sizes.length === 3);
    await interrupt(fiber);
  });
});
