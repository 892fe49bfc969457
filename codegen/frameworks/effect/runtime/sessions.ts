import * as Effect from 'effect/Effect';
import type { Scope } from 'effect/Scope';

import { attempt } from './commands.js';

/** The part of a session that ends it. */
interface Endable {
  endSession(): Effect.Effect<void, unknown>;
}

/** Starts a session that ends with the Scope. A transaction that is still open is aborted. */
export function scopedSession<S extends Endable, E>(client: object, start: () => S): Effect.Effect<S, E, Scope> {
  return Effect.acquireRelease(attempt<S, E>(client, 'startSession', start), (session) =>
    Effect.ignore(session.endSession()),
  );
}
