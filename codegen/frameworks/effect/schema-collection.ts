import type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  ChangeStreamDocument,
  Document,
  Filter,
  Flatten,
  InsertManyResult,
  InsertOneResult,
  ModifyResult,
  ReplaceOneModel,
  UpdateFilter,
  WithId,
} from 'mongodb';
import * as Effect from 'effect/Effect';
import * as Option from 'effect/Option';
import type { ParseOptions } from 'effect/SchemaAST';

import { snapshot } from '../internal/source.js';
import { Collection } from './Collection.js';
import {
  type AnySchema,
  type Conversion,
  decoding,
  decodingChange,
  encoding,
  inOrder,
} from './runtime/schema/conversion.js';
import type { InvalidDocumentError } from './runtime/schema/invalid-document.js';
import { SchemaHandle } from './runtime/schema/schema-handle.js';
import { type Decoded, SchemaAggregationCursor, SchemaChangeStream, SchemaFindCursor } from './schema-cursors.js';
import type {
  BulkWriteOptions,
  ChangeStreamOptions,
  DistinctOptions,
  FindOneAndDeleteOptions,
  FindOneAndReplaceOptions,
  FindOneAndUpdateOptions,
  InsertOneOptions,
  RenameOptions,
  ReplaceOptions,
} from './types.js';

/** A schema of the documents of a collection. */
export interface DocumentSchema extends AnySchema {
  readonly Encoded: Document;
}

/** A schema, and the options for decoding and encoding with it. */
export interface SchemaOptions<S extends AnySchema> {
  readonly schema: S;
  readonly parseOptions?: ParseOptions;
}

/** The options of a method that reads, as this release of the driver declares them. */
export type ReadOptions<K extends 'find' | 'findOne' | 'aggregate'> = NonNullable<Parameters<Collection[K]>[1]>;

/** Options that read. A projection needs a schema of its own for the fields that it leaves. */
export type Reading<O, P extends AnySchema> =
  | (Omit<O, 'projection'> & { readonly schema?: never })
  | (O & { readonly schema: P });

/** The operations of a bulk. Their documents are encoded; filters and updates refer to the stored documents. */
export type SchemaBulkOperation<S extends DocumentSchema> =
  | { readonly insertOne: { readonly document: S['Type'] } }
  | { readonly replaceOne: Omit<ReplaceOneModel<S['Encoded']>, 'replacement'> & { readonly replacement: S['Type'] } }
  | Exclude<AnyBulkWriteOperation<S['Encoded']>, { insertOne: unknown } | { replaceOne: unknown }>;

/** The result of a `findOneAnd...` with `includeResultMetadata`. */
export type SchemaModifyResult<T> = Omit<ModifyResult, 'value'> & { readonly value: Option.Option<T> };

/** A change whose documents are decoded. A document that no longer exists is `null`. */
export type DecodedChange<C, T> = {
  [K in keyof C]: K extends 'fullDocument' | 'fullDocumentBeforeChange'
    ? undefined extends C[K]
      ? T | null | undefined
      : T
    : C[K];
};

/** The result of a replacement, as this release of the driver declares it. */
type Replaced<T extends Document> = Effect.Success<ReturnType<Collection<T>['replaceOne']>>;

/** The failures of a collection's command. */
type Failure<K extends keyof Collection> =
  ReturnType<Extract<Collection[K], (...given: never[]) => unknown>> extends Effect.Effect<infer _A, infer E>
    ? E
    : never;

/** The members that decode or encode documents. All others are forwarded to the collection. */
const DECODING = [
  'aggregate',
  'bulkWrite',
  'delegate',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'insertMany',
  'insertOne',
  'rename',
  'replaceOne',
  'watch',
  'withSession',
] as const;

/**
 * A collection that decodes documents when they are read, and encodes them when they are written. Filters and updates
 * refer to the stored documents.
 */
export interface SchemaCollection<S extends DocumentSchema> extends Omit<
  Collection<S['Encoded']>,
  (typeof DECODING)[number]
> {}
export class SchemaCollection<S extends DocumentSchema> extends SchemaHandle {
  /** The collection of the stored documents. */
  readonly collection: Collection<S['Encoded']>;
  readonly schema: S;
  readonly #parseOptions: ParseOptions | undefined;

  constructor(collection: Collection<S['Encoded']>, { schema, parseOptions }: SchemaOptions<S>) {
    super();
    this.collection = collection;
    this.schema = schema;
    this.#parseOptions = parseOptions;
  }

