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

/** The first argument of a method, which is never what a method is called on. */
interface Plain {
  readonly [field: string]: any;
  readonly delegate?: never;
}

/** Any method: a method's parameters are compared both ways. */
interface AnyMethod {
  call(first?: Plain | readonly unknown[] | string | number | boolean, ...rest: any[]): unknown;
}

/** What has a method of a name. */
type Having<Name extends string> = { readonly delegate: object | undefined } & { [K in Name]: AnyMethod['call'] };

type Given<Self, Name extends string> = Self extends { [K in Name]: (...given: infer All) => unknown } ? All : never;
type Gives<Self, Name extends string> = Self extends { [K in Name]: (...given: any) => infer Value } ? Value : never;

/**
 * A method as a function. What it is called on comes first, or behind the other arguments: `limit(cursor, 3)`, and
 * `pipe(cursor, limit(3))`.
 */
export interface Method<Name extends string> {
  <Self extends Having<Name>>(self: Self, ...given: Given<Self, Name>): Gives<Self, Name>;
  <Self extends Having<Name>>(...given: Given<Self, Name>): (self: Self) => Gives<Self, Name>;
}

/** What methods are called on. */
const RECEIVERS = [AbstractCursor, Collection, Db, MongoClient, SchemaHandle] as const;

function method(name: string): any {
  return dual(
    ([first]) => RECEIVERS.some((Receiver) => first instanceof Receiver),
    (self: any, ...given: readonly unknown[]) => self[name](...given),
  );
}

// Clients

/** {@link MongoClient.connect}: a client that is connected, which somebody has to close. */
export function connect(url: string, options?: MongoClientOptions): ReturnType<typeof MongoClient.connect> {
  return MongoClient.connect(url, options);
}

/** A client that is connected, and closes with the Scope. */
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

/** {@link Db.collection}; one whose documents have a schema is made by `collection` of `motorized/effect/schema`. */
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
/** What is stored in a collection. */
type Stored<Self> =
  Self extends SchemaCollection<infer S> ? S['Encoded'] : Self extends Collection<infer T> ? T : never;
/** What is written to it. */
type Written<Self> = Self extends SchemaCollection<infer S> ? S['Type'] : Stored<Self>;
/** A filter, which is never a collection. */
type FilterOf<Self> = Filter<Stored<Self>> & { readonly countDocuments?: never };

type Failure<Name extends keyof Collection & string> = Effect.Error<Gives<Collection, Name>>;

/** What may not be there: an Option, or `null` where the framework was generated so. */
type Maybe<T> = Effect.Success<Gives<Collection, 'findOne'>> extends Option<any> ? Option<T> : T | null;

/** What a command gives that reads. */
type Reading<Self, Name extends keyof Collection & string, Plain, Decoded> =
  Self extends SchemaCollection<infer S>
    ? Effect.Effect<Decoded, Failure<Name> | InvalidDocumentError, S['DecodingServices']>
    : Effect.Effect<Plain, Failure<Name>>;

/** What a `findOneAnd...` gives. */
type Modifying<Self, Name extends keyof Collection & string, O> =
  Self extends SchemaCollection<infer S>
    ? Effect.Effect<
        O extends Metadata ? SchemaModifyResult<S['Type']> : Option<S['Type']>,
        Failure<Name> | InvalidDocumentError,
        S['DecodingServices'] | (Name extends 'findOneAndReplace' ? S['EncodingServices'] : never)
      >
    : Effect.Effect<O extends Metadata ? ModifyResult<Stored<Self>> : Modified<Stored<Self>, O>, Failure<Name>>;

/** The same without metadata being asked for, which driver 5 gives unless it is told not to. */
type Modified<T extends Document, O> =
  Effect.Success<Gives<Collection, 'findOneAndDelete'>> extends ModifyResult<any>
    ? O extends { readonly includeResultMetadata: false }
      ? Maybe<WithId<T>>
      : ModifyResult<T>
    : Maybe<WithId<T>>;

interface Metadata {
  readonly includeResultMetadata: true;
}

/** What a find gives. */
type Finding<Self> =
  Self extends SchemaCollection<infer S> ? SchemaFindCursor<S, S['Encoded']> : FindCursor<WithId<Stored<Self>>>;

/** What is read with a schema has no projection without another: `project` takes both. */
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

/** {@link Collection.aggregate}: with a schema in the options its results are decoded. */
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

/** The options of a method behind its first argument, as the driver of this line has them. */
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
/** All documents of a cursor. */
export const toArray = <Self extends Having<'toArray'>>(self: Self): Gives<Self, 'toArray'> => self.toArray() as never;

/** {@link FindCursor.project}: with a schema of its own where the documents have one. */
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

/** Each document of a cursor, or each change, as a Result: the Stream goes on behind one that the schema refuses. */
export const results: <T, E, R>(self: SchemaStream<T, E, R>) => Stream.Stream<Result<T, InvalidDocumentError>, E, R> = (
  self,
) => self.results();
