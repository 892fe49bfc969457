import { createRequire } from 'node:module';

import { expect } from 'chai';
import * as Data from 'effect/Data';
import * as Duration from 'effect/Duration';
import * as Effect from 'effect/Effect';
import * as Schedule from 'effect/Schedule';
import * as Stream from 'effect/Stream';
import * as driver from 'mongodb';
import {
  hasLabel,
  isDuplicateKey,
  isResumable,
  isRetryable,
  isRetryableRead,
  NotPrimaryError,
  retrySchedule,
} from 'motorized/effect';

import { has } from '../../support/release/has.js';
import { useResources } from './resources-stage.js';

/** The driver's own decisions, which it does not export. */
const decides = createRequire(import.meta.url)('mongodb/lib/error.js') as Record<
  'isRetryableReadError' | 'isRetryableWriteError',
  (error: driver.MongoError) => boolean
> & { isResumableError(error: driver.MongoError, wireVersion: number): boolean };

class OrderFailed extends Data.TaggedError('OrderFailed')<{ readonly cause: unknown }> {}

const ofServer = (code: number, ...labels: string[]) => {
  const error = new driver.MongoServerError({ message: 'no', code });
  for (const label of labels) error.addErrorLabel(label);
  return error;
};

const FAST = { base: 1, longest: 2 } as const;

describe('motorized/effect: labels and retries', () => {
  const stage = useResources('retry');

  it('recognize a duplicate key in every error that reports one', async () => {
    const pets = stage.db.collection<{ _id: number }>('keys');
    const twice = [{ _id: 1 }, { _id: 1 }];
    const failures = [
      await Effect.runPromise(Effect.flip(pets.insertMany(twice))),
      await Effect.runPromise(Effect.flip(pets.insertOne({ _id: 1 }))),
    ];
    expect(failures.map((each) => [each._tag, isDuplicateKey(each)])).to.deep.equal([
      ['BulkWriteError', true],
      ['DuplicateKeyError', true],
    ]);
    for (const other of [undefined, new Error('no'), ofServer(121)]) expect(isDuplicateKey(other)).to.equal(false);
  });

  it('find a label in a failure, in an error of the driver, and in the cause of an error', () => {
    const error = ofServer(112, 'TransientTransactionError');
    expect(hasLabel(error, 'TransientTransactionError')).to.equal(true);
    expect(hasLabel('TransientTransactionError')(new OrderFailed({ cause: error }))).to.equal(true);
    expect(hasLabel(error, 'RetryableWriteError')).to.equal(false);
    for (const other of [undefined, null, 'text', new Error('no'), {}]) expect(hasLabel(other, 'X')).to.equal(false);
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    expect(hasLabel(circular, 'X')).to.equal(false);
  });

  it('retry the same error codes and classes as the driver', () => {
    const codes = Array.from({ length: 20_000 }, (_, code) => code);
    const differing = codes.filter(
      (code) => isRetryableRead(ofServer(code)) !== decides.isRetryableReadError(ofServer(code)),
    );
    // A read concern that is not available yet, and an exceeded time limit.
    const late = has('a read that exceeds its time on the server is retried') ? [] : [134, 262];
    expect(differing).to.deep.equal(late);
    const errors = [
      new driver.MongoNetworkError('no'),
      new driver.MongoNetworkTimeoutError('no'),
      new driver.MongoServerSelectionError('no', {} as never),
      new driver.MongoInvalidArgumentError('no'),
      ofServer(43),
      ofServer(1, 'RetryableWriteError'),
      ofServer(1, 'PoolRequestedRetry'),
      ofServer(1, 'ResumableChangeStreamError'),
      ofServer(1),
    ];
    for (const error of errors) {
      if (decides.isRetryableWriteError(error)) expect(isRetryable(error), String(error)).to.equal(true);
      if (decides.isRetryableReadError(error)) expect(isRetryableRead(error), String(error)).to.equal(true);
      expect(isResumable(error) || !decides.isResumableError(error, 25), String(error)).to.equal(true);
    }
    expect(errors.map(isRetryable)).to.deep.equal([false, false, false, false, false, true, true, true, false]);
    expect(isResumable(ofServer(1))).to.equal(false);
  });

  it('retry only errors with the label, up to the given number of times', async () => {
    const retried = stage.collection.insertOne({ _id: 100, n: 1 }).pipe(Effect.retry(retrySchedule(FAST)));
    await stage.fail({ failCommands: ['insert'], errorCode: 112, errorLabels: ['RetryableError'] }, { times: 2 });
    await Effect.runPromise(retried);
    expect(stage.commands).to.deep.equal(['insert', 'insert', 'insert']);
    stage.started.length = 0;
    const failure = await Effect.runPromise(Effect.flip(retried));
    expect(failure).to.include({ code: 11000 });
    expect(stage.commands).to.deep.equal(['insert']);
    stage.started.length = 0;
    await stage.fail({ failCommands: ['insert'], errorCode: 112, errorLabels: ['RetryableError'] }, { times: 100 });
    await Effect.runPromise(
      Effect.flip(
        stage.collection.insertOne({ _id: 101, n: 1 }).pipe(Effect.retry(retrySchedule({ ...FAST, times: 2 }))),
      ),
    );
    expect(stage.commands).to.have.length(3);
  });

  it('retry reads, of a command and of a Stream', async () => {
    const failing = () => stage.fail({ failCommands: ['find'], errorCode: 11_600 }, { times: 4 });
    const schedule = retrySchedule({ ...FAST, while: isRetryableRead });
    await failing();
    const refused = await Effect.runPromise(Effect.flip(stage.collection.findOne()));
    expect(refused).to.be.instanceOf(NotPrimaryError);
    await failing();
    await Effect.runPromise(stage.collection.findOne().pipe(Effect.retry(schedule)));
    await failing();
    const read = await Effect.runPromise(Stream.runCollect(stage.collection.find().pipe(Stream.retry(schedule))));
    expect(read).to.have.length(10);
  });

  it('retry nothing within a transaction', async () => {
    await stage.fail(
      { failCommands: ['insert'], errorCode: 112, errorLabels: ['RetryableWriteError'] },
      { times: 100 },
    );
    const retried = stage.collection.insertOne({ _id: 100, n: 1 }).pipe(Effect.retry(retrySchedule(FAST)));
    await Effect.runPromise(Effect.flip(stage.client.transaction(retried)));
    expect(stage.commands).to.deep.equal(['insert', 'abortTransaction']);
  });

  it('wait longer each time, up to the given limit, with jitter', async () => {
    const delays = (): Promise<number[]> =>
      Effect.runPromise(
        Effect.gen(function* () {
          const step = yield* Schedule.toStep(retrySchedule({ base: 100, longest: 500 }));
          const waited: number[] = [];
          for (let at = 0; at < 5; at += 1) {
            const [, delay] = yield* Effect.orDie(step(0, ofServer(1, 'RetryableError')));
            waited.push(Duration.toMillis(delay));
          }
          return waited;
        }),
      );
    const some = await delays();
    for (const [at, most] of [100, 200, 400, 500, 500].entries()) expect(some[at]).to.be.within(most * 0.8, most * 1.2);
    expect(await delays()).not.to.deep.equal(some);
  });
});
