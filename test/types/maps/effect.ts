import type { EventEmitter } from 'node:events';

import type { Effect } from 'effect/Effect';
import type { Option } from 'effect/Option';
import type * as driver from 'mongodb';
import type * as motorized from 'motorized/effect';

import type { Is, IsAny, Subclass, SwapFields } from '../support.js';

/** The names of a wrapper's members, if the driver's object has `Keys`. The framework's additions have other tests. */
export type Members<Keys, Wrapper> =
  | keyof Wrapper
  | 'delegate'
  | (Wrapper extends motorized.AbstractCursor<any, any> | motorized.ChangeStream<any, any>
      ? Exclude<Keys, RunMember>
      : Keys);

/** Like {@link Members}, for static members. A recipe is not an emitter. */
export type StaticMembers<Keys, Class> = keyof Class | 'wrap' | Exclude<Keys, keyof typeof EventEmitter>;

/** The members of a recipe's run. */
type RunMember =
  | ('id' | 'closed' | 'killed' | 'loadBalanced' | 'bufferedCount' | 'readBufferedDocuments' | 'stream' | 'rewind')
  | ('hasNext' | 'next' | 'tryNext' | 'close' | 'resumeToken')
  | keyof driver.TypedEventEmitter<{}>;

/** The object with a member of a recipe: the recipe or its run. */
export type At<Wrapper, Member> = Member extends RunMember ? Run<Wrapper> & Subclass : Wrapper;

type Run<Wrapper> =
  Wrapper extends motorized.AbstractCursor<infer T, infer E>
    ? motorized.AbstractCursorRun<T, E>
    : Wrapper extends motorized.ChangeStream<infer T, infer C>
      ? motorized.ChangeStreamRun<T, C>
      : never;

/** The result of a wrapper's call if the driver's returns `X`. `Self` is the wrapper. */
// prettier-ignore
export type Out<X, Self = never> =
  IsAny<X> extends true ? X
  : X extends Subclass ? Self
  : X extends Promise<infer R> ? Effect<Found<R, Out<R, Self>>, any>
  : X extends readonly unknown[] ? List<X>
  : X extends { collection: driver.Collection<infer T>; encryptedFields: driver.Document }
    ? { collection: motorized.Collection<T>; encryptedFields: driver.Document }
  : Wrapper<X>;

/** Arrays of wrapped objects, and the parameters of listeners. */
// prettier-ignore
type List<X extends readonly unknown[]> =
  Is<X, driver.Collection[]> extends true ? motorized.Collection[]
  : Is<X, [mongoClient: driver.MongoClient]> extends true ? [mongoClient: motorized.MongoClient]
  : Is<X, [session: driver.ClientSession]> extends true ? [session: motorized.ClientSession]
  : X;

/** The driver's `null` means that nothing was found. */
// prettier-ignore
type Found<Raw, Given> =
  unknown extends Raw ? Given
  : null extends Raw ? Option<Exclude<Given, null>>
  : Given;

/**
 * The compared part of a result, if the driver's is `Raw`: of a command everything except the failures, and of
 * synchronous calls and of resources in a Scope the value. Failures have their own tests.
 */
// prettier-ignore
export type Seen<Given, Raw> =
  IsAny<Given> extends true ? Given
  : Given extends Effect<infer A, any, any> ? IsPromise<Raw> extends true ? Effect<Any<A>, any> : A
  : Given;

/** To the compiler, `any | null` is `any` and `unknown | null` is `unknown`, but not to a reader of declarations. */
type Any<A> = IsAny<A> extends true ? A : [A] extends [Option<infer V>] ? (unknown extends V ? V : A) : A;

type IsPromise<Raw> = Raw extends Promise<unknown> ? true : false;

/** An argument of a wrapper's call if the driver's has `X`. A function of the user gets wrappers. */
// prettier-ignore
export type In<X> =
  IsAny<X> extends true ? X
  : X extends (...values: infer P) => Promise<infer T>
    ? Is<P, [session: driver.ClientSession]> extends true ? (session: motorized.ClientSession) => Effect<T> : X
  : X;

/** Like {@link In}, with a wrapper for every driver object. */
export type InWrapped<X> = Is<Wrapper<X>, X> extends true ? In<SwapFields<X, Pairs>> : Wrapper<X>;

type Pairs = [driver.ClientSession, motorized.ClientSession] | [driver.MongoClient, motorized.MongoClient];

/** The wrapper classes. A derived class comes before its base, which it also matches. */
// prettier-ignore
type Wrapper<X> =
  IsAny<X> extends true ? X
  : X extends driver.MongoClient ? motorized.MongoClient
  : X extends driver.Db ? motorized.Db
  : X extends driver.Collection<infer T> ? motorized.Collection<T>
  : X extends driver.Admin ? motorized.Admin
  : X extends driver.FindCursor<infer T> ? motorized.FindCursor<T>
  : Is<X, driver.ListSearchIndexesCursor> extends true ? motorized.ListSearchIndexesCursor
  : X extends driver.AggregationCursor<infer T> ? motorized.AggregationCursor<T>
  : X extends driver.ExplainableCursor<infer T> ? motorized.ExplainableCursor<T>
  : X extends driver.ListCollectionsCursor<infer T> ? motorized.ListCollectionsCursor<T>
  : X extends driver.ListIndexesCursor ? motorized.ListIndexesCursor
  : X extends driver.RunCommandCursor ? motorized.RunCommandCursor
  : X extends driver.AbstractCursor<infer T, infer E> ? motorized.AbstractCursor<T, E>
  : X extends driver.ChangeStream<infer T, infer C> ? motorized.ChangeStream<T, C>
  : X extends driver.ClientSession ? motorized.ClientSession
  : X extends driver.ClientEncryption ? motorized.ClientEncryption
  : X extends driver.UnorderedBulkOperation ? motorized.UnorderedBulkOperation
  : X extends driver.OrderedBulkOperation ? motorized.OrderedBulkOperation
  : X extends driver.BulkOperationBase ? motorized.BulkOperationBase
  : X extends driver.FindOperators ? motorized.FindOperators
  : X extends driver.GridFSBucketReadStream ? motorized.GridFSBucketReadStream
  : X extends driver.GridFSBucketWriteStream ? motorized.GridFSBucketWriteStream
  : X extends driver.GridFSBucket ? motorized.GridFSBucket
  : X;
