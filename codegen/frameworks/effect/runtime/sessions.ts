import * as Effect from 'effect/Effect';
import type { Scope } from 'effect/Scope';

import { attempt } from './commands.js';

/** What a session that was started has. */
interface Endable {
  endSession(): Effect.Effect<void, unknown>;
}

/** Starts a session, which ends with the Scope: what was begun in it is aborted. */
export function scopedSession<S extends Endable, E>(client: object, start: () => S): Effect.Effect<S, E, Scope> {
  return Effect.acquireRelease(attempt<S, E>(client, 'startSession', start), (session) =>
    Effect.ignore(session.endSession()),
  );
}
