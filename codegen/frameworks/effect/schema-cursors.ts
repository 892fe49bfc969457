import type { Document, Filter } from 'mongodb';
import * as Effect from 'effect/Effect';
import type { ParseOptions } from 'effect/SchemaAST';
import type * as Stream from 'effect/Stream';

import type { AbstractCursor } from './AbstractCursor.js';
import type { AggregationCursor } from './AggregationCursor.js';
import type { ChangeStream } from './ChangeStream.js';
import type { FindCursor } from './FindCursor.js';
import { type AnySchema, type Conversion, decoding, inOrder } from './runtime/schema/conversion.js';
import type { Doing, InvalidDocumentError } from './runtime/schema/invalid-document.js';
import { converted, SchemaStream } from './runtime/schema/schema-stream.js';

/** The failures of a cursor or a change stream. */
export type FailureOf<C> = Stream.Error<C>;

/** How a cursor decodes, and what an error says about a document that it cannot decode. */
export interface Decoded<S extends AnySchema> {
  readonly schema: S;
  readonly parseOptions: ParseOptions | undefined;
  readonly doing: Doing;
}

/** A cursor that decodes its documents by a schema. */
export class SchemaCursor<S extends AnySchema, C extends AbstractCursor = AbstractCursor> extends SchemaStream<
  S['Type'],
  FailureOf<C>,
  S['DecodingServices']
> {
  readonly schema: S;
  /** The cursor over the stored documents. */
  readonly cursor: C;
  protected readonly decoded: Decoded<S>;
  readonly #decode: Conversion<S['Type'], InvalidDocumentError, S['DecodingServices']>;

  constructor(cursor: C, decoded: Decoded<S>) {
    const decode = decoding(decoded.schema, decoded.parseOptions, decoded.doing);
    super(cursor as unknown as Stream.Stream<unknown, FailureOf<C>>, decode);
    this.schema = decoded.schema;
    this.cursor = cursor;
    this.decoded = decoded;
    this.#decode = decode;
  }

  /** The driver's cursor, if this wraps one. */
  get delegate(): C['delegate'] {
    return this.cursor.delegate;
  }

  /** Reads all documents. */
  toArray(): Effect.Effect<S['Type'][], FailureOf<C> | InvalidDocumentError, S['DecodingServices']> {
    const documents = this.cursor.toArray() as Effect.Effect<unknown[], FailureOf<C>>;
    return Effect.flatMap(documents, (all) => inOrder(all, this.#decode));
  }
}

/** The cursor of an aggregation, which decodes the results by a schema. */
export class SchemaAggregationCursor<S extends AnySchema> extends SchemaCursor<S, AggregationCursor<S['Encoded']>> {}

/** The builder methods that do not change the type of the documents. */
const BUILDERS = [
  'addCursorFlag',
  'addQueryModifier',
  'allowDiskUse',
  'batchSize',
  'collation',
  'comment',
  'hint',
  'limit',
  'max',
  'maxAwaitTimeMS',
  'maxTimeMS',
  'min',
  'returnKey',
  'showRecordId',
  'skip',
  'sort',
  'withReadConcern',
  'withReadPreference',
] as const;

/** The same methods, returning a cursor that decodes. */
type Builders<Self> = {
  [Name in keyof Pick<FindCursor, (typeof BUILDERS)[number]>]: (...given: Parameters<FindCursor[Name]>) => Self;
};

/**
 * The cursor of a find, which decodes the documents by a schema. It is immutable, and each run opens a cursor of its
 * own.
 */
export interface SchemaFindCursor<S extends AnySchema, Stored extends Document> extends Builders<
  SchemaFindCursor<S, Stored>
> {}
export class SchemaFindCursor<S extends AnySchema, Stored extends Document> extends SchemaCursor<
  S,
  FindCursor<S['Encoded']>
> {
  /** Replaces the filter, which refers to the stored documents. */
  filter(filter: Filter<Stored>): SchemaFindCursor<S, Stored> {
    return new SchemaFindCursor(this.cursor.filter(filter), this.decoded);
  }

  /** Reads other fields, which need a schema of their own. */
  project<P extends AnySchema>(projection: Document, { schema }: { readonly schema: P }): SchemaFindCursor<P, Stored> {
    const cursor = this.cursor.project(projection) as FindCursor<P['Encoded']>;
    return new SchemaFindCursor(cursor, { ...this.decoded, schema });
  }

  /** Explains how the server runs the query. */
  explain(...given: Parameters<FindCursor['explain']>): ReturnType<FindCursor['explain']> {
    return this.cursor.explain(...given);
  }
}

for (const name of BUILDERS)
  Object.defineProperty(SchemaFindCursor.prototype, name, {
    configurable: true,
    writable: true,
    value(this: SchemaFindCursor<AnySchema, Document>, ...given: never[]) {
      const built = (this.cursor[name] as (...given: never[]) => FindCursor).apply(this.cursor, given);
      return new SchemaFindCursor(built, this.decoded);
    },
  });

/** A change stream that decodes the documents in each change, or each change as a whole. */
export class SchemaChangeStream<T, R> extends SchemaStream<T, FailureOf<ChangeStream>, R> {
  /** The change stream of the stored documents. */
  readonly changes: ChangeStream;
  readonly #decode: Conversion<T, InvalidDocumentError, R>;

  constructor(changes: ChangeStream, decode: Conversion<T, InvalidDocumentError, R>) {
    super(changes, decode);
    this.changes = changes;
    this.#decode = decode;
  }

  /** The driver's change stream, if this wraps one. */
  get delegate(): ChangeStream['delegate'] {
    return this.changes.delegate;
  }

  /** The changes as a Stream that resumes where it stopped. Followed by `Stream.retry`, it loses no change. */
  resuming(): Stream.Stream<T, FailureOf<ChangeStream> | InvalidDocumentError, R> {
    return converted(this.changes.resuming(), this.#decode);
  }
}
