import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import type * as Fiber from 'effect/Fiber';
import * as Stream from 'effect/Stream';
import type { ObjectId } from 'mongodb';
import { GridFSBucket } from 'motorized/effect';

import { needs } from '../../support/release/needs.js';
import { interrupt, useStage } from './stage.js';

const ROUNDS = 200;

/** Pseudo-random numbers. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const TAILABLE = { tailable: true, awaitData: true, maxAwaitTimeMS: 50 };

describe('motorized/effect: interruption', function () {
  this.timeout(60_000);
  const stage = useStage('interruption');
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  const random = generator(seed);
  before(() => void process.stdout.write(`    seed: ${seed}; SEED=${seed} repeats the moments\n`));
  beforeEach(() => stage.insert(40));

  /** Runs Effects, interrupts each within a number of milliseconds, and returns how they ended. */
  async function interrupted(
    make: (round: number) => Effect.Effect<unknown, unknown>,
    within: number,
    rounds = ROUNDS,
  ): Promise<Exit.Exit<unknown, unknown>[]> {
    const exits: Exit.Exit<unknown, unknown>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const fiber = stage.fork(make(round));
      await moment(random() * within);
      const exit = await interrupt(fiber);
      exits.push(exit);
      if (Exit.isFailure(exit))
        expect(Exit.hasInterrupts(exit), `round ${round}: ${String(exit.cause)}`).to.equal(true);
    }
    expect(exits.filter(Exit.isFailure)).to.not.have.length(0);
    return exits;
  }

  /** Waits, also for less than a millisecond, which Node's timers cannot do. */
  async function moment(milliseconds: number): Promise<void> {
    if (milliseconds >= 2) await sleep(Math.floor(milliseconds) - 1);
    const end = performance.now() + (milliseconds % 1);
    while (performance.now() < end) await new Promise(setImmediate);
  }

  /** Fails unless every cursor that the server opened was read to its end or killed. */
  async function expectCursorsGone(): Promise<void> {
    await stage.expectNothingOpen();
    expect(stage.count('find') + stage.count('aggregate')).to.be.greaterThan(0);
  }

  it('of a read, before the first reply and in the middle of batches', async () => {
    const reads = [
      () => Stream.runDrain(stage.collection.find({}, { batchSize: 3 })),
      () => Stream.runDrain(stage.collection.aggregate([{ $match: {} }], { batchSize: 3 })),
      () => stage.collection.find({}, { batchSize: 3 }).toArray(),
      () => Stream.runForEach(stage.collection.find({}, { batchSize: 3 }), () => Effect.sleep(1)),
      () => Stream.runDrain(stage.collection.find({}, { batchSize: 3 }).pipe(Stream.take(4))),
    ];
    await interrupted((round) => reads[round % reads.length]?.() ?? Effect.void, 12);
    await expectCursorsGone();
  });

  it('of a read whose first reply is late', async () => {
    await stage.fail({ failCommands: ['find', 'aggregate'], blockConnection: true, blockTimeMS: 20 }, 'alwaysOn');
    const reads = [
      () => Stream.runDrain(stage.collection.find({}, { batchSize: 3 })),
      () => Stream.runDrain(stage.collection.watch()),
      () => stage.collection.find({}, { batchSize: 3 }).toArray(),
    ];
    await interrupted((round) => reads[round % reads.length]?.() ?? Effect.void, 20);
    await expectCursorsGone();
  });

  it('of idle Streams', async () => {
    const capped = await stage.capped();
    const idle: (() => Effect.Effect<unknown, unknown>)[] = [
      () => Stream.runDrain(stage.collection.watch([], { maxAwaitTimeMS: 50 })),
      () => Stream.runDrain(stage.collection.watch([], { maxAwaitTimeMS: 50 }).resuming()),
      () => Stream.runDrain(capped.find({}, TAILABLE)),
    ];
    const exits = await interrupted((round) => idle[round % idle.length]?.() ?? Effect.void, 30);
    expect(exits.every(Exit.isFailure)).to.equal(true);
    await expectCursorsGone();
  });

  it('of a handle in a Scope', async () => {
    const stepping = Effect.scoped(
      Effect.gen(function* () {
        const cursor = yield* stage.collection.find({}, { batchSize: 3 }).open();
        for (let step = 0; step < 20; step += 1) yield* cursor.next();
      }),
    );
    await interrupted(() => stepping, 12);
    await expectCursorsGone();
  });

  it('of an upload leaves no chunk', async () => {
    const bucket = new GridFSBucket(stage.db, { chunkSizeBytes: 1000 });
    const source = Stream.fromIterable([500, 3500, 1, 2000].map((size) => Buffer.alloc(size)));
    // Creates the indexes.
    await Effect.runPromise(Stream.run(source, bucket.upload('first')));
    await stage.rawDb.collection('fs.files').deleteMany({});
    await stage.rawDb.collection('fs.chunks').deleteMany({});
    const exits = await interrupted(() => Stream.run(source, bucket.upload('file')), 12);
    const ids = exits.flatMap((exit) => (Exit.isSuccess(exit) ? [exit.value as ObjectId] : []));
    const files = await stage.rawDb.collection('fs.files').distinct('_id');
    const owners = await stage.rawDb.collection('fs.chunks').distinct('files_id');
    const all = ids.map(String).toSorted();
    expect(files.map(String).toSorted()).to.deep.equal(all);
    expect(owners.map(String).toSorted()).to.deep.equal(all);
  });

  it('of a download', async () => {
    const bucket = new GridFSBucket(stage.db, { chunkSizeBytes: 1000 });
    const id = await Effect.runPromise(Stream.run(Stream.make(Buffer.alloc(250_000)), bucket.upload('file')));
    stage.forget();
    await interrupted(() => Stream.runDrain(bucket.download(id)), 25);
    await expectCursorsGone();
  });

  it('of commands, also in sessions', async () => {
    let inserted = 1000;
    const commands: (() => Effect.Effect<unknown, unknown>)[] = [
      () => stage.collection.findOne({}),
      () => stage.collection.countDocuments({}),
      () => stage.collection.insertOne({ _id: (inserted += 1), n: 0 }),
      () => stage.client.withSession((session) => stage.collection.find({}, { session, batchSize: 3 }).toArray()),
      () =>
        Effect.scoped(
          Effect.flatMap(stage.client.startSession(), (session) =>
            Stream.runDrain(stage.collection.find({}, { session, batchSize: 3 })),
          ),
        ),
    ];
    await interrupted((round) => commands[round % commands.length]?.() ?? Effect.void, 6);
    await expectCursorsGone();
  });

  it('of a read that the driver can abort reaches the driver at once', async function () {
    needs(this, 'Collection.findOne(signal)');
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 500 });
    const aborted = new Promise<unknown>((resolve) => {
      stage.client.once('commandFailed', (event) => resolve(event.failure));
    });
    const fiber = stage.fork(stage.collection.findOne({}));
    await stage.sent('find');
    const since = performance.now();
    await interrupt(fiber);
    expect(String(await aborted)).to.include('interrupted');
    expect(performance.now() - since).to.be.lessThan(200);
  });

  it('of a command that the driver cannot abort returns at once, while the command completes', async () => {
    await stage.fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: 300 });
    const fiber = stage.fork(stage.collection.insertOne({ _id: 5000, n: 0 }));
    await stage.sent('insert');
    const since = performance.now();
    await interrupt(fiber);
    expect(performance.now() - since).to.be.lessThan(150);
    await stage.until(async () => (await stage.raw.countDocuments({ _id: 5000 })) === 1);
  });

  it('of fibers that wait for each other leaves no fiber', async () => {
    const racing = Effect.raceAll(
      [1, 2, 3].map(() => Stream.runDrain(stage.collection.watch([], { maxAwaitTimeMS: 20 }))),
    );
    const merged = Stream.mergeAll(
      [1, 2, 3].map(() => stage.collection.find({}, { batchSize: 3 })),
      { concurrency: 3 },
    );
    const children: Fiber.Fiber<unknown, unknown>[] = [];
    const forking = Effect.gen(function* () {
      for (const work of [Effect.asVoid(racing), Stream.runDrain(merged)])
        children.push(yield* Effect.forkChild(work, { startImmediately: true }));
      yield* Effect.never;
    });
    await interrupted(() => forking, 15, 40);
    expect(children.filter((each) => each.pollUnsafe() === undefined)).to.deep.equal([]);
    await expectCursorsGone();
  });
});
