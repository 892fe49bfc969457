import * as Cause from 'effect/Cause';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Option from 'effect/Option';
import * as Result from 'effect/Result';
import * as Schema from 'effect/Schema';
import type { ParseOptions } from 'effect/SchemaAST';

import { type Doing, InvalidDocumentError } from './invalid-document.js';

/** Any schema. */
export type AnySchema = Schema.Constraint;

/**
 * Decodes or encodes a document. For a synchronous schema, the returned Effect already is an Exit, and does not have to
 * be run.
 */
export type Conversion<A, E, R> = (value: unknown) => Effect.Effect<A, E, R>;

/** Decodes documents by a schema. */
export function decoding<S extends AnySchema>(
  schema: S,
  options: ParseOptions | undefined,
  doing: Doing,
): Conversion<S['Type'], InvalidDocumentError, S['DecodingServices']> {
  const decode = Schema.decodeUnknownEffect(schema, options);
  return (document) => explained(decode(document), document, doing);
}

/** Encodes documents by a schema. The result is never the user's own object, since the driver adds an `_id` to it. */
export function encoding<S extends AnySchema>(
  schema: S,
  options: ParseOptions | undefined,
  doing: Doing,
): Conversion<S['Encoded'], InvalidDocumentError, S['EncodingServices']> {
  const encode = Schema.encodeUnknownEffect(schema, options);
  return (document) =>
    mapped(explained(encode(document), document, doing), (encoded) =>
      encoded === document ? { ...(encoded as object) } : encoded,
    );
}

/** The fields of a change that hold a document. */
const DOCUMENTS = ['fullDocument', 'fullDocumentBeforeChange'] as const;

/** Decodes the documents in a change. `null`, in place of a document that no longer exists, is kept. */
export function decodingChange<A, R>(
  decode: Conversion<A, InvalidDocumentError, R>,
): Conversion<unknown, InvalidDocumentError, R> {
  return (value) => {
    const change = value as Readonly<Record<string, unknown>>;
    const fields = DOCUMENTS.filter((field) => change[field] != null);
    const documents = inOrder(fields, (field) => decode(change[field as string]));
    return mapped(documents, (all) => ({
      ...change,
      ...Object.fromEntries(fields.map((field, at) => [field, all[at]])),
    }));
  };
}

/** Returns the outcome of each conversion as a Result. A defect remains a defect. */
export function asResult<A, E, R>(convert: Conversion<A, E, R>): Conversion<Result.Result<A, E>, never, R> {
  return (value) => {
    const converted = convert(value);
    const exit = exitOf(converted);
    if (exit === undefined) return Effect.result(converted);
    if (Exit.isSuccess(exit)) return Exit.succeed(Result.succeed(exit.value));
    const error = Cause.findErrorOption(exit.cause);
    return Option.isSome(error)
      ? Exit.succeed(Result.fail(error.value))
      : Exit.failCause(exit.cause as Cause.Cause<never>);
  };
}

/** Converts all values, one after the other. */
export function inOrder<A, E, R>(values: readonly unknown[], convert: Conversion<A, E, R>): Effect.Effect<A[], E, R> {
  const converted = asFarAsPossible(values, convert);
  const exit = exitOf(converted);
  return exit !== undefined && Exit.isSuccess(exit) ? allOf(exit.value) : Effect.flatMap(converted, allOf);
}

/** The values that were converted before the first failure, and that failure. */
export interface Converted<A, E> {
  readonly values: A[];
  readonly failure: Exit.Exit<never, E> | undefined;
}

/** Converts values up to the first failure. With a synchronous schema, no fiber is needed. */
export function asFarAsPossible<A, E, R>(
  values: readonly unknown[],
  convert: Conversion<A, E, R>,
): Effect.Effect<Converted<A, E>, never, R> {
  const done: A[] = [];
  const from = (start: number): Effect.Effect<Converted<A, E>, never, R> => {
    for (let at = start; at < values.length; at += 1) {
      const converted = convert(values[at]);
      const exit = exitOf(converted);
      if (exit === undefined) return Effect.flatMap(Effect.exit(converted), (later) => took(later) ?? from(at + 1));
      const failed = took(exit);
      if (failed !== undefined) return failed;
    }
    return Exit.succeed({ values: done, failure: undefined });
  };
  const took = (exit: Exit.Exit<A, E>): Exit.Exit<Converted<A, E>> | undefined => {
    if (Exit.isFailure(exit)) return Exit.succeed({ values: done, failure: Exit.failCause(exit.cause) });
    done.push(exit.value);
    return undefined;
  };
  return from(0);
}

function allOf<A, E>({ values, failure }: Converted<A, E>): Exit.Exit<A[], E> {
  return failure ?? Exit.succeed(values);
}

/** The Exit, if the Effect already is one. */
function exitOf<A, E>(effect: Effect.Effect<A, E, unknown>): Exit.Exit<A, E> | undefined {
  return Exit.isExit(effect) ? (effect as unknown as Exit.Exit<A, E>) : undefined;
}

/** `Effect.map`, which maps an Exit to an Exit. */
function mapped<A, B, E, R>(effect: Effect.Effect<A, E, R>, map: (value: A) => B): Effect.Effect<B, E, R> {
  const exit = exitOf(effect);
  return exit === undefined ? Effect.map(effect, map) : Exit.map(exit, map);
}

/** Adds to the error which document the schema has refused. */
function explained<A, R>(
  effect: Effect.Effect<A, Schema.SchemaError, R>,
  document: unknown,
  doing: Doing,
): Effect.Effect<A, InvalidDocumentError, R> {
  const explain = (error: Schema.SchemaError) => new InvalidDocumentError(document, error, doing);
  const exit = exitOf(effect);
  return exit === undefined ? Effect.mapError(effect, explain) : Exit.mapError(exit, explain);
}