  /** The driver's own collection. */
  get delegate(): Collection<S['Encoded']>['delegate'] {
    return this.collection.delegate;
  }

  /** Inserts a document. */
  insertOne(
    document: S['Type'],
    options?: InsertOneOptions,
  ): Effect.Effect<InsertOneResult<S['Encoded']>, Failure<'insertOne'> | InvalidDocumentError, S['EncodingServices']> {
    return this.#encoded('insertOne', [document], options, ([encoded], given) =>
      this.collection.insertOne(encoded as never, given),
    );
  }

  /** Inserts documents. If one of them cannot be encoded, none is inserted. */
  insertMany(
    documents: readonly S['Type'][],
    options?: BulkWriteOptions,
  ): Effect.Effect<
    InsertManyResult<S['Encoded']>,
    Failure<'insertMany'> | InvalidDocumentError,
    S['EncodingServices']
  > {
    return this.#encoded('insertMany', documents, options, (encoded, given) =>
      this.collection.insertMany(encoded as never[], given),
    );
  }

  /** Writes in bulk. If a document cannot be encoded, nothing is written. */
  bulkWrite(
    operations: readonly SchemaBulkOperation<S>[],
    options?: BulkWriteOptions,
  ): Effect.Effect<BulkWriteResult, Failure<'bulkWrite'> | InvalidDocumentError, S['EncodingServices']> {
    const encode = this.#encoding('bulkWrite');
    const given = snapshot(options);
    return Effect.suspend(() =>
      Effect.flatMap(
        inOrder(operations, (operation) => encodedOperation(operation as never, encode)),
        (encoded) => this.collection.bulkWrite(encoded as never[], given),
      ),
    );
  }

  /** Replaces a document. */
  replaceOne(
    filter: Filter<S['Encoded']>,
    replacement: S['Type'],
    options?: ReplaceOptions,
  ): Effect.Effect<Replaced<S['Encoded']>, Failure<'replaceOne'> | InvalidDocumentError, S['EncodingServices']> {
    return this.#encoded('replaceOne', [replacement], options, ([encoded], given) =>
      this.collection.replaceOne(filter, encoded as never, given),
    );
  }

  /** Returns a cursor over the documents that match a filter. */
  find<P extends AnySchema = S>(
    filter?: Filter<S['Encoded']>,
    options?: Reading<ReadOptions<'find'>, P>,
  ): SchemaFindCursor<P, S['Encoded']> {
    const { schema, given } = apart(options);
    const cursor = this.#stored.find(filter as Filter<Document>, given);
    return new SchemaFindCursor<P, S['Encoded']>(cursor, this.#decoded('find', schema));
  }

  /** Returns the first document that matches a filter. */
  findOne<P extends AnySchema = S>(
    filter?: Filter<S['Encoded']>,
    options?: Reading<ReadOptions<'findOne'>, P>,
  ): Effect.Effect<Option.Option<P['Type']>, Failure<'findOne'> | InvalidDocumentError, P['DecodingServices']> {
    const { schema, given } = apart(options);
    const found = this.#stored.findOne((filter ?? {}) as Filter<Document>, given);
    return Effect.flatMap(found, foundBy(this.#decoded('findOne', schema)));
  }

  /** Deletes a document, and returns it. */
  findOneAndDelete<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    options: Reading<FindOneAndDeleteOptions, P> & { readonly includeResultMetadata: true },
  ): Modified<SchemaModifyResult<P['Type']>, 'findOneAndDelete', P['DecodingServices']>;
  findOneAndDelete<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    options?: Reading<FindOneAndDeleteOptions, P>,
  ): Modified<Option.Option<P['Type']>, 'findOneAndDelete', P['DecodingServices']>;
  findOneAndDelete(filter: any, options?: any): any {
    const { schema, given } = apart(options);
    const found = this.#stored.findOneAndDelete(filter, withMetadata(given));
    return Effect.flatMap(found, modifiedBy(given, this.#decoded('findOneAndDelete', schema)));
  }

  /** Replaces a document, and returns the old document, or the new one if the options say so. */
  findOneAndReplace<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    replacement: S['Type'],
    options: Reading<FindOneAndReplaceOptions, P> & { readonly includeResultMetadata: true },
  ): Modified<SchemaModifyResult<P['Type']>, 'findOneAndReplace', S['EncodingServices'] | P['DecodingServices']>;
  findOneAndReplace<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    replacement: S['Type'],
    options?: Reading<FindOneAndReplaceOptions, P>,
  ): Modified<Option.Option<P['Type']>, 'findOneAndReplace', S['EncodingServices'] | P['DecodingServices']>;
  findOneAndReplace(filter: any, replacement: any, options?: any): any {
    const { schema, given } = apart(options);
    const found = this.#encoded('findOneAndReplace', [replacement], given, ([encoded]) =>
      this.#stored.findOneAndReplace(filter, encoded as Document, withMetadata(given)),
    );
    return Effect.flatMap(found, modifiedBy(given, this.#decoded('findOneAndReplace', schema)));
  }

  /** Updates a document, and returns the old document, or the new one if the options say so. */
  findOneAndUpdate<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    update: UpdateFilter<S['Encoded']> | Document[],
    options: Reading<FindOneAndUpdateOptions, P> & { readonly includeResultMetadata: true },
  ): Modified<SchemaModifyResult<P['Type']>, 'findOneAndUpdate', P['DecodingServices']>;
  findOneAndUpdate<P extends AnySchema = S>(
    filter: Filter<S['Encoded']>,
    update: UpdateFilter<S['Encoded']> | Document[],
    options?: Reading<FindOneAndUpdateOptions, P>,
  ): Modified<Option.Option<P['Type']>, 'findOneAndUpdate', P['DecodingServices']>;
  findOneAndUpdate(filter: any, update: any, options?: any): any {
    const { schema, given } = apart(options);
    const found = this.#stored.findOneAndUpdate(filter, update, withMetadata(given));
    return Effect.flatMap(found, modifiedBy(given, this.#decoded('findOneAndUpdate', schema)));
  }

  /** Returns the distinct values of a field: as they are stored, or decoded by a schema for them. */
  distinct<P extends AnySchema>(
    key: string,
    filter: Filter<S['Encoded']>,
    options: DistinctOptions & { readonly schema: P },
  ): Effect.Effect<P['Type'][], Failure<'distinct'> | InvalidDocumentError, P['DecodingServices']>;
  distinct<K extends keyof WithId<S['Encoded']>>(
    key: K,
    filter?: Filter<S['Encoded']>,
    options?: DistinctOptions,
  ): Effect.Effect<Flatten<WithId<S['Encoded']>[K]>[], Failure<'distinct'>>;
  distinct(
    key: string,
    filter?: Filter<S['Encoded']>,
    options?: DistinctOptions,
  ): Effect.Effect<unknown[], Failure<'distinct'>>;
  distinct(key: any, filter?: any, options?: any): any {
    const { schema, given } = apart(options);
    const values = this.#stored.distinct(key, filter ?? {}, given ?? {});
    if (schema === undefined) return values;
    const { doing, parseOptions } = this.#decoded('distinct', schema);
    const decode = decoding(schema as AnySchema, parseOptions, doing);
    return Effect.flatMap(values, (all) => inOrder(all, decode));
  }

  /** Returns a cursor over the results of an aggregation, which need a schema of their own. */
  aggregate<P extends AnySchema>(
    pipeline: Document[],
    options: ReadOptions<'aggregate'> & { readonly schema: P },
  ): SchemaAggregationCursor<P> {
    const { schema, given } = apart(options);
    const cursor = this.#stored.aggregate(pipeline, given);
    return new SchemaAggregationCursor<P>(cursor, this.#decoded('aggregate', schema));
  }

  /** Watches for changes. The documents in them are decoded, or each change as a whole if the options have a schema. */
  watch<P extends AnySchema>(
    pipeline: Document[] | undefined,
    options: ChangeStreamOptions & { readonly schema: P },
  ): SchemaChangeStream<P['Type'], P['DecodingServices']>;
  watch(
    pipeline?: Document[],
    options?: ChangeStreamOptions,
  ): SchemaChangeStream<DecodedChange<ChangeStreamDocument<S['Encoded']>, S['Type']>, S['DecodingServices']>;
  watch(pipeline?: any, options?: any): any {
    const { schema, given } = apart(options);
    const { schema: by, parseOptions, doing } = this.#decoded('watch', schema as AnySchema | undefined);
    const decode = decoding(by, parseOptions, doing);
    const changes = this.#stored.watch(pipeline, given);
    return new SchemaChangeStream(changes, schema === undefined ? decodingChange(decode) : decode);
  }

  /** Renames the collection. */
  rename(newName: string, options?: RenameOptions): Effect.Effect<SchemaCollection<S>, Failure<'rename'>> {
    return Effect.map(
      this.collection.rename(newName, options),
      (collection) => new SchemaCollection(collection as Collection<S['Encoded']>, this.#options),
    );
  }

  /** Returns a handle to this collection that passes a session with every call. */
  withSession(...given: Parameters<Collection['withSession']>): SchemaCollection<S> {
    return new SchemaCollection(this.collection.withSession(...given), this.#options);
  }

  get #options(): SchemaOptions<S> {
    const parseOptions = this.#parseOptions;
    return { schema: this.schema, ...(parseOptions !== undefined && { parseOptions }) };
  }

  /** The collection with an untyped document, for calls that the types above already check. */
  get #stored(): Collection {
    return this.collection as unknown as Collection;
  }

  #decoded<P extends AnySchema>(operation: string, schema: P | undefined): Decoded<P> {
    const doing = { operation, namespace: this.collection.namespace };
    return { schema: schema ?? (this.schema as AnySchema as P), parseOptions: this.#parseOptions, doing };
  }

  /** Encodes documents each time that the command is run, and then writes them. */
  #encoded<O, A, E>(
    operation: string,
    documents: readonly unknown[],
    options: O,
    write: (encoded: readonly unknown[], options: O) => Effect.Effect<A, E>,
  ): Effect.Effect<A, E | InvalidDocumentError, S['EncodingServices']> {
    const encode = this.#encoding(operation);
    const given = snapshot(options);
    return Effect.suspend(() =>
      Effect.flatMap(inOrder(documents, encode), (encoded: readonly unknown[]) => write(encoded, given)),
    );
  }

  #encoding(operation: string): Conversion<S['Encoded'], InvalidDocumentError, S['EncodingServices']> {
    return encoding(this.schema, this.#parseOptions, { operation, namespace: this.collection.namespace });
  }
}

/** The result of a `findOneAnd...`. */
type Modified<A, K extends keyof Collection, R> = Effect.Effect<A, Failure<K> | InvalidDocumentError, R>;

for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(Collection.prototype)))
  if (!(name in SchemaCollection.prototype)) Object.defineProperty(SchemaCollection.prototype, name, passedOn(member));

