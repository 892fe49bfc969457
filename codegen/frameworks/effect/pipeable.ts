import type {
  CollectionInfo,
  CollectionOptions,
  Document,
  Filter,
  IndexDescription,
  IndexSpecification,
  ModifyResult,
  UpdateFilter,
  WithId,
  WithoutId,
} from 'mongodb';
import * as Effect from 'effect/Effect';
import { dual } from 'effect/Function';
import type { Option } from 'effect/Option';
import type { Result } from 'effect/Result';
import type { Scope } from 'effect/Scope';
import type * as Stream from 'effect/Stream';

import { AbstractCursor } from './AbstractCursor.js';
import type { AggregationCursor } from './AggregationCursor.js';
import { Collection } from './Collection.js';
import { Db } from './Db.js';
import type { FindCursor } from './FindCursor.js';
import type { ListCollectionsCursor } from './ListCollectionsCursor.js';
import { MongoClient } from './MongoClient.js';
import type { AnySchema } from './runtime/schema/conversion.js';
import type { InvalidDocumentError } from './runtime/schema/invalid-document.js';
import { SchemaHandle } from './runtime/schema/schema-handle.js';
import type { SchemaStream } from './runtime/schema/schema-stream.js';
import type { SchemaAggregationCursor, SchemaFindCursor } from './schema-cursors.js';
import type { ReadOptions, SchemaCollection, SchemaModifyResult } from './schema-collection.js';
import type {
  CreateIndexesOptions,
  FindOneAndDeleteOptions,
  FindOneAndReplaceOptions,
  FindOneAndUpdateOptions,
  MongoClientOptions,
} from './types.js';

/** The first argument of a method, which is never a receiver: it has no `delegate`. */
interface Plain {
  readonly [field: string]: any;
  readonly delegate?: never;
}

/** Any method. It is declared as a method, so that TypeScript compares its parameters bivariantly. */
interface AnyMethod {
  call(first?: Plain | readonly unknown[] | string | number | boolean, ...rest: any[]): unknown;
}

/** An object with a method of this name. */
type Having<Name extends string> = { readonly delegate: object | undefined } & { [K in Name]: AnyMethod['call'] };

type Given<Self, Name extends string> = Self extends { [K in Name]: (...given: infer All) => unknown } ? All : never;
type Gives<Self, Name extends string> = Self extends { [K in Name]: (...given: any) => infer Value } ? Value : never;

/** A method as a function. The receiver comes first, `limit(cursor, 3)`, or is piped in, `pipe(cursor, limit(3))`. */
export interface Method<Name extends string> {
  <Self extends Having<Name>>(self: Self, ...given: Given<Self, Name>): Gives<Self, Name>;
  <Self extends Having<Name>>(...given: Given<Self, Name>): (self: Self) => Gives<Self, Name>;
}

/** The classes of the receivers. */
const RECEIVERS = [AbstractCursor, Collection, Db, MongoClient, SchemaHandle] as const;

function method(name: string): any {
  return dual(
    ([first]) => RECEIVERS.some((Receiver) => first instanceof Receiver),
    (self: any, ...given: readonly unknown[]) => self[name](...given),
  );
}

// Clients

/** {@link MongoClient.connect}: connects a client. The caller has to close it. */
export function connect(url: string, options?: MongoClientOptions): ReturnType<typeof MongoClient.connect> {
  return MongoClient.connect(url, options);
}

/** Connects a client, which is closed with the Scope. */
export function connectScoped(
  url: string,
  options?: MongoClientOptions & { readonly forceClose?: boolean },
): Effect.Effect<MongoClient, Effect.Error<ReturnType<typeof MongoClient.connect>>, Scope> {
  const { forceClose, ...given } = options ?? {};
  return Effect.acquireRelease(MongoClient.connect(url, given), (client) => Effect.orDie(client.close(forceClose)));
}

export const close: Method<'close'> = method('close');
export const db: Method<'db'> = method('db');

// Databases

/** {@link Db.collection}. For a collection with a schema, use `collection` of `motorized/effect/schema`. */
export const collection: {
  <T extends Document = Document>(self: Db, name: string, options?: CollectionOptions): Collection<T>;
  <T extends Document = Document>(name: string, options?: CollectionOptions): (self: Db) => Collection<T>;
} = method('collection');

/** {@link Db.listCollections}. */
export const listCollections: {
  <O extends ListOptions = {}>(self: Db, filter?: Document, options?: O): Listing<O>;
  <O extends ListOptions = {}>(filter?: Document, options?: O): (self: Db) => Listing<O>;
} = method('listCollections');

type ListOptions = NonNullable<Parameters<Db['listCollections']>[1]>;
type NameOnly = Pick<CollectionInfo, 'name' | 'type'>;
type Listing<O> = ListCollectionsCursor<
  O extends { nameOnly: true } ? NameOnly : O extends { nameOnly: false } ? CollectionInfo : NameOnly | CollectionInfo
>;

export const dropCollection: Method<'dropCollection'> = method('dropCollection');

// Collections, with a schema or without one

