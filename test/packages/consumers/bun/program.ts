import * as Effect from 'effect/Effect';
import * as Stream from 'effect/Stream';
import { MongoClient as Effectful } from 'motorized/effect';
import { MongoClient } from 'motorized/promise';
import { MongoClient as Reactive } from 'motorized/rxjs';
import { lastValueFrom, toArray } from 'rxjs';

const client = new MongoClient(process.env.MONGODB_URI!);
const trains = client.db('motorized_bun').collection<{ _id: number }>('trains');
await trains.deleteMany({});
await client.withSession((session) =>
  session.withTransaction(async () => {
    await trains.withSession(session).insertMany([{ _id: 1 }, { _id: 2 }]);
  }),
);

const reactive = Reactive.wrap(client.delegate).db('motorized_bun').collection('trains');
console.log('rxjs', await lastValueFrom(reactive.find().pipe(toArray())));

const effectful = Effectful.wrap(client.delegate).db('motorized_bun').collection('trains');
console.log('effect', await Effect.runPromise(Stream.runCount(effectful.find())));
await client.close();
