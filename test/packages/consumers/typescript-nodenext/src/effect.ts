import * as Effect from 'effect/Effect';
import * as Schema from 'effect/Schema';
import * as Stream from 'effect/Stream';
import { MongoClient, type DuplicateKeyError } from 'motorized/effect';
import { withSchema } from 'motorized/effect/schema';

const Seat = Schema.Struct({ _id: Schema.String, since: Schema.DateFromString });

const seats = Effect.map(MongoClient.scoped(process.env['MONGODB_URI'] ?? ''), (client) =>
  client.db('motorized_nodenext').collection<(typeof Seat)['Encoded']>('seats'),
);

const program = Effect.gen(function* () {
  const collection = yield* seats;
  yield* collection.deleteMany({});
  const checked = withSchema(collection, Seat);
  yield* checked.insertOne({ _id: '12A', since: new Date(0) });
  const twice = yield* checked
    .insertOne({ _id: '12A', since: new Date(1) })
    .pipe(Effect.catchTag('DuplicateKeyError', (error: DuplicateKeyError) => Effect.succeed(error._tag)));
  const years = yield* Stream.runCollect(checked.find().pipe(Stream.map(({ since }) => since.getUTCFullYear())));
  console.log('effect', twice, years);
});

await program.pipe(Effect.scoped, Effect.runPromise);
