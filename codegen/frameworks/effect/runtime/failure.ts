import { BSON, MongoError, MongoErrorLabel } from 'mongodb';
import type { YieldableError } from 'effect/Cause';
import * as Cause from 'effect/Cause';
import * as Data from 'effect/Data';
import type { Effect } from 'effect/Effect';
import { die, fail, failCause } from 'effect/Effect';

import { fieldOf } from '../../internal/unwrap.js';
import { targetOf } from './target.js';

const Base: new (fields: { readonly message: string; readonly cause: unknown }) => YieldableError = Data.Error;

/** Base of the failures that wrap an error of the driver. */
export abstract class DriverFailure<C extends Error> extends Base {
  abstract readonly _tag: string;
  /** The driver's own error. */
  declare readonly cause: C;
  /** The method that failed: `insertOne`. */
  readonly operation: string;
  /** The namespace it was called on: `shop.orders`, or a database. Undefined for a client. */
  readonly namespace: string | undefined;

  constructor({ cause, operation, namespace }: FailureFields<C>) {
    super({ message: cause.message, cause });
    this.operation = operation;
    this.namespace = namespace;
  }

  /** The tag, as for all tagged errors of Effect. */
  override get name(): string {
    return this._tag;
  }

  /** The error code of the server. Undefined if the driver itself raised the error. */
  get code(): number | string | undefined {
    return (this.cause as { readonly code?: number | string }).code;
  }

  /** The labels with which the driver and the server say how to handle the error. */
  get labels(): readonly string[] {
    return this.cause instanceof MongoError ? this.cause.errorLabels : [];
  }
}

/** What the constructor of a failure takes. */
export interface FailureFields<C extends Error> {
  readonly cause: C;
  readonly operation: string;
  readonly namespace: string | undefined;
}

/** Which errors of the driver map to a failure. */
export interface Covered {
  /** The tag to catch the failure by. Minifiers rename classes, so that the class name will not do. */
  readonly tag: string;
  readonly Failure: new (fields: FailureFields<never>) => DriverFailure<Error>;
  readonly classes: readonly unknown[];
  readonly label?: string;
  readonly codes?: readonly number[];
  readonly ofWrite?: boolean;
  readonly isWriting?: boolean;
}

let covered: readonly Covered[] = [];

/** Registers the failures. The generated `errors.ts` calls it. */
export function cover(kinds: readonly Covered[]): void {
  covered = kinds;
}

/** Returns the registration of the failure with a tag. */
export function coveredBy(tag: string): Covered | undefined {
  return covered.find((each) => each.tag === tag);
}

/** The causes of Effects that failed inside a call of the driver, by the error that the driver got instead. */
const carried = new WeakMap<object, Cause.Cause<unknown>>();

/**
 * The error to reject with, so that the driver cleans up and passes it on. For an error of the driver, and for a
 * failure that wraps one, that is the driver's error, since the driver retries by its labels.
 */
export function carrierOf(cause: Cause.Cause<unknown>): Error {
  const failure = Cause.findErrorOption(cause);
  const error = retriedCauseOf(cause) ?? driverErrorOf(failure._tag === 'Some' ? failure.value : undefined);
  const carrier = error instanceof Error ? error : new Error(CARRIED, { cause });
  carried.set(carrier, cause);
  return carrier;
}

const CARRIED = 'An Effect inside a call of the driver has failed.';

/**
 * The error for which the driver retries a whole transaction, wherever it is: users may have turned it into a defect,
 * or wrapped it in an error of their own.
 */
export function retriedCauseOf(cause: Cause.Cause<unknown>): MongoError | undefined {
  for (const reason of cause.reasons) {
    const error = Cause.isFailReason(reason) ? reason.error : Cause.isDieReason(reason) ? reason.defect : undefined;
    const retried = mongoErrorsIn(error).find((each) => each.hasErrorLabel(MongoErrorLabel.TransientTransactionError));
    if (retried !== undefined) return retried;
  }
  return undefined;
}

/** The longest chain of `cause` that is followed. */
const DEEPEST = 10;

/** The driver's errors in the `cause` chain of an error, including itself, the outermost first. */
export function mongoErrorsIn(error: unknown): MongoError[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && chain.length < DEEPEST; each = fieldOf(each, 'cause')) chain.push(each);
  return chain.filter((each) => each instanceof MongoError);
}

/** The driver's error of a failure. Any other value is returned unchanged. */
export function driverErrorOf(failure: unknown): unknown {
  return failure instanceof DriverFailure ? failure.cause : failure;
}

/**
 * Maps the rejection of a command: to the failure of the user's own Effect, to a tagged failure for an error of the
 * driver, and to a defect for everything else.
 *
 * @param writes - whether the command can fail with the failures that only writes have
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

/** The driver parses connection strings with a separate package, whose error class is its own. */
function isOfConnectionString(error: unknown): boolean {
  return error instanceof Error && !(error instanceof MongoError) && error.name === 'MongoParseError';
}

/** Whether a kind is more specific than the class of an error. */
function refines(kind: Covered, error: MongoError, byClass: Covered | undefined, writes: boolean): boolean {
  if (kind.label !== undefined) return error.hasErrorLabel(kind.label);
  if (kind.isWriting === true && !writes) return false;
  if (byClass?.tag !== 'CommandError') return false;
  const { code, errorResponse } = error as { code?: unknown; errorResponse?: { readonly index?: unknown } };
  return kind.codes?.includes(code as number) ?? (kind.ofWrite === true && errorResponse?.index !== undefined);
}

/** The kind of an error's class, or of the nearest ancestor that has one. */
function nearest(error: MongoError, writes: boolean): Covered | undefined {
  for (let each: unknown = error.constructor; each !== Function.prototype; each = Object.getPrototypeOf(each)) {
    const kind = covered.find(({ classes, isWriting }) => classes.includes(each) && (writes || isWriting !== true));
    if (kind !== undefined) return kind;
  }
  return undefined;
}
