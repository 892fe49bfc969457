import * as Cause from 'effect/Cause';
import * as Context from 'effect/Context';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import type { Fiber } from 'effect/Fiber';
import * as Scope from 'effect/Scope';
import { type ClientSession, MongoTransactionError } from 'mongodb';

import { sessionOf } from '../../internal/bound-session.js';
import { clientOf } from '../../internal/client-of.js';
import { unwrap } from '../../internal/unwrap.js';
import { retriedCauseOf } from './failure.js';

/** The session that commands take where their options name none: a wrapper, which `services.ts` gives its type. */
export const currentSession: Context.Reference<object | undefined> = Context.Reference<object | undefined>(
  'motorized/effect/CurrentSession',
  { defaultValue: () => undefined },
);

/**
 * The driver's session that a call takes from whoever runs it, where it is one of the same client.
 *
 * @param owner - the driver's object that is called; one that is bound to a session has its own
 */
export function sessionFor(fiber: Fiber<unknown, unknown>, owner: object | undefined): ClientSession | undefined {
  const current = fiber.getRef(currentSession);
  if (current === undefined || sessionOf(owner) !== undefined) return undefined;
  const session = unwrap<ClientSession>(current);
  return clientOf(owner) === clientOf(session) ? session : undefined;
}

/** What runs in a transaction. */
type Work<S, A, E, R> = ((session: S) => Effect.Effect<A, E, R>) | Effect.Effect<A, E, R>;

/** What transactions need of a client. */
interface Starting<S> {
  startSession(): Effect.Effect<S, any, Scope.Scope>;
}

/**
 * What they need of a session. What both fail with says the member that is emitted; what the work gives, not every
 * release of the driver hands on.
 */
interface Transacting<S> {
  withTransaction<E, R>(
    work: (session: S) => Effect.Effect<unknown, E, R>,
    options?: object,
  ): Effect.Effect<unknown, any, R>;
}

/**
 * Runs work in a transaction of a session of its own, or in that of the same client which is around: what is within a
 * transaction is committed with it, or not at all.
 */
export function transaction<S extends Transacting<S>, A, E, R>(
  client: Starting<S>,
  work: Work<S, A, E, R>,
  options?: object,
): Effect.Effect<A, any, R> {
  const given = options && { ...options };
  return Effect.withFiber((fiber) => {
    const around = sessionFor(fiber, (client as { readonly delegate?: object }).delegate);
    if (around?.inTransaction() !== true) return inOwnSession(client, work, given);
    return takingPart(around, worked(work, fiber.getRef(currentSession) as S));
  });
}

/** Ends the session, and nothing else, when the work is over: a Scope of the user's own stays theirs. */
function inOwnSession<S extends Transacting<S>, A, E, R>(
  client: Starting<S>,
  work: Work<S, A, E, R>,
  options: object | undefined,
): Effect.Effect<A, any, R> {
  return Effect.acquireUseRelease(
    Scope.make(),
    (scope) =>
      Effect.flatMap(Effect.provideService(client.startSession(), Scope.Scope, scope), (session) => {
        let result!: A;
        const attempt = (own: S): Effect.Effect<void, E, R> =>
          Effect.map(worked(work, own), (value) => {
            result = value;
          });
        return Effect.map(session.withTransaction(attempt, options), () => result);
      }),
    (scope, exit) => Scope.close(scope, exit),
  );
}

/** The Effect of some work; a function is called when that is run, and what it throws is a defect. */
function worked<S, A, E, R>(work: Work<S, A, E, R>, session: S): Effect.Effect<A, E, R> {
  return Effect.isEffect(work) ? work : Effect.suspend(() => work(session));
}

/** Why transactions cannot be committed any more, by their sessions. */
const broken = new WeakMap<ClientSession, Cause.Cause<unknown>>();

/** Work that takes part in a transaction: when it does not succeed, nothing of the transaction is committed. */
function takingPart<A, E, R>(session: ClientSession, work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
  return Effect.onExit(work, (exit) => {
    if (Exit.isFailure(exit)) broken.set(session, exit.cause);
    return Effect.void;
  });
}

/** Forgets what has become of an earlier attempt. */
export function beginAttempt(session: ClientSession | undefined): void {
  if (session !== undefined) broken.delete(session);
}

/** Throws where something that took part in the transaction of a session has not succeeded. */
export function expectWhole(session: ClientSession | undefined): void {
  const cause = session?.inTransaction() === true ? broken.get(session) : undefined;
  if (cause === undefined) return;
  const error = retriedCauseOf(cause);
  if (error !== undefined) throw error;
  throw Object.assign(new MongoTransactionError(BROKEN), { cause: Cause.squash(cause) });
}

const BROKEN = 'A transaction that takes part in this one has not succeeded, so that nothing of it is committed.';