type AnyCollection = Collection<any> | SchemaCollection<any>;
/** The documents as they are stored. */
type Stored<Self> =
  Self extends SchemaCollection<infer S> ? S['Encoded'] : Self extends Collection<infer T> ? T : never;
/** The documents as they are written: decoded if there is a schema. */
type Written<Self> = Self extends SchemaCollection<infer S> ? S['Type'] : Stored<Self>;
/** A filter. It is never a collection, which keeps the two signatures apart. */
type FilterOf<Self> = Filter<Stored<Self>> & { readonly countDocuments?: never };

type Failure<Name extends keyof Collection & string> = Effect.Error<Gives<Collection, Name>>;

/** A document that may be missing: an Option, or `T | null` if the framework was generated with `absent: null`. */
type Maybe<T> = Effect.Success<Gives<Collection, 'findOne'>> extends Option<any> ? Option<T> : T | null;

/** The result of a command that reads. */
type Reading<Self, Name extends keyof Collection & string, Plain, Decoded> =
  Self extends SchemaCollection<infer S>
    ? Effect.Effect<Decoded, Failure<Name> | InvalidDocumentError, S['DecodingServices']>
    : Effect.Effect<Plain, Failure<Name>>;

/** The result of a `findOneAnd...`. */
type Modifying<Self, Name extends keyof Collection & string, O> =
  Self extends SchemaCollection<infer S>
    ? Effect.Effect<
        O extends Metadata ? SchemaModifyResult<S['Type']> : Option<S['Type']>,
        Failure<Name> | InvalidDocumentError,
        S['DecodingServices'] | (Name extends 'findOneAndReplace' ? S['EncodingServices'] : never)
      >
    : Effect.Effect<O extends Metadata ? ModifyResult<Stored<Self>> : Modified<Stored<Self>, O>, Failure<Name>>;

/** The result without `includeResultMetadata: true`. In driver 5, the option defaults to `true`. */
type Modified<T extends Document, O> =
  Effect.Success<Gives<Collection, 'findOneAndDelete'>> extends ModifyResult<any>
    ? O extends { readonly includeResultMetadata: false }
      ? Maybe<WithId<T>>
      : ModifyResult<T>
    : Maybe<WithId<T>>;

interface Metadata {
  readonly includeResultMetadata: true;
}

/** The result of a find. */
type Finding<Self> =
  Self extends SchemaCollection<infer S> ? SchemaFindCursor<S, S['Encoded']> : FindCursor<WithId<Stored<Self>>>;

/** With a schema there is no `projection`, since that needs a schema of its own: `project` takes both. */
type OptionsOf<Self, K extends 'find' | 'findOne'> =
  Self extends SchemaCollection<any> ? Omit<ReadOptions<K>, 'projection'> : ReadOptions<K>;

/** {@link Collection.find}. */
export const find: {
  <Self extends AnyCollection>(self: Self, filter?: FilterOf<Self>, options?: OptionsOf<Self, 'find'>): Finding<Self>;
  <Self extends AnyCollection>(
    filter?: FilterOf<Self>,
    options?: OptionsOf<Self, 'find'>,
  ): (self: Self) => Finding<Self>;
} = method('find');

/** {@link Collection.findOne}. */
export const findOne: {
  <Self extends AnyCollection>(
    self: Self,
    filter?: FilterOf<Self>,
    options?: OptionsOf<Self, 'findOne'>,
  ): Reading<Self, 'findOne', Maybe<WithId<Stored<Self>>>, Option<Written<Self>>>;
  <Self extends AnyCollection>(
    filter?: FilterOf<Self>,
    options?: OptionsOf<Self, 'findOne'>,
  ): (self: Self) => Reading<Self, 'findOne', Maybe<WithId<Stored<Self>>>, Option<Written<Self>>>;
} = method('findOne');

/** {@link Collection.findOneAndDelete}. */
export const findOneAndDelete: {
  <Self extends AnyCollection, O extends FindOneAndDeleteOptions = {}>(
    self: Self,
    filter: FilterOf<Self>,
    options?: O,
  ): Modifying<Self, 'findOneAndDelete', O>;
  <Self extends AnyCollection, O extends FindOneAndDeleteOptions = {}>(
    filter: FilterOf<Self>,
    options?: O,
  ): (self: Self) => Modifying<Self, 'findOneAndDelete', O>;
} = method('findOneAndDelete');

/** {@link Collection.findOneAndReplace}. */
export const findOneAndReplace: {
  <Self extends AnyCollection, O extends FindOneAndReplaceOptions = {}>(
    self: Self,
    filter: FilterOf<Self>,
    replacement: Replacement<Self>,
    options?: O,
  ): Modifying<Self, 'findOneAndReplace', O>;
  <Self extends AnyCollection, O extends FindOneAndReplaceOptions = {}>(
    filter: FilterOf<Self>,
    replacement: Replacement<Self>,
    options?: O,
  ): (self: Self) => Modifying<Self, 'findOneAndReplace', O>;
} = method('findOneAndReplace');

type Replacement<Self> = Self extends SchemaCollection<infer S> ? S['Type'] : WithoutId<Stored<Self>>;

