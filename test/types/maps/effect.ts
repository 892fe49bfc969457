import type { EventEmitter } from 'node:events';

import type { Effect } from 'effect/Effect';
import type { Option } from 'effect/Option';
import type * as driver from 'mongodb';
import type * as motorized from 'motorized/effect';

import type { Is, IsAny, Subclass, SwapFields } from '../support.js';

/**
 * The names of a wrapper's members, where the driver's object has `Keys`: what the framework adds has tests of its
 * own.
 */
export type Members<Keys, Wrapper> =
  | keyof Wrapper
  | 'delegate'
  | (Wrapper extends motorized.AbstractCursor<any, any> | motorized.ChangeStream<any, any>
      ? Exclude<Keys, RunMember>
      : Keys);

/** As {@link Members}, of the class; a recipe is no emitter. */
export type StaticMembers<Keys, Class> = keyof Class | 'wrap' | Exclude<Keys, keyof typeof EventEmitter>;

/** What belongs to one run of a recipe. */
type RunMember =
  | ('id' | 'closed' | 'killed' | 'loadBalanced' | 'bufferedCount' | 'readBufferedDocuments' | 'stream' | 'rewind')
  | ('hasNext' | 'next' | 'tryNext' | 'close' | 'resumeToken')
  | keyof driver.TypedEventEmitter<{}>;

/** What has a member of a recipe: itself, or its run. */
export type At<Wrapper, Member> = Member extends RunMember ? Run<Wrapper> & Subclass : Wrapper;

type Run<Wrapper> =
  Wrapper extends motorized.AbstractCursor<infer T, infer E>
    ? motorized.AbstractCursorRun<T, E>
    : Wrapper extends motorized.ChangeStream<infer T, infer C>
      ? motorized.ChangeStreamRun<T, C>
      : never;

/** What a call gives through a wrapper, where the driver's gives `X`; `Self` is the wrapper that it is called on. */
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

/** What the driver gives as `null` is not found. */
// prettier-ignore
type Found<Raw, Given> =
  unknown extends Raw ? Given
  : null extends Raw ? Option<Exclude<Given, null>>
  : Given;

/**
 * What is compared of what a call gives, where the driver's gives `Raw`: of a command all but the failures, of what the
 * driver does at once, and of what a Scope ends, the value. Failures have tests of their own.
 */
// prettier-ignore
export type Seen<Given, Raw> =
  IsAny<Given> extends true ? Given
  : Given extends Effect<infer A, any, any> ? IsPromise<Raw> extends true ? Effect<Any<A>, any> : A
  : Given;

/** `any | null` is `any` to the compiler, as `unknown | null` is `unknown`, but not to who reads the declarations. */
type Any<A> = IsAny<A> extends true ? A : [A] extends [Option<infer V>] ? (unknown extends V ? V : A) : A;

type IsPromise<Raw> = Raw extends Promise<unknown> ? true : false;

/** What a wrapper is given, where the driver is given `X`: a function of the user's is handed wrappers. */
// prettier-ignore
export type In<X> =
  IsAny<X> extends true ? X
  : X extends (...values: infer P) => Promise<infer T>
    ? Is<P, [session: driver.ClientSession]> extends true ? (session: motorized.ClientSession) => Effect<T> : X
  : X;

/** As {@link In}, with a wrapper in every place that a driver object may take. */
export type InWrapped<X> = Is<Wrapper<X>, X> extends true ? In<SwapFields<X, Pairs>> : Wrapper<X>;

type Pairs = [driver.ClientSession, motorized.ClientSession] | [driver.MongoClient, motorized.MongoClient];

/** The wrapper classes. A derived class stands before its base, which it would match too. */
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
