import * as Console from 'effect/Console';
import * as Effect from 'effect/Effect';
import * as Schema from 'effect/Schema';
import * as Stream from 'effect/Stream';
import { MongoClient } from 'motorized/effect';
import { deleteMany, find } from 'motorized/effect/pipeable';
import { withSchema } from 'motorized/effect/schema';

const User = Schema.Struct({ _id: Schema.String, seen: Schema.DateFromString });

const program = Effect.gen(function* () {
  const client = yield* MongoClient.scoped(process.env.MONGODB_URI);
  const users = client.db('motorized_esm').collection('visitors');
  yield* deleteMany(users, {});
  const visitors = withSchema(users, User);
  const signUp = visitors.insertOne({ _id: 'Ada', seen: new Date(0) });
  yield* client.transaction(signUp);
  yield* signUp.pipe(Effect.catchTag('DuplicateKeyError', () => Console.log('effect there already')));
  yield* Stream.runForEach(find(users, {}), (user) => Console.log('effect', user));
  yield* Stream.runForEach(visitors.find(), (user) => Console.log('effect', user.seen.getTime()));
});

await program.pipe(Effect.scoped, Effect.runPromise);
