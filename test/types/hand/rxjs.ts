/** Code of users with `motorized/rxjs`, and code that the compiler refuses. */
import { expectTypeOf } from 'expect-type';
import type * as driver from 'mongodb';
import type { AbstractCursorRun, ChangeStreamRun, Collection, FindCursor, WithId } from 'motorized/rxjs';
import {
  ClientSession,
  type ChangeStreamDocument,
  FindCursor as FindCursorClass,
  GridFSBucket,
  MongoClient,
} from 'motorized/rxjs';
import {
  combineLatest,
  concat,
  EMPTY,
  filter,
  from,
  lastValueFrom,
  map,
  mergeMap,
  Observable,
  of,
  type Subscription,
  switchMap,
  take,
  toArray,
} from 'rxjs';

interface Pet {
  name: string;
  age: number;
}

declare const client: MongoClient;
declare const session: ClientSession;
declare const pets: Collection<Pet>;
declare const rawSession: driver.ClientSession;

// Commands are Observables with the values of the driver's promises.
expectTypeOf(pets.findOne({ name: 'Rex' })).toEqualTypeOf<Observable<WithId<Pet> | null>>();
expectTypeOf(pets.countDocuments({}, { session: rawSession })).toEqualTypeOf<Observable<number>>();
expectTypeOf(client.connect()).toEqualTypeOf<Observable<MongoClient>>();
expectTypeOf(MongoClient.connect('mongodb://localhost')).toEqualTypeOf<Observable<MongoClient>>();
expectTypeOf(pets.rename('cats')).toEqualTypeOf<Observable<Collection>>();
// @ts-expect-error -- an Observable is not a promise
void pets.findOne().then;

// A recipe is a typed ObservableInput.
const found = pets
  .find({ age: { $gt: 1 } })
  .sort({ age: 1 })
  .limit(3);
expectTypeOf(found).toEqualTypeOf<FindCursor<WithId<Pet>>>();
expectTypeOf(from(found)).toEqualTypeOf<Observable<WithId<Pet>>>();
expectTypeOf(concat(found, pets.findOne())).toEqualTypeOf<Observable<WithId<Pet> | null>>();
expectTypeOf(of(1).pipe(mergeMap(() => found))).toEqualTypeOf<Observable<WithId<Pet>>>();
expectTypeOf(of(1).pipe(switchMap(() => pets.watch()))).toEqualTypeOf<Observable<ChangeStreamDocument<Pet>>>();
expectTypeOf(combineLatest([found, of('a')])).toEqualTypeOf<Observable<[WithId<Pet>, string]>>();
expectTypeOf(found.asObservable()).toEqualTypeOf<Observable<WithId<Pet>>>();
expectTypeOf(found.subscribe()).toEqualTypeOf<Subscription>();
found.subscribe(({ name }) => expectTypeOf(name).toBeString());
found.subscribe({ next: ({ age }) => expectTypeOf(age).toBeNumber(), error: console.error, complete: () => {} });
// @ts-expect-error -- an observer has no such member
found.subscribe({ nexxt: () => {} });

// `subscribe` and `pipe` have every overload of an Observable, also deprecated ones.
type Documents = Observable<WithId<Pet>>;
expectTypeOf<typeof found.subscribe>().toEqualTypeOf<Documents['subscribe']>();
expectTypeOf<typeof found.pipe>().toEqualTypeOf<Documents['pipe']>();
found.subscribe(
  ({ name }) => expectTypeOf(name).toBeString(),
  (error) => expectTypeOf(error).toBeAny(),
  () => {},
);
found.subscribe(null, null, null);
// @ts-expect-error -- it completes without a value
found.subscribe(null, null, (value: number) => value);
// They are methods, so that a subclass may override them.
export abstract class Loud extends FindCursorClass<Pet> {
  override subscribe(...handlers: any[]): Subscription {
    return super.subscribe(...handlers);
  }
  override pipe(...operators: any[]): Observable<any> {
    return super.pipe(...(operators as []));
  }
}
expectTypeOf(found.pipe()).toEqualTypeOf<Observable<WithId<Pet>>>();
const names = found.pipe(
  filter(({ age }) => age > 2),
  map(({ name }) => name),
  take(2),
  toArray(),
);
expectTypeOf(names).toEqualTypeOf<Observable<string[]>>();
// @ts-expect-error -- a pet has no such field
found.pipe(map(({ colour }) => colour));