/** Forwards a member to the collection. */
function passedOn({ get, set, value, ...described }: PropertyDescriptor): PropertyDescriptor {
  type This = SchemaCollection<DocumentSchema>;
  if (get === undefined)
    return {
      ...described,
      value(this: This, ...given: unknown[]) {
        return (value as (...given: unknown[]) => unknown).apply(this.collection, given);
      },
    };
  return {
    configurable: true,
    get(this: This) {
      return get.call(this.collection);
    },
    set(this: This, to: unknown) {
      set?.call(this.collection, to);
    },
  };
}

/** Separates the schema from the driver's options. */
function apart(options: any): { readonly schema: any; readonly given: any } {
  const { schema, ...given } = options ?? {};
  return { schema, given };
}

/** Decodes what was found. */
function foundBy<S extends AnySchema>({ schema, parseOptions, doing }: Decoded<S>) {
  const decode = decoding(schema, parseOptions, doing);
  return (found: unknown) => {
    const document = present(found);
    return document == null ? Effect.succeedNone : Effect.map(decode(document), Option.some);
  };
}

/** Asks a `findOneAnd...` for the metadata, since the default differs in driver 5. */
function withMetadata<O>(options: O): O & { readonly includeResultMetadata: true } {
  return { ...options, includeResultMetadata: true };
}

