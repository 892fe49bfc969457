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

/** The session of commands whose options name none. It is a wrapper; `services.ts` adds its type. */
export const currentSession: Context.Reference<object | undefined> = Context.Reference<object | undefined>(
  'motorized/effect/CurrentSession',
  { defaultValue: () => undefined },
);

/**
 * The driver's session that a call takes from the fiber that runs it, if it belongs to the same client.
 *
 * @param owner - the driver's object that is called; if it is bound to a session, it uses that one
 */
export function sessionFor(fiber: Fiber<unknown, unknown>, owner: object | undefined): ClientSession | undefined {
  const current = fiber.getRef(currentSession);
  if (current === undefined || sessionOf(owner) !== undefined) return undefined;
  const session = unwrap<ClientSession>(current);
  return clientOf(owner) === clientOf(session) ? session : undefined;
}

/** The work that a transaction runs. */
type Work<S, A, E, R> = ((session: S) => Effect.Effect<A, E, R>) | Effect.Effect<A, E, R>;

/** The part of a client that transactions need. */
interface Starting<S> {
  startSession(): Effect.Effect<S, any, Scope.Scope>;
}

/**
 * The part of a session that they need. The failures are typed by the emitted methods. The result of the work is not
 * typed here, since some releases of the driver do not return it.
 */
interface Transacting<S> {
  withTransaction<E, R>(
    work: (session: S) => Effect.Effect<unknown, E, R>,
    options?: object,
  ): Effect.Effect<unknown, any, R>;
}

/**
 * Runs work in a transaction of a new session. Inside a transaction of the same client, it takes part in that one
 * instead: both are committed together, or not at all.
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

/** Ends only the session when the work is over. The user's own Scope is not touched. */
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

/** The Effect of the work. A function is called when the Effect runs; if it throws, that is a defect. */
function worked<S, A, E, R>(work: Work<S, A, E, R>, session: S): Effect.Effect<A, E, R> {
  return Effect.isEffect(work) ? work : Effect.suspend(() => work(session));
}

/** Why a transaction can no longer be committed, by its session. */
const broken = new WeakMap<ClientSession, Cause.Cause<unknown>>();

/** Work that takes part in a transaction. If it does not succeed, the transaction is not committed. */
function takingPart<A, E, R>(session: ClientSession, work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
  return Effect.onExit(work, (exit) => {
    if (Exit.isFailure(exit)) broken.set(session, exit.cause);
    return Effect.void;
  });
}

/** Clears the outcome of an earlier attempt. */
export function beginAttempt(session: ClientSession | undefined): void {
  if (session !== undefined) broken.delete(session);
}

/** Throws if any work that took part in the transaction has not succeeded. */
export function expectWhole(session: ClientSession | undefined): void {
  const cause = session?.inTransaction() === true ? broken.get(session) : undefined;
  if (cause === undefined) return;
  const error = retriedCauseOf(cause);
  if (error !== undefined) throw error;
  throw Object.assign(new MongoTransactionError(BROKEN), { cause: Cause.squash(cause) });
}

const BROKEN = 'A transaction that takes part in this one has failed, so nothing is committed.';