// Builder calls keep the class and the document type, except `map` and `project`, which change the type.
expectTypeOf(found.map(({ name }) => name)).toEqualTypeOf<FindCursor<string>>();
expectTypeOf(found.map(({ name }) => name).toArray()).toEqualTypeOf<Observable<string[]>>();
expectTypeOf(found.project<{ name: string }>({ name: 1 })).toEqualTypeOf<FindCursor<{ name: string }>>();
expectTypeOf(found.concatMap(({ name }, index) => of(`${name}${index}`))).toEqualTypeOf<Observable<string>>();
expectTypeOf(found.concatMap(async ({ age }) => age)).toEqualTypeOf<Observable<number>>();
expectTypeOf(found.count()).toEqualTypeOf<Observable<number>>();
expectTypeOf(found.forEach(({ age }) => age > 3)).toEqualTypeOf<Observable<void>>();
void (async () => {
  for await (const pet of found) expectTypeOf(pet).toEqualTypeOf<WithId<Pet>>();
  expectTypeOf(await lastValueFrom(found.toArray())).toEqualTypeOf<WithId<Pet>[]>();
});

// Members of a run are only on its handle.
expectTypeOf(found.open()).toEqualTypeOf<Observable<AbstractCursorRun<WithId<Pet>>>>();
expectTypeOf(found.open().pipe(mergeMap((run) => run.next()))).toEqualTypeOf<Observable<WithId<Pet> | null>>();
// @ts-expect-error
void found.next;
// @ts-expect-error
void found.close;
// @ts-expect-error
void found.closed;
// @ts-expect-error
void found.on;

// Change streams.
const stream = pets.watch([], { session });
expectTypeOf(stream.open()).toEqualTypeOf<Observable<ChangeStreamRun<Pet, ChangeStreamDocument<Pet>>>>();
expectTypeOf(stream.resuming()).toEqualTypeOf<Observable<ChangeStreamDocument<Pet>>>();
stream.open().subscribe((run) => {
  expectTypeOf(run.tryNext()).toEqualTypeOf<Observable<ChangeStreamDocument<Pet> | null>>();
  expectTypeOf(run.events('change')).toEqualTypeOf<Observable<ChangeStreamDocument<Pet>>>();
  expectTypeOf(run.resumeToken).toEqualTypeOf<driver.ResumeToken>();
  run.on('resumeTokenChanged', (token) => expectTypeOf(token).toEqualTypeOf<driver.ResumeToken>());
});
// @ts-expect-error -- a cursor cannot be resumed
void found.resuming;

// Executors return any ObservableInput, and their result is its last value.
expectTypeOf(client.withSession((own) => pets.findOne({}, { session: own }))).toEqualTypeOf<
  Observable<WithId<Pet> | null>
>();
const transferred = client.withSession((own) => {
  expectTypeOf(own).toEqualTypeOf<ClientSession>();
  return own.withTransaction((same) =>
    pets.insertOne({ name: 'Rex', age: 1 }, { session: same }).pipe(map(() => 'done')),
  );
});
expectTypeOf(transferred).toEqualTypeOf<Observable<string>>();
expectTypeOf(session.withTransaction(() => found)).toEqualTypeOf<Observable<WithId<Pet>>>();
expectTypeOf(session.withTransaction(async () => 3)).toEqualTypeOf<Observable<number>>();
expectTypeOf(session.withTransaction(() => EMPTY)).toEqualTypeOf<Observable<never>>();
// @ts-expect-error -- a number is not an ObservableInput
session.withTransaction(() => 3);

// Events, `using`, GridFS.
expectTypeOf(client.events('commandStarted')).toEqualTypeOf<Observable<driver.CommandStartedEvent>>();
expectTypeOf(client.events('open')).toEqualTypeOf<Observable<MongoClient>>();
// @ts-expect-error -- unknown event
client.events('commandBegun');
const used = MongoClient.using('mongodb://localhost', (own) => own.db('app').collection<Pet>('pets').find());
expectTypeOf(used).toEqualTypeOf<Observable<WithId<Pet>>>();
expectTypeOf(MongoClient.using('mongodb://localhost', { appName: 'pets' }, () => [1])).toEqualTypeOf<
  Observable<number>
>();
const bucket = new GridFSBucket(client.db('app'));
expectTypeOf(bucket.openDownloadStreamByName('rex.png').asObservable()).toEqualTypeOf<Observable<Uint8Array>>();
expectTypeOf(bucket.openUploadStream('rex.png').writeAll(of(new Uint8Array(3)))).toEqualTypeOf<
  Observable<ReturnType<typeof bucket.openUploadStream>>
>();

// Only calls and `wrap` create recipes.
declare const raw: driver.FindCursor<Pet>;
expectTypeOf(FindCursorClass.wrap(raw)).toEqualTypeOf<FindCursor<Pet>>();
expectTypeOf(found.delegate).toEqualTypeOf<driver.FindCursor<WithId<Pet>> | undefined>();
// @ts-expect-error
new FindCursorClass(raw);