/** Decodes the result of a `findOneAnd...`, with the metadata if it was asked for. */
function modifiedBy<S extends AnySchema>(options: { readonly includeResultMetadata?: boolean }, decoded: Decoded<S>) {
  const decode = foundBy(decoded);
  return (found: unknown): Effect.Effect<unknown, InvalidDocumentError, S['DecodingServices']> => {
    const result = found as ModifyResult;
    const value = decode(result.value);
    return options.includeResultMetadata === true ? Effect.map(value, (value) => ({ ...result, value })) : value;
  };
}

/** Depending on the options of the framework, a generated collection returns an Option or `null`. */
function present(found: unknown): unknown {
  return Option.isOption(found) ? Option.getOrNull(found) : found;
}

/** Encodes the document of a bulk operation, if it has one. */
function encodedOperation<E, R>(operation: unknown, encode: Conversion<unknown, E, R>): Effect.Effect<unknown, E, R> {
  const { insertOne, replaceOne } = operation as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  if (insertOne !== undefined)
    return Effect.map(encode(insertOne['document']), (document) => ({ insertOne: { ...insertOne, document } }));
  if (replaceOne !== undefined)
    return Effect.map(encode(replaceOne['replacement']), (replacement) => ({
      replaceOne: { ...replaceOne, replacement },
    }));
  return Effect.succeed(operation);
}
