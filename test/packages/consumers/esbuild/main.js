import * as Effect from 'effect/Effect';
import * as Stream from 'effect/Stream';
import { MongoClient, ObjectId } from 'motorized/effect';

const program = Effect.gen(function* () {
  const client = yield* MongoClient.scoped(process.env.MONGODB_URI);
  const notes = client.db('motorized_esbuild').collection('notes');
  yield* notes.deleteMany({});
  const { insertedId } = yield* notes.insertOne({ text: 'bundled and minified' });
  console.log(insertedId instanceof ObjectId);
  yield* Stream.runForEach(notes.find().project({ _id: 0 }), (note) => Effect.sync(() => console.log(note.text)));
  const again = notes.insertOne({ _id: insertedId });
  yield* again.pipe(Effect.catchTag('DuplicateKeyError', (error) => Effect.sync(() => console.log(error._tag))));
});

program.pipe(Effect.scoped, Effect.runPromise);
