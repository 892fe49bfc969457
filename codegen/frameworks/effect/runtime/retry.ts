import * as Duration from 'effect/Duration';
import * as Effect from 'effect/Effect';
import { dual } from 'effect/Function';
import * as Schedule from 'effect/Schedule';
import { type MongoError, type MongoErrorLabel, MongoNetworkError, MongoServerSelectionError } from 'mongodb';

import { unwrap } from '../../internal/unwrap.js';
import { coveredBy, mongoErrorsIn } from './failure.js';
import { currentSession } from './transaction.js';

/** An error label: one that this driver knows, or any other that a server sends. */
export type ErrorLabel = MongoErrorLabel | (string & {});

/**
 * Whether an error, or an error in its `cause` chain, has a label of the driver or the server: `hasLabel(failure,
 * 'TransientTransactionError')`, or `Effect.retry({ while: hasLabel('NoWritesPerformed') })`.
 */
export const hasLabel: {
  (label: ErrorLabel): (error: unknown) => boolean;
  (error: unknown, label: ErrorLabel): boolean;
} = dual(2, (error: unknown, label: ErrorLabel) => mongoErrorsIn(error).some((each) => each.hasErrorLabel(label)));

/**
 * Whether a unique index has refused a document: a single one, as in the `DuplicateKeyError` of `insertOne`, or one of
 * several, as in a `BulkWriteError` or in the `CommandError` of a pipeline that writes.
 */
export function isDuplicateKey(error: unknown): boolean {
  const codes: readonly unknown[] = coveredBy('DuplicateKeyError')?.codes ?? [];
  return mongoErrorsIn(error).some(({ code }) => codes.includes(code));
}

/** The labels with which the driver and the server mark an operation as retryable. */
const RETRYABLE_LABELS: readonly string[] = [
  'RetryableWriteError',
  'PoolRequestedRetry',
  'RetryableError',
  'TransientTransactionError',
  'ResumableChangeStreamError',
];

/**
 * Whether the driver or the server has labelled an error as retryable.
 *
 * The driver has already retried reads and writes once. If you retry a write, the server treats it as a new one, and
 * may have carried out the first. So only retry writes that may happen twice, such as inserting a document with an
 * `_id`.
 */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE_LABELS.some((label) => hasLabel(error, label));
}

/** The error codes for which the driver retries a read: of the network, and of servers that are no longer primary. */
const RETRYABLE_READ_CODES: ReadonlySet<unknown> = new Set([
  6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/**
 * Whether a read that failed with this error can be retried: also if the network failed, or the primary stepped down.
 */
export function isRetryableRead(error: unknown): boolean {
  const errors = mongoErrorsIn(error);
  return isRetryable(error) || errors.some((each) => each instanceof MongoNetworkError || hasReadCode(each));
}

/**
 * Whether a change stream that failed with this error can resume with a new cursor. `changes.resuming()` loses no
 * changes.
 */
export function isResumable(error: unknown): boolean {
  const errors = mongoErrorsIn(error);
  return (
    isRetryableRead(error) || errors.some((each) => each instanceof MongoServerSelectionError || isCursorLost(each))
  );
}

function hasReadCode({ code }: MongoError): boolean {
  return RETRYABLE_READ_CODES.has(code);
}

/** The server no longer has the cursor. */
function isCursorLost({ code }: MongoError): boolean {
  return code === 43;
}

/** How often, how soon and for which failures to retry. */
export interface RetryOptions {
  /** Which failures to retry. Default: {@link isRetryable}. */
  readonly while?: (failure: unknown) => boolean;
  /** The maximum number of retries. Default: 5. */
  readonly times?: number;
  /** The first delay, which doubles each time. Default: 100 milliseconds. */
  readonly base?: Duration.Input;
  /** The longest delay. Default: 10 seconds. */
  readonly longest?: Duration.Input;
}

/**
 * A schedule for `Effect.retry` or `Stream.retry`, with exponentially growing delays. They are jittered, so that not
 * all clients retry at the same time.
 *
 * It retries nothing inside a transaction, since a failure there has ended it: retry the transaction as a whole.
 */
export function retrySchedule(options: RetryOptions = {}): Schedule.Schedule<Duration.Duration> {
  const { while: holds = isRetryable, times = 5, base = '100 millis', longest = '10 seconds' } = options;
  const most = Duration.fromInputUnsafe(longest);
  return Schedule.exponential(base).pipe(
    Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, most))),
    Schedule.jittered,
    Schedule.while(({ input, attempt }: Schedule.Metadata<Duration.Duration>) =>
      Effect.map(isInTransaction, (isInside) => !isInside && attempt <= times && holds(input)),
    ),
  );
}

const isInTransaction: Effect.Effect<boolean> = Effect.map(currentSession, (session) => {
  const inTransaction = session && unwrap<{ inTransaction?(): boolean }>(session).inTransaction?.();
  return inTransaction === true;
});
