import * as Effect from 'effect/Effect';

/** Signs a user up, or reports that the user exists. */
export const signUp = (users, name) =>
  users.insertOne({ _id: name }).pipe(
    Effect.as('welcome'),
    Effect.catchTag('DuplicateKeyError', () => Effect.succeed('there already')),
  );
