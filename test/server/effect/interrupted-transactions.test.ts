import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Fiber from 'effect/Fiber';
import * as Stream from 'effect/Stream';

import { useResources } from './resources-stage.js';

/** Another seed interrupts at other moments: `INTERRUPT_SEED=7`. */
const SEED = Number(process.env['INTERRUPT_SEED'] ?? 18);

const TIMES = 200;

/** Pseudo-random numbers between 0 and 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('motorized/effect: interrupting a transaction', () => {
  const stage = useResources('interrupted');

  it('aborts it, waits for that, and commits nothing', async () => {
    const fiber = Effect.runFork(
      stage.client.transaction(Effect.andThen(stage.collection.insertOne({ _id: 100, n: 1 }), Effect.never)),
    );
    await stage.until(() => stage.commands.includes('insert'));
    await sleep(20);
    await Effect.runPromise(Fiber.interrupt(fiber));
    expect(stage.commands).to.deep.equal(['insert', 'abortTransaction']);
    expect(await stage.open()).to.include({ sessions: 0, transactions: 0, cursors: 0 });
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(0);
  });

  it('runs finalizers of the Effect before the abort, with their commands in the transaction', async () => {
    const work = stage.collection.insertOne({ _id: 100, n: 1 }).pipe(
      Effect.andThen(Effect.never),
      Effect.onInterrupt(() => Effect.ignore(stage.collection.insertOne({ _id: 101, n: 1 }))),
    );
    const fiber = Effect.runFork(stage.client.transaction(work));
    await stage.until(() => stage.commands.includes('insert'));
    await sleep(20);
    await Effect.runPromise(Fiber.interrupt(fiber));
    expect(stage.commands).to.deep.equal(['insert', 'insert', 'abortTransaction']);
    expect(await stage.raw.countDocuments({ _id: { $gte: 100 } })).to.equal(0);
  });

  it('stops retries, so that the Effect does not run again', async () => {
    await stage.fail(
      { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] },
      { times: 1000 },
    );
    let runs = 0;
    const work = Effect.suspend(() => ((runs += 1), stage.collection.insertOne({ _id: 100, n: 1 })));
    const fiber = Effect.runFork(stage.client.transaction(work));
    await stage.until(() => runs > 3);
    await Effect.runPromise(Fiber.interrupt(fiber));
    const before = runs;
    await sleep(100);
    expect(runs).to.equal(before);
  });

  it('sends nothing if it has not begun', async () => {
    const interrupted = Effect.andThen(
      Effect.withFiber((fiber) => Effect.sync(() => fiber.interruptUnsafe())),
      stage.client.transaction(stage.collection.insertOne({ _id: 100, n: 1 })),
    );
    expect(Exit.hasInterrupts(await Effect.runPromiseExit(interrupted))).to.equal(true);
    expect(stage.commands).to.deep.equal([]);
  });

  it(`leaves nothing open at any moment: ${TIMES} times, seed ${SEED}`, async function () {
    this.timeout(120_000);
    const next = random(SEED);
    const fibers = new Set<Fiber.Fiber<unknown, unknown>>();
    const outcomes = { interrupted: 0, done: 0 };
    for (let time = 0; time < TIMES; time += 1) {
      const _id = 1000 + time;
      const work = Effect.gen(function* () {
        yield* Effect.withFiber((fiber) => Effect.sync(() => void fibers.add(fiber)));
        yield* stage.collection.insertOne({ _id, n: 1 });
        yield* Stream.runForEach(stage.collection.find({}, { batchSize: 2 }), () => Effect.yieldNow);
        const child = yield* Effect.forkChild(stage.collection.updateOne({ _id }, { $inc: { n: 1 } }));
        yield* Effect.withFiber((fiber) => Effect.sync(() => void fibers.add(fiber)));
        yield* Fiber.join(child);
        yield* stage.client.transaction(stage.collection.findOneAndUpdate({ _id }, { $inc: { n: 1 } }));
      });
      const fiber = Effect.runFork(stage.client.transaction(work));
      fibers.add(fiber);
      await sleep(next() * 25);
      await Effect.runPromise(Fiber.interrupt(fiber));
      const exit = await Effect.runPromise(Fiber.await(fiber));
      outcomes[Exit.isSuccess(exit) ? 'done' : 'interrupted'] += 1;
      if (!Exit.isSuccess(exit)) expect(Exit.hasInterrupts(exit)).to.equal(true);
      const { sessions, transactions, cursors } = await stage.open();
      expect({ sessions, transactions, cursors }, `time ${time}`).to.deep.equal({
        sessions: 0,
        transactions: 0,
        cursors: 0,
      });
      // Either everything was committed, or nothing.
      const found = await stage.raw.findOne({ _id });
      if (found !== null) expect(found).to.deep.equal({ _id, n: 3 });
    }
    expect([...fibers].filter((each) => each.pollUnsafe() === undefined)).to.deep.equal([]);
    expect(outcomes.interrupted).to.be.greaterThan(TIMES / 4);
  });
});
