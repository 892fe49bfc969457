import type { CollectionOptions, Document } from 'mongodb';
import { dual } from 'effect/Function';
import { isSchema } from 'effect/Schema';
import type { ParseOptions } from 'effect/SchemaAST';

import type { AbstractCursor } from './AbstractCursor.js';
import { AggregationCursor } from './AggregationCursor.js';
import { ChangeStream } from './ChangeStream.js';
import { Collection } from './Collection.js';
import type { Db } from './Db.js';
import { FindCursor } from './FindCursor.js';
import { type AnySchema, decoding } from './runtime/schema/conversion.js';
import { type DocumentSchema, SchemaCollection, type SchemaOptions } from './schema-collection.js';
import { SchemaAggregationCursor, SchemaChangeStream, SchemaCursor, SchemaFindCursor } from './schema-cursors.js';

export { InvalidDocumentError } from './runtime/schema/invalid-document.js';
export {
  type DecodedChange,
  type DocumentSchema,
  type Reading,
  type SchemaBulkOperation,
  SchemaCollection,
  type SchemaModifyResult,
  type SchemaOptions,
} from './schema-collection.js';
export { SchemaAggregationCursor, SchemaChangeStream, SchemaCursor, SchemaFindCursor } from './schema-cursors.js';

/** Returns a collection of a database that decodes and encodes its documents by a schema. */
export const collection: {
  <S extends DocumentSchema>(
    name: string,
    options: CollectionOptions & SchemaOptions<S>,
  ): (db: Db) => SchemaCollection<S>;
  <S extends DocumentSchema>(db: Db, name: string, options: CollectionOptions & SchemaOptions<S>): SchemaCollection<S>;
} = dual(
  3,
  <S extends DocumentSchema>(
    db: Db,
    name: string,
    { schema, parseOptions, ...options }: CollectionOptions & SchemaOptions<S>,
  ): SchemaCollection<S> => withSchema(db.collection<S['Encoded']>(name, options), schema, parseOptions) as never,
);

/** A wrapper that can be given a schema. */
export type Schemaless = Collection<any> | AbstractCursor | ChangeStream<any, any>;

/** The class that decodes by a schema, in place of `T`. */
export type WithSchema<T extends Schemaless, S extends AnySchema> =
  T extends Collection<any>
    ? SchemaCollection<Extract<S, DocumentSchema>>
    : T extends ChangeStream<any, any>
      ? SchemaChangeStream<S['Type'], S['DecodingServices']>
      : T extends FindCursor
        ? SchemaFindCursor<S, Document>
        : T extends AggregationCursor
          ? SchemaAggregationCursor<S>
          : SchemaCursor<S, Extract<T, AbstractCursor>>;

/** Returns a collection, cursor or change stream that decodes its documents or changes by a schema. */
export const withSchema: {
  <S extends AnySchema>(schema: S, parseOptions?: ParseOptions): <T extends Schemaless>(target: T) => WithSchema<T, S>;
  <T extends Schemaless, S extends AnySchema>(target: T, schema: S, parseOptions?: ParseOptions): WithSchema<T, S>;
} = dual(
  ([, schema]) => isSchema(schema),
  (target: Schemaless, schema: AnySchema, parseOptions?: ParseOptions): unknown => {
    if (target instanceof Collection)
      return new SchemaCollection(target, { schema: schema as DocumentSchema, ...(parseOptions && { parseOptions }) });
    const doing = {
      operation: target.constructor.name,
      get namespace() {
        return target.namespace.toString();
      },
    };
    const decoded = { schema, parseOptions, doing };
    if (target instanceof ChangeStream) return new SchemaChangeStream(target, decoding(schema, parseOptions, doing));
    if (target instanceof FindCursor) return new SchemaFindCursor(target, decoded);
    if (target instanceof AggregationCursor) return new SchemaAggregationCursor(target, decoded);
    return new SchemaCursor(target, decoded);
  },
);
