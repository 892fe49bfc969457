import { BSON, MongoError, MongoErrorLabel } from 'mongodb';
import type { YieldableError } from 'effect/Cause';
import * as Cause from 'effect/Cause';
import * as Data from 'effect/Data';
import type { Effect } from 'effect/Effect';
import { die, fail, failCause } from 'effect/Effect';

import { fieldOf } from '../../internal/unwrap.js';
import { targetOf } from './target.js';

const Base: new (fields: { readonly message: string; readonly cause: unknown }) => YieldableError = Data.Error;

/** Base of the failures that stand for an error of the driver's. */
export abstract class DriverFailure<C extends Error> extends Base {
  abstract readonly _tag: string;
  /** The driver's own error. */
  declare readonly cause: C;
  /** The member that failed: `insertOne`. */
  readonly operation: string;
  /** What it was called on: `shop.orders`, a database, or nothing where it was the client. */
  readonly namespace: string | undefined;

  constructor({ cause, operation, namespace }: FailureFields<C>) {
    super({ message: cause.message, cause });
    this.operation = operation;
    this.namespace = namespace;
  }

  /** As tagged errors of Effect are called. */
  override get name(): string {
    return this._tag;
  }

  /** The server's error code; undefined where the error is the driver's own. */
  get code(): number | string | undefined {
    return (this.cause as { readonly code?: number | string }).code;
  }

  /** The labels by which driver and server say what to do with it. */
  get labels(): readonly string[] {
    return this.cause instanceof MongoError ? this.cause.errorLabels : [];
  }
}

/** What a failure is made from. */
export interface FailureFields<C extends Error> {
  readonly cause: C;
  readonly operation: string;
  readonly namespace: string | undefined;
}

/** Which errors of the driver's become which failure. */
export interface Covered {
  /** What the failure is caught by; the name of its class is another one in a bundle that was minified. */
  readonly tag: string;
  readonly Failure: new (fields: FailureFields<never>) => DriverFailure<Error>;
  readonly classes: readonly unknown[];
  readonly label?: string;
  readonly codes?: readonly number[];
  readonly ofWrite?: boolean;
  readonly isWriting?: boolean;
}

let covered: readonly Covered[] = [];

/** Says which failures there are: the generated `errors.ts` does. */
export function cover(kinds: readonly Covered[]): void {
  covered = kinds;
}

/** Which errors of the driver's become the failure of a tag. */
export function coveredBy(tag: string): Covered | undefined {
  return covered.find((each) => each.tag === tag);
}

/** The causes of Effects that the driver was given, by what it was told instead. */
const carried = new WeakMap<object, Cause.Cause<unknown>>();

/**
 * Something to reject with, so that the driver ends what it has begun and hands it on. An error of the driver's is
 * itself, and so is the one that a failure stands for: by its labels the driver tries again.
 */
export function carrierOf(cause: Cause.Cause<unknown>): Error {
  const failure = Cause.findErrorOption(cause);
  const error = retriedCauseOf(cause) ?? driverErrorOf(failure._tag === 'Some' ? failure.value : undefined);
  const carrier = error instanceof Error ? error : new Error(CARRIED, { cause });
  carried.set(carrier, cause);
  return carrier;
}

const CARRIED = 'An Effect that the driver was given has not succeeded.';

/**
 * The driver's error for which it runs all of a transaction again, wherever it is: users make errors of their own of
 * it, or defects, that have it in them.
 */
export function retriedCauseOf(cause: Cause.Cause<unknown>): MongoError | undefined {
  for (const reason of cause.reasons) {
    const error = Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined;
    const retried = mongoErrorsIn(error).find((each) => each.hasErrorLabel(MongoErrorLabel.TransientTransactionError));
    if (retried !== undefined) return retried;
  }
  return undefined;
}

/** As many errors may have one another as `cause`. */
const DEEPEST = 10;

/** The driver's errors that an error is, stands for, or has in it as `cause`; the outermost first. */
export function mongoErrorsIn(error: unknown): MongoError[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && chain.length < DEEPEST; each = fieldOf(each, 'cause')) chain.push(each);
  return chain.filter((each) => each instanceof MongoError);
}

/** The driver's error of a failure, and any other as it is. */
export function driverErrorOf(failure: unknown): unknown {
  return failure instanceof DriverFailure ? failure.cause : failure;
}

/**
 * What a command that rejected fails with: the failure of the user's own Effect, one of the tagged failures for an
 * error of the driver's, and a defect for everything else.
 *
 * @param writes - whether the command may fail with what only a write does
 */
export function failureOf<E>(error: unknown, object: object, operation: string, writes: boolean): Effect<never, E> {
  const cause = typeof error === 'object' && error !== null ? carried.get(error) : undefined;
  if (cause !== undefined) return failCause(cause as Cause.Cause<E>);
  const kind = kindOf(error, writes);
  if (kind === undefined) return die(error);
  const fields = { cause: error as never, operation, namespace: targetOf(object).namespace };
  return fail(new kind.Failure(fields) as E);
}

function kindOf(error: unknown, writes: boolean): Covered | undefined {
  if (error instanceof BSON.BSONError || isOfConnectionString(error)) return coveredBy('InvalidArgumentError');
  if (!(error instanceof MongoError)) return undefined;
  const byClass = nearest(error, writes);
  return covered.find((kind) => refines(kind, error, byClass, writes)) ?? byClass;
}

/** A connection string is read by a package of the driver's, which has an error of its own. */
function isOfConnectionString(error: unknown): boolean {
  return error instanceof Error && !(error instanceof MongoError) && error.name === 'MongoParseError';
}

/** Whether a kind says more of an error than its class does. */
function refines(kind: Covered, error: MongoError, byClass: Covered | undefined, writes: boolean): boolean {
  if (kind.label !== undefined) return error.hasErrorLabel(kind.label);
  if (kind.isWriting === true && !writes) return false;
  if (byClass?.tag !== 'CommandError') return false;
  const { code, errorResponse } = error as { code?: unknown; errorResponse?: { readonly index?: unknown } };
  return kind.codes?.includes(code as number) ?? (kind.ofWrite === true && errorResponse?.index !== undefined);
}

/** The kind of the class of an error, or of the nearest that it extends. */
function nearest(error: MongoError, writes: boolean): Covered | undefined {
  for (let each: unknown = error.constructor; each !== Function.prototype; each = Object.getPrototypeOf(each)) {
    const kind = covered.find(({ classes, isWriting }) => classes.includes(each) && (writes || isWriting !== true));
    if (kind !== undefined) return kind;
  }
  return undefined;
}
