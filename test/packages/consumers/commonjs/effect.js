const Effect = require('effect/Effect');
const Stream = require('effect/Stream');

const { MongoClient } = require('motorized/effect');

const program = Effect.gen(function* () {
  const client = yield* MongoClient.scoped(process.env.MONGODB_URI);
  const books = client.db('motorized_commonjs').collection('books');
  return yield* Stream.runCount(books.find());
});

program.pipe(Effect.scoped, Effect.runPromise).then(console.log);
