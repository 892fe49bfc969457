import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { MongoServerError } from 'mongodb';
import { ClientSession } from 'motorized/rxjs';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  lastValueFrom,
  merge,
  NEVER,
  of,
  Subject,
  take,
  takeUntil,
  throwError,
} from 'rxjs';

import { needs } from '../../support/release/needs.js';
import { has } from '../../support/release/has.js';
import { failureOf } from './failure.js';
import { useStage } from './stage.js';

describe('motorized/rxjs: withTransaction and withSession', () => {
  const stage = useStage('transactions');
  beforeEach(() => stage.insert(10));

  /** A transaction in a new session. */
  const transacted = <T>(use: Parameters<ClientSession['withTransaction']>[0] & ((session: ClientSession) => T)) =>
    stage.client.withSession((session) => session.withTransaction(use));

  it("return the last value, and commit when the function's Observable completes", async function () {
    needs(this, 'withTransaction returns the result of its function');
    const ended: boolean[] = [];
    const result = stage.client.withSession((session) => {
      expect(session).to.be.instanceOf(ClientSession);
      session.once('ended', (same) => ended.push(same === session));
      return session.withTransaction(() =>
        concat(of('first'), stage.collection.insertOne({ _id: 100, n: 1 }, { session }), of('last')),
      );
    });
    await sleep(20);
    expect(stage.commands).to.deep.equal([]);
    expect(await lastValueFrom(result)).to.equal('last');
    expect(ended).to.deep.equal([true]);
    expect(stage.commands).to.deep.equal(['insert', 'commitTransaction']);
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(1);
  });

  it('do not wait for themselves if their options name their own session', async function () {
    needs(this, 'withTransaction returns the result of its function');
    const result = stage.client.withSession((session) =>
      session.withTransaction(() => stage.collection.insertOne({ _id: 100, n: 1 }, { session }), { session }),
    );
    expect(await lastValueFrom(result)).to.include({ insertedId: 100 });
  });

  it('return undefined for an empty Observable, and accept any ObservableInput', async function () {
    needs(this, 'withTransaction returns the result of its function');
    expect(
      await lastValueFrom(
        transacted(() => EMPTY),
        { defaultValue: 'no value' },
      ),
    ).to.equal(undefined);
    expect(
      await lastValueFrom(
        stage.client.withSession(() => EMPTY),
        { defaultValue: 'no value' },
      ),
    ).to.equal(undefined);
    expect(await lastValueFrom(stage.client.withSession(async () => 3))).to.equal(3);
    expect(await lastValueFrom(stage.client.withSession({ causalConsistency: false }, () => [1, 2]))).to.equal(2);
    const found = transacted((session) => stage.collection.find({}, { session }).sort({ n: 1 }));
    expect(await lastValueFrom(found)).to.deep.equal({ _id: 9, n: 9 });
  });

  it('abort if their function fails in any way', async () => {
    const failure = new Error('thrown by the program');
    const inserted = (session: ClientSession) => stage.collection.insertOne({ _id: 100, n: 1 }, { session });
    const failing = [
      transacted((session) =>
        concat(
          inserted(session),
          throwError(() => failure),
        ),
      ),
      transacted((session) =>
        inserted(session).pipe(
          concatMap(() => {
            throw failure;
          }),
        ),
      ),
      transacted(() => {
        throw failure;
      }),
    ];
    for (const each of failing) expect(await failureOf(each)).to.equal(failure);
    expect(stage.commands.filter((name) => name !== 'insert')).to.deep.equal(['abortTransaction', 'abortTransaction']);
    const twice = transacted((session) => concat(inserted(session), inserted(session)));
    expect(await failureOf(twice))
      .to.be.instanceOf(MongoServerError)
      .and.to.include({ code: 11000 });
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(0);
  });

  it('are retried by the driver, which subscribes again', async function () {
    needs(this, 'withTransaction returns the result of its function');
    await stage.fail(
      { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] },
      { times: 2 },
    );
    let calls = 0;
    let subscriptions = 0;
    const result = transacted((session) => {
      calls += 1;
      return concat(
        defer(() => of((subscriptions += 1))),
        stage.collection.insertOne({ _id: 100, n: 1 }, { session }),
      );
    });
    expect(await lastValueFrom(result)).to.include({ insertedId: 100 });
    expect([calls, subscriptions]).to.deep.equal([3, 3]);
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(1);
  });

  it('abort and end the session when they are unsubscribed from', async () => {
    const seen: unknown[] = [];
    const subscription = transacted((session) =>
      concat(stage.collection.insertOne({ _id: 100, n: 1 }, { session }), NEVER),
    ).subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(error) });
    await stage.sent('insert');
    await sleep(30);
    subscription.unsubscribe();
    await stage.sent('abortTransaction');
    await stage.expectNothingOpen();
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(0);
    expect(seen).to.deep.equal([]);
  });

  it('have no effect from commands that were not sent before they were abandoned', async () => {
    const session = stage.client.startSession();
    const inserted = () => stage.collection.insertOne({ _id: 100, n: 1 }, { session });
    session.withTransaction(inserted).subscribe().unsubscribe();
    await stage.sent('abortTransaction');
    await stage.until(() => !session.inTransaction());
    const failure = new Error('thrown by the program');
    const failing = session.withTransaction(() =>
      merge(
        inserted(),
        throwError(() => failure),
      ),
    );
    expect(await failureOf(failing)).to.equal(failure);
    await lastValueFrom(session.endSession(), { defaultValue: undefined });
    expect(stage.commands).to.deep.equal(['insert', 'abortTransaction', 'insert', 'abortTransaction']);
    expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(0);
  });

  it('that begin with startTransaction end on the server, even while their first command is pending', async () => {
    const inserted = (session: ClientSession) => stage.collection.insertOne({ _id: 100, n: 1 }, { session });
    const ends = [
      (session: ClientSession) => session.abortTransaction(),
      (session: ClientSession) => session.endSession(),
      (session: ClientSession) => session.commitTransaction(),
    ];
    for (const [at, end] of ends.entries()) {
      stage.forget();
      await stage.fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: 100 });
      const session = stage.client.startSession();
      session.startTransaction();
      const subscription = inserted(session).subscribe();
      await stage.sent('insert');
      subscription.unsubscribe();
      await lastValueFrom(end(session), { defaultValue: undefined });
      expect(stage.commands).to.deep.equal(['insert', at === 2 ? 'commitTransaction' : 'abortTransaction']);
      expect(await stage.raw.countDocuments({ _id: 100 })).to.equal(at === 2 ? 1 : 0);
      await lastValueFrom(session.endSession(), { defaultValue: undefined });
    }
  });

  it('abort when they are unsubscribed from during a command or a cursor', async () => {
    const busy = [
      (session: ClientSession) => stage.collection.findOne({}, { session }),
      (session: ClientSession) => stage.collection.find({}, { session, batchSize: 2 }).concatMap(() => NEVER),
      (session: ClientSession) => stage.collection.find({}, { session, batchSize: 2 }).toArray(),
      (session: ClientSession) => stage.collection.insertOne({ _id: 101, n: 1 }, { session }),
    ];
    for (const [at, use] of busy.entries()) {
      stage.forget();
      if (at !== 1)
        await stage.fail(
          { failCommands: at === 3 ? ['insert'] : ['find'], blockConnection: true, blockTimeMS: 200 },
          at === 3 ? { skip: 1 } : { times: 1 },
        );
      const transaction = transacted((session) =>
        concat(stage.collection.insertOne({ _id: 100, n: 1 }, { session }), use(session)),
      );
      const subscription = transaction.subscribe();
      await stage.until(() => stage.commands.length >= 2);
      await sleep(30);
      subscription.unsubscribe();
      await stage.sent('abortTransaction');
      await stage.fail({}, 'off');
      await stage.expectNothingOpen();
      expect(await stage.raw.countDocuments({ _id: { $gte: 100 } }), String(at)).to.equal(0);
    }
  });

  it('stop at once if their function unsubscribes from them', async () => {
    const taken = stage.client.withSession(() => of(1, 2, 3)).pipe(take(1));
    expect(await lastValueFrom(taken)).to.equal(has('withSession returns the result of its function') ? 3 : undefined);
    let subscribed = 0;
    const stop = new Subject<void>();
    const unsubscribing = defer(() => {
      subscribed += 1;
      stop.next();
      return NEVER;
    });
    await lastValueFrom(stage.client.withSession(() => unsubscribing).pipe(takeUntil(stop)), {
      defaultValue: undefined,
    });
    await stage.expectNothingOpen();
    expect(subscribed).to.equal(1);
  });

  it('close an unfinished cursor before the session ends', async () => {
    const first = stage.client.withSession((session) =>
      stage.collection.find({}, { session, batchSize: 2 }).pipe(take(1)),
    );
    for (let round = 0; round < 20; round += 1) await lastValueFrom(first);
    expect(stage.commands.filter((name) => name === 'killCursors')).to.have.length(20);
    const session = stage.client.startSession();
    await lastValueFrom(stage.collection.find({}, { session, batchSize: 2 }).pipe(take(1)));
    await lastValueFrom(session.endSession(), { defaultValue: undefined });
    const other = stage.client.startSession();
    await lastValueFrom(stage.collection.find({}, { session: other, batchSize: 2 }).pipe(take(1)));
    if (has('ClientSession[Symbol.asyncDispose]')) await other[Symbol.asyncDispose]();
    else await lastValueFrom(other.endSession(), { defaultValue: undefined });
    expect(stage.commands.filter((name) => name === 'killCursors')).to.have.length(22);
  });
});
