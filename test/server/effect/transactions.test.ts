import { expect } from 'chai';
import * as Cause from 'effect/Cause';
import * as Context from 'effect/Context';
import * as Data from 'effect/Data';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Fiber from 'effect/Fiber';
import * as Option from 'effect/Option';
import * as References from 'effect/References';
import * as Stream from 'effect/Stream';
import * as driver from 'mongodb';
import {
  ClientSession,
  type Collection,
  type WriteFailure,
  CurrentSession,
  DriverFailure,
  MongoClient,
  TransactionError,
  TransientTransactionError,
} from 'motorized/effect';

import { has } from '../../support/release/has.js';
import { type Numbered, useResources } from './resources-stage.js';

class SoldOut extends Data.TaggedError('SoldOut')<{ readonly item: string }> {}

/** A user's error with the driver's error as its cause. */
class OrderFailed extends Data.TaggedError('OrderFailed')<{ readonly cause: unknown }> {}

class Tenant extends Context.Service<Tenant, string>()('test/Tenant') {}

const Depth: Context.Reference<number> = Context.Reference<number>('test/Depth', { defaultValue: () => 0 });

describe('motorized/effect: transactions', () => {
  const stage = useResources('transactions');

  const insert = (_id: number, collection: Collection<Numbered> = stage.collection) =>
    collection.insertOne({ _id, n: _id });
  const inserted = () => stage.raw.countDocuments({ _id: { $gte: 100 } });
  /** The commands, and whether each was in a transaction. */
  const sent = () => stage.started.map(({ commandName, command }) => [commandName, command['autocommit'] === false]);

  it('commit every command of their client, whatever object it is called on', async () => {
    const result = stage.client.transaction(
      Effect.gen(function* () {
        yield* insert(100);
        const found = yield* stage.collection.findOne({ _id: 100 });
        const streamed = yield* Stream.runCollect(stage.collection.find({ _id: { $gte: 9 } }, { batchSize: 1 }));
        const listed = yield* stage.collection.aggregate([{ $match: { _id: 100 } }]).toArray();
        const fiber = yield* Effect.forkChild(insert(101));
        yield* Fiber.join(fiber);
        yield* Effect.all([insert(102), Effect.flatMap(Effect.succeed(103), insert)]);
        yield* stage.client.db(stage.database).command({ insert: 'numbers', documents: [{ _id: 104, n: 104 }] });
        return [Option.isSome(found), streamed.length, listed.length];
      }),
    );
    expect(stage.commands).to.deep.equal([]);
    expect(await Effect.runPromise(result)).to.deep.equal([true, 2, 1]);
    expect(sent().every(([, isInTransaction]) => isInTransaction)).to.equal(true);
    expect(stage.commands.at(-1)).to.equal('commitTransaction');
    expect(await inserted()).to.equal(5);
    const sessions = new Set(stage.started.map(({ command }) => String(command['lsid'].id.toString('hex'))));
    expect(sessions.size).to.equal(1);
  });

  it('pass the session to a function, which runs each time, and accept options', async () => {
    const result = stage.client.transaction(
      (session) =>
        Effect.gen(function* () {
          expect(session).to.be.instanceOf(ClientSession);
          expect(yield* CurrentSession).to.equal(session);
          expect(session.inTransaction()).to.equal(true);
          return yield* stage.collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' });
        }),
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    );
    expect(Option.map(await Effect.runPromise(result), ({ n }) => n)).to.deep.equal(Option.some(2));
    expect(Option.map(await Effect.runPromise(result), ({ n }) => n)).to.deep.equal(Option.some(3));
    expect(stage.started[0]?.command['readConcern']).to.include({ level: 'snapshot' });
    expect(stage.started[1]?.command['writeConcern']).to.include({ w: 'majority' });
  });

  it('do not include other clients, commands with another session, or Effects that opt out', async () => {
    const result = Effect.scoped(
      Effect.gen(function* () {
        const other = yield* MongoClient.scoped(stage.uri);
        const elsewhere = other.db(stage.database).collection<Numbered>('numbers');
        const session = yield* stage.client.startSession();
        return yield* stage.client.transaction(
          Effect.gen(function* () {
            yield* insert(100);
            const seen = [
              elsewhere.countDocuments({ _id: 100 }),
              stage.collection.countDocuments({ _id: 100 }, { session }),
              Effect.provideService(stage.collection.countDocuments({ _id: 100 }), CurrentSession, undefined),
              stage.collection.countDocuments({ _id: 100 }),
            ];
            return yield* Effect.all(seen);
          }),
        );
      }),
    );
    expect(await Effect.runPromise(result)).to.deep.equal([0, 0, 0, 1]);
  });

  it("fail with the user's own typed errors, and are aborted", async () => {
    const result = stage.client.transaction(
      Effect.gen(function* () {
        yield* insert(100);
        return yield* new SoldOut({ item: 'pen' });
      }),
    );
    const failing: Effect.Effect<never, SoldOut | WriteFailure> = result;
    const caught = failing.pipe(Effect.catchTag('SoldOut', ({ item }) => Effect.succeed(item)));
    expect(await Effect.runPromise(caught)).to.equal('pen');
    expect(stage.commands).to.deep.equal(['insert', 'abortTransaction']);
    const plain = await Effect.runPromise(Effect.flip(stage.client.transaction(Effect.fail({ no: 'error' }))));
    expect(plain).to.deep.equal({ no: 'error' });
    const shown = await Effect.runPromise(Effect.flip(stage.client.transaction(Effect.andThen(insert(1), insert(1)))));
    expect(shown).to.be.instanceOf(DriverFailure).and.to.include({ operation: 'insertOne', code: 11000 });
    expect(await inserted()).to.equal(0);
  });

  it('die with a defect of the Effect, or of the function that returns it, and are aborted', async () => {
    const defect = new Error('a mistake');
    const dying = [
      stage.client.transaction(Effect.andThen(insert(100), Effect.die(defect))),
      stage.client.transaction(
        Effect.andThen(
          insert(100),
          Effect.sync(() => {
            throw defect;
          }),
        ),
      ),
      stage.client.transaction(() => {
        throw defect;
      }),
      stage.client.withSession((session) => session.withTransaction(Effect.die(defect))),
    ];
    for (const each of dying) {
      const exit = await Effect.runPromiseExit(each);
      expect(exit).to.deep.equal(Exit.die(defect));
    }
    expect(await inserted()).to.equal(0);
  });

  it('run with the services, references, log annotations and spans of whoever runs them', async () => {
    const seen = (fiber: Fiber.Fiber<unknown, unknown>) => ({
      depth: fiber.getRef(Depth),
      annotations: fiber.getRef(References.CurrentLogAnnotations),
    });
    const inside = Effect.gen(function* () {
      const span = yield* Effect.currentSpan;
      const tenant = yield* Tenant;
      return { ...(yield* Effect.withFiber((fiber) => Effect.succeed(seen(fiber)))), tenant, span: span.name };
    });
    const ways: readonly Effect.Effect<unknown, unknown, Tenant>[] = [
      stage.client.transaction(inside),
      stage.client.transaction(() => inside),
      stage.client.transaction(stage.client.transaction(inside)),
      ...(has('withSession returns the result of its function')
        ? [
            stage.client.withSession(() => inside),
            stage.client.withSession((session) => session.withTransaction(inside)),
          ]
        : []),
    ];
    for (const way of ways) {
      const given = way.pipe(
        Effect.withSpan('order'),
        Effect.annotateLogs('order', 7),
        Effect.provideService(Depth, 3),
        Effect.provideService(Tenant, 'acme'),
      );
      expect(await Effect.runPromise(given as Effect.Effect<unknown>)).to.deep.equal({
        depth: 3,
        annotations: { order: 7 },
        tenant: 'acme',
        span: 'order',
      });
    }
  });

  it("keep a user's Scope open", async () => {
    const closed: string[] = [];
    const resource = Effect.acquireRelease(Effect.succeed('resource'), () =>
      Effect.sync(() => closed.push('resource')),
    );
    const result = Effect.gen(function* () {
      yield* stage.client.transaction(Effect.andThen(resource, insert(100)));
      return closed.length;
    });
    expect(await Effect.runPromise(Effect.scoped(result))).to.equal(0);
    expect(closed).to.deep.equal(['resource']);
  });

  it("are retried as a whole for the server's label, in any kind of failure", async () => {
    const ways: readonly ((attempt: Effect.Effect<unknown, WriteFailure>) => Effect.Effect<unknown, unknown>)[] = [
      (attempt) => attempt,
      (attempt) => Effect.mapError(attempt, (cause) => new OrderFailed({ cause })),
      (attempt) => Effect.orDie(attempt),
      (attempt) => stage.client.transaction(attempt),
    ];
    for (const [at, way] of ways.entries()) {
      const _id = 100 + at;
      await stage.fail(
        { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] },
        { times: 2 },
      );
      let runs = 0;
      const attempt = Effect.suspend(() => ((runs += 1), insert(_id)));
      const exit = await Effect.runPromiseExit(stage.client.transaction(way(attempt)));
      expect(Exit.isSuccess(exit), String(at)).to.equal(true);
      expect(runs, String(at)).to.equal(3);
      expect(await stage.raw.countDocuments({ _id })).to.equal(1);
    }
  });

  it("are retried for a user's error with the label", async () => {
    const labelled = new driver.MongoError('a passing disturbance');
    labelled.addErrorLabel('TransientTransactionError');
    let runs = 0;
    const work = Effect.suspend(() => ((runs += 1) < 3 ? Effect.fail(labelled) : Effect.succeed(runs)));
    expect(await Effect.runPromise(stage.client.transaction(work))).to.equal(3);
  });

  it('commit again if the result of the commit is unknown', async () => {
    await stage.fail(
      { failCommands: ['commitTransaction'], errorCode: 64, errorLabels: ['UnknownTransactionCommitResult'] },
      { times: 2 },
    );
    let runs = 0;
    await Effect.runPromise(stage.client.transaction(Effect.suspend(() => ((runs += 1), insert(100)))));
    expect(runs).to.equal(1);
    expect(stage.commands.filter((each) => each === 'commitTransaction')).to.have.length(3);
    expect(await inserted()).to.equal(1);
  });

  it('join a surrounding transaction of the same client', async () => {
    const result = stage.client.transaction(
      Effect.andThen(
        insert(100),
        stage.client.transaction((session) => Effect.as(insert(101), session)),
      ),
    );
    expect(await Effect.runPromise(result)).to.be.instanceOf(ClientSession);
    expect(stage.commands).to.deep.equal(['insert', 'insert', 'commitTransaction']);
    expect(await inserted()).to.equal(2);
  });

  it('commit nothing if an inner transaction has not succeeded, even if the outer one continues', async () => {
    const parts: readonly Effect.Effect<unknown, SoldOut | WriteFailure>[] = [
      Effect.andThen(insert(101), new SoldOut({ item: 'pen' })),
      Effect.andThen(insert(101), Effect.die('a defect')),
      Effect.andThen(insert(101), Effect.interrupt),
      Effect.andThen(insert(101), Effect.never),
    ];
    for (const [at, part] of parts.entries()) {
      const taking = Effect.timeoutOption(stage.client.transaction(part), 200);
      const failure = await Effect.runPromise(
        Effect.flip(stage.client.transaction(Effect.andThen(insert(100), Effect.exit(taking)))),
      );
      expect(failure, String(at)).to.be.instanceOf(TransactionError);
      expect((failure as TransactionError).message).to.contain('takes part in this one');
      if (at === 0) expect((failure as TransactionError).cause.cause).to.be.instanceOf(SoldOut);
      expect(await inserted()).to.equal(0);
    }
    // Later transactions are not affected.
    await Effect.runPromise(stage.client.transaction(insert(100)));
    expect(await inserted()).to.equal(1);
  });

  it('of another client are separate', async () => {
    const result = Effect.scoped(
      Effect.gen(function* () {
        const other = yield* MongoClient.scoped(stage.uri);
        const elsewhere = other.db(stage.database).collection<Numbered>('numbers');
        const failing = stage.client.transaction(
          Effect.gen(function* () {
            yield* insert(100);
            yield* other.transaction(insert(101, elsewhere));
            return yield* new SoldOut({ item: 'pen' });
          }),
        );
        yield* Effect.flip(failing);
      }),
    );
    await Effect.runPromise(result);
    expect(await stage.raw.distinct('_id', { _id: { $gte: 100 } })).to.deep.equal([101]);
  });

  it('that begin with startTransaction include commands with the session, as an option or a service', async () => {
    const work = (session: ClientSession) =>
      Effect.gen(function* () {
        yield* session.startTransaction();
        yield* insert(100).pipe(Effect.provideService(CurrentSession, session));
        yield* stage.collection.insertOne({ _id: 101, n: 101 }, { session });
        expect(yield* stage.collection.countDocuments({ _id: { $gte: 100 } })).to.equal(0);
        yield* session.commitTransaction();
        yield* session.startTransaction();
        yield* insert(102).pipe(Effect.provideService(CurrentSession, session));
        yield* session.abortTransaction();
        const again = yield* Effect.flip(Effect.andThen(session.startTransaction(), session.startTransaction()));
        expect(again).to.be.instanceOf(TransactionError);
      });
    await Effect.runPromise(Effect.scoped(Effect.flatMap(stage.client.startSession(), work)));
    expect(await stage.raw.distinct('_id', { _id: { $gte: 100 } })).to.deep.equal([100, 101]);
  });

  it('of a session behave the same, and `withSession` passes its session', async () => {
    const result = stage.client.withSession((session) =>
      Effect.gen(function* () {
        expect(yield* CurrentSession).to.equal(session);
        yield* stage.collection.findOne({ _id: 1 });
        yield* session.withTransaction(insert(100));
        return yield* session.withTransaction(Effect.andThen(insert(101), new SoldOut({ item: 'pen' })));
      }),
    );
    expect(await Effect.runPromise(Effect.flip(result))).to.be.instanceOf(SoldOut);
    expect(sent()).to.deep.equal([
      ['find', false],
      ['insert', true],
      ['commitTransaction', true],
      ['insert', true],
      ['abortTransaction', true],
    ]);
    const ids = new Set(stage.started.map(({ command }) => String(command['lsid'].id.toString('hex'))));
    expect(ids.size).to.equal(1);
    expect(await stage.raw.distinct('_id', { _id: { $gte: 100 } })).to.deep.equal([100]);
  });

  it('wait for pending commands before they end, and refuse later ones', async () => {
    const result = Effect.gen(function* () {
      const [early, late] = yield* stage.client.transaction(
        Effect.gen(function* () {
          const begun = yield* Effect.forkDetach(insert(100), { startImmediately: true });
          return [begun, yield* Effect.forkDetach(Effect.delay(insert(101), 200))] as const;
        }),
      );
      yield* Fiber.join(early);
      return yield* Effect.flip(Fiber.join(late));
    });
    expect(await Effect.runPromise(result)).to.be.instanceOf(TransactionError);
    expect(stage.commands).to.deep.equal(['insert', 'commitTransaction']);
    expect(await stage.raw.distinct('_id', { _id: { $gte: 100 } })).to.deep.equal([100]);
  });

  it("fail with the driver's error if there can be no transaction", async () => {
    const failure = await Effect.runPromise(
      Effect.flip(stage.client.withSession({ snapshot: true }, (session) => session.withTransaction(insert(100)))),
    );
    expect(failure).to.have.property('_tag');
    expect(failure).not.to.be.instanceOf(TransientTransactionError);
    expect(Cause.isCause(failure)).to.equal(false);
  });
});
