import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Fiber from 'effect/Fiber';
import * as Stream from 'effect/Stream';
import type { CommandSucceededEvent } from 'mongodb';

import { defectOf, interrupt, useStage } from './stage.js';

describe('motorized/effect: events', () => {
  const stage = useStage('events');
  const run = Effect.runPromise;
  const listeners = () => stage.client.delegate.listenerCount('commandSucceeded');
  const ping = () => run(stage.db.command({ ping: 1 }));

  it('are typed Streams, which listen while they run', async () => {
    const before = listeners();
    const names = stage.client.events('commandSucceeded').pipe(
      Stream.map((event: CommandSucceededEvent) => event.commandName),
      Stream.take(2),
      Stream.runCollect,
    );
    expect(listeners()).to.equal(before);
    const fiber = stage.fork(names);
    expect(listeners()).to.equal(before + 1);
    await ping();
    await run(stage.collection.countDocuments({}));
    expect(await run(Fiber.join(fiber))).to.deep.equal(['ping', 'aggregate']);
    expect(listeners()).to.equal(before);
  });

  it('have no listener after the Stream is interrupted, fails or dies', async () => {
    const before = listeners();
    const events = stage.client.events('commandSucceeded');
    for (const work of [Effect.fail('no'), Effect.die('oops')]) {
      const fiber = stage.fork(Effect.exit(Stream.runForEach(events, () => work)));
      await ping();
      await run(Fiber.join(fiber));
      expect(listeners()).to.equal(before);
    }
    const idle = stage.fork(Stream.runDrain(events));
    expect(listeners()).to.equal(before + 1);
    await interrupt(idle);
    expect(listeners()).to.equal(before);
  });

  it('wait while an earlier event is handled, and are not dropped', async () => {
    const seen: string[] = [];
    const fiber = stage.fork(
      stage.client.events('commandSucceeded').pipe(
        Stream.take(40),
        Stream.runForEach((event) =>
          Effect.andThen(
            Effect.sleep(1),
            Effect.sync(() => void seen.push(event.commandName)),
          ),
        ),
      ),
    );
    await Promise.all(Array.from({ length: 40 }, ping));
    await run(Fiber.join(fiber));
    expect(seen).to.deep.equal(Array.from({ length: 40 }, () => 'ping'));
  });

  it('drop the oldest or the newest if the buffer is full', async () => {
    const seen: Record<string, number[]> = { sliding: [], dropping: [] };
    for (const strategy of ['sliding', 'dropping'] as const) {
      const ids: number[] = [];
      const note = ({ requestId }: { requestId: number }) => void ids.push(requestId);
      stage.client.on('commandSucceeded', note);
      const fiber = stage.fork(
        stage.client.events('commandSucceeded', { bufferSize: 2, strategy }).pipe(
          Stream.take(3),
          Stream.runForEachArray((chunk) =>
            Effect.andThen(
              Effect.sync(() => void seen[strategy]?.push(...chunk.map((each) => ids.indexOf(each.requestId)))),
              Effect.sleep(100),
            ),
          ),
        ),
      );
      for (let n = 0; n < 6; n += 1) await ping();
      await run(Fiber.join(fiber));
      stage.client.off('commandSucceeded', note);
    }
    expect(seen).to.deep.equal({ sliding: [0, 4, 5], dropping: [0, 1, 2] });
  });

  it('have wrappers as values', async () => {
    const ended = await run(
      Effect.scoped(
        Effect.gen(function* () {
          const session = yield* stage.client.startSession();
          const fiber = yield* Effect.forkChild(Stream.runHead(session.events('ended')), { startImmediately: true });
          yield* session.endSession();
          const first = yield* Fiber.join(fiber);
          return [session, first._tag === 'Some' ? first.value : undefined];
        }),
      ),
    );
    expect(ended[1]).to.equal(ended[0]);
  });

  it('die if the driver does not allow a listener', async () => {
    const stepped = Effect.gen(function* () {
      const changes = yield* stage.collection.watch([], { maxAwaitTimeMS: 10 }).open();
      yield* changes.tryNext();
      return yield* Stream.runDrain(changes.events('change'));
    });
    expect(String(await defectOf(Effect.scoped(stepped)))).to.include('ChangeStream');
  });
});
