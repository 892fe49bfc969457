import { expect, test } from '@jest/globals';
import * as Effect from 'effect/Effect';
import { MongoClient } from 'motorized/effect';

import { signUp } from './users.js';

test('a user signs up once', async () => {
  const program = Effect.gen(function* () {
    const client = yield* MongoClient.scoped(process.env.MONGODB_URI);
    const users = client.db('motorized_jest_esm').collection('users');
    yield* users.deleteMany({});
    return [yield* signUp(users, 'Ada'), yield* signUp(users, 'Ada')];
  });
  expect(await Effect.runPromise(Effect.scoped(program))).toEqual(['welcome', 'there already']);
});
