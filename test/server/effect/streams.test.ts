import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Fiber from 'effect/Fiber';
import * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';
import { ClientSession, CurrentSession, FindCursor } from 'motorized/effect';

import { needs } from '../../support/release/needs.js';
import { defectOf, failureOf, interrupt, useStage } from './stage.js';

const TAILABLE = { tailable: true, awaitData: true, maxAwaitTimeMS: 200 };

describe('motorized/effect: recipes are Streams', () => {
  const stage = useStage('streams');
  const run = Effect.runPromise;
  const numbers = (batchSize = 5) => stage.collection.find({}, { batchSize }).sort({ n: 1 });
  beforeEach(() => stage.insert(20));

  it('that can run again, and do not change with builder calls', async () => {
    const all = numbers();
    const few = all.limit(3).map(({ n }) => n);
    expect(Stream.isStream(all)).to.equal(true);
    for (const _ of [1, 2]) {
      expect(await run(Stream.runCollect(few))).to.deep.equal([0, 1, 2]);
      expect(await run(Stream.runCount(all))).to.equal(20);
    }
    expect(stage.count('find')).to.equal(4);
    const [one, two] = await run(Effect.all([Stream.runCount(all), Stream.runCount(all)], { concurrency: 2 }));
    expect([one, two]).to.deep.equal([20, 20]);
  });

  it('emit a chunk for each batch, which they fetch on request', async () => {
    const sent: number[] = [];
    const sizes: number[] = [];
    const worked = Stream.runForEachArray(numbers(), (chunk) =>
      Effect.sync(() => void sizes.push(chunk.length)).pipe(
        Effect.andThen(Effect.sleep(5)),
        Effect.andThen(Effect.sync(() => void sent.push(stage.commands.length))),
      ),
    );
    await run(worked);
    expect(sizes).to.deep.equal([5, 5, 5, 5]);
    expect(sent).to.deep.equal([1, 2, 3, 4]);
  });

  it('close the cursor after take before they end, and request no more', async () => {
    const taken = numbers().pipe(
      Stream.map(({ n }) => n),
      Stream.take(7),
      Stream.runCollect,
    );
    expect(await run(taken)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(stage.commands).to.deep.equal(['find', 'getMore', 'killCursors']);
    expect(stage.sessions()).to.equal(0);
  });

  it('close the cursor when the work fails or dies', async () => {
    expect(await failureOf(Stream.runForEach(numbers(), () => Effect.fail('no')))).to.equal('no');
    expect(await defectOf(Stream.runForEach(numbers(), () => Effect.die('oops')))).to.equal('oops');
    expect(stage.count('killCursors')).to.equal(2);
  });

  it('apply the function of map, also if it returns promises', async () => {
    const later = numbers().map(async ({ n }) => n * 2);
    expect(await run(Stream.runCollect(later.limit(3)))).to.deep.equal([0, 2, 4]);
    const failure = new Error('thrown by the program');
    const failing = numbers().map(() => {
      throw failure;
    });
    expect(await defectOf(Stream.runDrain(failing))).to.equal(failure);
  });

  it("fail with the driver's errors, and name the member", async () => {
    await stage.fail({ failCommands: ['getMore'], errorCode: 1 });
    expect(await failureOf(Stream.runDrain(numbers()))).to.include({
      _tag: 'CommandError',
      operation: 'find',
      namespace: `${stage.db.databaseName}.numbers`,
      code: 1,
    });
    const refused = numbers().sort({ n: 'sideways' as never });
    expect(await failureOf(Stream.runDrain(refused))).to.include({
      _tag: 'InvalidArgumentError',
      namespace: `${stage.db.databaseName}.numbers`,
    });
    expect(await failureOf(stage.collection.aggregate([{ $none: 1 }]).toArray())).to.include({
      _tag: 'CommandError',
      operation: 'toArray',
    });
  });

  it('are interrupted at once, also while next() waits', async () => {
    const capped = await stage.capped();
    const waiting = {
      tailable: capped.find({}, TAILABLE),
      watch: stage.collection.watch(),
    };
    for (const [name, stream] of Object.entries(waiting)) {
      stage.forget();
      const fiber = stage.fork(Stream.runDrain(stream as Stream.Stream<unknown, unknown>));
      await stage.sent('getMore');
      await sleep(20);
      const since = performance.now();
      expect(Exit.hasInterrupts(await interrupt(fiber)), name).to.equal(true);
      expect(performance.now() - since, name).to.be.lessThan(100);
      await stage.expectNothingOpen();
    }
  });

  it('are interrupted at once before the first reply', async () => {
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 400 });
    const fiber = stage.fork(Stream.runDrain(numbers()));
    await stage.sent('find');
    const since = performance.now();
    await interrupt(fiber);
    expect(performance.now() - since).to.be.lessThan(100);
    await stage.expectNothingOpen();
    expect(stage.commands).to.deep.equal(['find', 'killCursors']);
  });

  it('do not wait for a reply when they are ended from outside', async () => {
    const idle = stage.collection.watch().pipe(Stream.interruptWhen(Effect.sleep(50)));
    const since = performance.now();
    await run(Stream.runDrain(idle));
    expect(performance.now() - since).to.be.lessThan(400);
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 1000 });
    const slow = numbers().pipe(Stream.interruptWhen(Effect.sleep(50)));
    const again = performance.now();
    await run(Stream.runDrain(slow));
    expect(performance.now() - again).to.be.lessThan(400);
  });

  it('end the run if a pull is interrupted', async () => {
    const counted = Effect.gen(function* () {
      const pull = yield* Stream.toPull(stage.collection.watch());
      expect(yield* Effect.timeoutOption(pull, 50)).to.have.property('_tag', 'None');
      yield* Effect.promise(() => stage.sent('killCursors'));
    });
    await run(Effect.scoped(counted));
  });

  it("end with the user's own signal, whether or not somebody is reading", async function () {
    needs(this, 'Collection.find(signal)');
    const reason = new Error('enough');
    const aborted = new AbortController();
    aborted.abort(reason);
    expect(await defectOf(Stream.runDrain(stage.collection.find({}, { signal: aborted.signal })))).to.equal(reason);
    expect(stage.commands).to.deep.equal([]);

    const idle = new AbortController();
    const worked = stage.fork(
      Effect.exit(
        Stream.runForEach(stage.collection.find({}, { batchSize: 2, signal: idle.signal }), () => Effect.sleep(1500)),
      ),
    );
    await stage.sent('find');
    await sleep(30);
    idle.abort(reason);
    await stage.until(() => stage.count('killCursors') === 1, 700);
    expect(stage.count('getMore')).to.equal(0);
    expect(await defectOf(Effect.flatten(Fiber.join(worked)))).to.equal(reason);

    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 300 });
    const slow = new AbortController();
    const waiting = defectOf(stage.collection.find({}, { signal: slow.signal }).toArray());
    await stage.sent('find', 2);
    const since = performance.now();
    slow.abort(reason);
    expect(await waiting).to.equal(reason);
    expect(performance.now() - since).to.be.lessThan(150);
  });

  it('open a run as a handle, which closes with the Scope', async () => {
    const stepped = Effect.gen(function* () {
      const cursor = yield* numbers().open();
      const first = yield* cursor.next();
      expect(cursor.bufferedCount()).to.equal(4);
      return first;
    });
    expect(await run(Effect.scoped(stepped))).to.deep.include({ value: { _id: 0, n: 0 } });
    expect(stage.commands).to.deep.equal(['find', 'killCursors']);
    const scope = Scope.makeUnsafe();
    await run(Scope.provide(numbers().open(), scope));
    await run(Scope.close(scope, Exit.void));
    expect(stage.commands).to.deep.equal(['find', 'killCursors']);
  });

  it('can only run once if they wrap a cursor of the driver', async () => {
    const once = FindCursor.wrap(stage.client.delegate.db(stage.db.databaseName).collection('numbers').find());
    expect(await run(Stream.runCount(once))).to.equal(20);
    expect(String(await defectOf(Stream.runCount(once)))).to.include('be run once');
  });

  it('belong to the surrounding transaction, also with for await', async () => {
    const session = stage.client.delegate.startSession();
    session.startTransaction();
    const streamed = Effect.gen(function* () {
      const count = yield* Stream.runCount(numbers());
      const iterated = yield* Effect.promise(async () => {
        let seen = 0;
        for await (const _ of numbers()) seen += 1;
        return seen;
      });
      return [count, iterated];
    });
    expect(await run(Effect.provideService(streamed, CurrentSession, ClientSession.wrap(session)))).to.deep.equal([
      20, 20,
    ]);
    const inside = stage.started.filter(({ command }) => command['autocommit'] === false);
    expect(inside.map((each) => each.commandName).filter((name) => name === 'find')).to.have.length(2);
    await session.abortTransaction();
    await session.endSession();
  });
});