/** {@link Collection.findOneAndUpdate}. */
export const findOneAndUpdate: {
  <Self extends AnyCollection, O extends FindOneAndUpdateOptions = {}>(
    self: Self,
    filter: FilterOf<Self>,
    update: UpdateFilter<Stored<Self>> | Document[],
    options?: O,
  ): Modifying<Self, 'findOneAndUpdate', O>;
  <Self extends AnyCollection, O extends FindOneAndUpdateOptions = {}>(
    filter: FilterOf<Self>,
    update: UpdateFilter<Stored<Self>> | Document[],
    options?: O,
  ): (self: Self) => Modifying<Self, 'findOneAndUpdate', O>;
} = method('findOneAndUpdate');

/** {@link Collection.aggregate}. With a schema in the options, it decodes the results. */
export const aggregate: {
  <P extends AnySchema>(
    self: SchemaCollection<any>,
    pipeline: Document[],
    options: ReadOptions<'aggregate'> & { readonly schema: P },
  ): SchemaAggregationCursor<P>;
  <T extends Document = Document>(
    self: Collection<any>,
    pipeline?: Document[],
    options?: ReadOptions<'aggregate'>,
  ): AggregationCursor<T>;
  <P extends AnySchema>(
    pipeline: Document[],
    options: ReadOptions<'aggregate'> & { readonly schema: P },
  ): (self: SchemaCollection<any>) => SchemaAggregationCursor<P>;
  <T extends Document = Document>(
    pipeline?: Document[],
    options?: ReadOptions<'aggregate'>,
  ): (self: Collection<any>) => AggregationCursor<T>;
} = method('aggregate');

export const insertOne: Method<'insertOne'> = method('insertOne');
export const insertMany: Method<'insertMany'> = method('insertMany');
export const updateOne: Method<'updateOne'> = method('updateOne');
export const updateMany: Method<'updateMany'> = method('updateMany');
export const replaceOne: Method<'replaceOne'> = method('replaceOne');
export const deleteOne: Method<'deleteOne'> = method('deleteOne');
export const deleteMany: Method<'deleteMany'> = method('deleteMany');
export const bulkWrite: Method<'bulkWrite'> = method('bulkWrite');
export const countDocuments: Method<'countDocuments'> = method('countDocuments');
export const estimatedDocumentCount: Method<'estimatedDocumentCount'> = method('estimatedDocumentCount');
export const rename: Method<'rename'> = method('rename');
export const drop: Method<'drop'> = method('drop');
export const dropIndex: Method<'dropIndex'> = method('dropIndex');
export const dropIndexes: Method<'dropIndexes'> = method('dropIndexes');

/** The parameters after the first one, as this driver declares them. */
type Further<Name extends 'createIndex'> =
  Parameters<Collection[Name]> extends [any, ...infer Rest] ? Partial<Rest> : never;

/** {@link Collection.createIndex}. */
export const createIndex: {
  (
    self: AnyCollection,
    keys: IndexSpecification,
    ...options: Further<'createIndex'>
  ): Effect.Effect<string, Failure<'createIndex'>>;
  (
    keys: IndexSpecification,
    ...options: Further<'createIndex'>
  ): (self: AnyCollection) => Effect.Effect<string, Failure<'createIndex'>>;
} = method('createIndex');

/** {@link Collection.createIndexes}. */
export const createIndexes: {
  (
    self: AnyCollection,
    indexes: IndexDescription[],
    options?: CreateIndexesOptions,
  ): Effect.Effect<string[], Failure<'createIndexes'>>;
  (
    indexes: IndexDescription[],
    options?: CreateIndexesOptions,
  ): (self: AnyCollection) => Effect.Effect<string[], Failure<'createIndexes'>>;
} = method('createIndexes');

// Cursors, with a schema or without one

export const filter: Method<'filter'> = method('filter');
export const sort: Method<'sort'> = method('sort');
export const skip: Method<'skip'> = method('skip');
export const limit: Method<'limit'> = method('limit');
/** Reads all documents of a cursor. */
export const toArray = <Self extends Having<'toArray'>>(self: Self): Gives<Self, 'toArray'> => self.toArray() as never;

/** {@link FindCursor.project}. If the documents have a schema, it takes another one for the projection. */
export const project: {
  <P extends AnySchema, Encoded extends Document>(
    self: SchemaFindCursor<any, Encoded>,
    projection: Document,
    options: { readonly schema: P },
  ): SchemaFindCursor<P, Encoded>;
  <T extends Document = Document>(self: FindCursor, projection: Document): FindCursor<T>;
  <P extends AnySchema>(
    projection: Document,
    options: { readonly schema: P },
  ): <Encoded extends Document>(self: SchemaFindCursor<any, Encoded>) => SchemaFindCursor<P, Encoded>;
  <T extends Document = Document>(projection: Document): (self: FindCursor) => FindCursor<T>;
} = method('project');

/** Emits each document or change as a Result, so that the Stream goes on after one that does not match the schema. */
export const results: <T, E, R>(self: SchemaStream<T, E, R>) => Stream.Stream<Result<T, InvalidDocumentError>, E, R> = (
  self,
) => self.results();
