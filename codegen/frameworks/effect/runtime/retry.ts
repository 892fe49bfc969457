import * as Duration from 'effect/Duration';
import * as Effect from 'effect/Effect';
import { dual } from 'effect/Function';
import * as Schedule from 'effect/Schedule';
import { type MongoError, type MongoErrorLabel, MongoNetworkError, MongoServerSelectionError } from 'mongodb';

import { unwrap } from '../../internal/unwrap.js';
import { coveredBy, mongoErrorsIn } from './failure.js';
import { currentSession } from './transaction.js';

/** The labels of errors: those that this driver knows, and any other that a server gives. */
export type ErrorLabel = MongoErrorLabel | (string & {});

/**
 * Whether an error has a label of the driver's or the server's, or has one in it as `cause` that does:
 * `hasLabel(failure, 'TransientTransactionError')`, or `Effect.retry({ while: hasLabel('NoWritesPerformed') })`.
 */
export const hasLabel: {
  (label: ErrorLabel): (error: unknown) => boolean;
  (error: unknown, label: ErrorLabel): boolean;
} = dual(2, (error: unknown, label: ErrorLabel) => mongoErrorsIn(error).some((each) => each.hasErrorLabel(label)));

/**
 * Whether a unique index has refused a document: of `insertOne`, whose failure is a `DuplicateKeyError`, or of several,
 * as in a `BulkWriteError` or in the `CommandError` of a pipeline that writes.
 */
export function isDuplicateKey(error: unknown): boolean {
  const codes: readonly unknown[] = coveredBy('DuplicateKeyError')?.codes ?? [];
  return mongoErrorsIn(error).some(({ code }) => codes.includes(code));
}

/** The labels by which driver and server say that something may be tried again. */
const RETRYABLE_LABELS: readonly string[] = [
  'RetryableWriteError',
  'PoolRequestedRetry',
  'RetryableError',
  'TransientTransactionError',
  'ResumableChangeStreamError',
];

/**
 * Whether driver or server say by a label that it may be tried again.
 *
 * The driver has tried reads and writes once more by itself. A write that you send again is another one to the server,
 * which may have done the first: retry what may be done twice, such as a write of a document with an `_id`.
 */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE_LABELS.some((label) => hasLabel(error, label));
}

/** The codes of errors for which the driver reads again: of the network, and of servers that are primary no more. */
const RETRYABLE_READ_CODES: ReadonlySet<unknown> = new Set([
  6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** Whether a read that failed so may be tried again: also where the network failed, or the primary stepped down. */
export function isRetryableRead(error: unknown): boolean {
  const errors = mongoErrorsIn(error);
  return isRetryable(error) || errors.some((each) => each instanceof MongoNetworkError || hasReadCode(each));
}

/** Whether a change stream that failed so may go on with a new cursor: `changes.resuming()` loses nothing by it. */
export function isResumable(error: unknown): boolean {
  const errors = mongoErrorsIn(error);
  return (
    isRetryableRead(error) || errors.some((each) => each instanceof MongoServerSelectionError || isCursorLost(each))
  );
}

function hasReadCode({ code }: MongoError): boolean {
  return RETRYABLE_READ_CODES.has(code);
}

/** The server has no such cursor any more. */
function isCursorLost({ code }: MongoError): boolean {
  return code === 43;
}

/** How often, how soon and for what something is tried again. */
export interface RetryOptions {
  /** For which failures; {@link isRetryable} where it is not given. */
  readonly while?: (failure: unknown) => boolean;
  /** How often: 5 times where it is not given. */
  readonly times?: number;
  /** The first delay, which grows twofold each time: 100 milliseconds where it is not given. */
  readonly base?: Duration.Input;
  /** The longest delay: 10 seconds where it is not given. */
  readonly longest?: Duration.Input;
}

/**
 * When to try again what failed, by `Effect.retry` or `Stream.retry`: with growing delays, of which each is a bit
 * longer or shorter than that, so that not everybody comes back at once.
 *
 * Within a transaction it tries nothing again: what failed there is over, and the transaction is retried as a whole.
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
