import type { Context } from 'effect/Context';
import * as Effect from 'effect/Effect';
import { type Fiber, getCurrent } from 'effect/Fiber';
import * as Option from 'effect/Option';

import { Cancellation } from '../../internal/cancellation.js';
import { carrying } from '../../internal/unwrap.js';
import { failureOf } from './failure.js';
import { isTraced, traced } from './spans.js';
import { sessionFor } from './transaction.js';

/** A command of the driver's as it is called: with what tells it to stop, and the context of whoever runs it. */
type Call<A> = (signal: Cancellation, context: Context<never>) => Promise<A>;

/** Starts a command, which says what has become of it; gives what interrupting it does. */
type Start<A, E> = (
  resume: (result: Effect.Effect<A, E>) => void,
  fiber: Fiber<unknown, unknown>,
) => Effect.Effect<void> | undefined;

/**
 * A command: each run of the Effect calls it anew. Interrupting it ends the waiting, and the command goes on.
 *
 * @param batch - what it does several operations of at once
 */
export function run<A, E>(
  object: object,
  operation: string,
  call: () => Promise<A>,
  batch?: unknown,
): Effect.Effect<A, E> {
  return command(object, operation, waiting(object, operation, call, false), batch);
}

/** The same for one that writes, and may fail with what only writes do. */
export function write<A, E>(
  object: object,
  operation: string,
  call: () => Promise<A>,
  batch?: unknown,
): Effect.Effect<A, E> {
  return command(object, operation, waiting(object, operation, call, true), batch);
}

/** The same for one that the driver can be told to stop, which interrupting it does. */
export function runAbortable<A, E>(object: object, operation: string, call: Call<A>): Effect.Effect<A, E> {
  return command<A, E>(object, operation, (resume, fiber) => {
    const signal = new Cancellation();
    begin(fiber, object, () => call(signal, fiber.context)).then(
      (value) => {
        signal.release();
        resume(Effect.succeed(value));
      },
      (error: unknown) => {
        signal.release();
        resume(failureOf(error, object, operation, false));
      },
    );
    return Effect.sync(() => signal.abort(INTERRUPTED));
  });
}

/** Why the driver is told to stop. Nobody waits for it any more, so that only the driver's own events show it. */
export const INTERRUPTED: Error = new Error('The Effect of this operation has been interrupted.');

/**
 * What was found, and `none` where the driver gives `null`.
 *
 * It is made of what the driver promises: one more promise costs less than one more step of the fiber.
 */
export function orNone<A>(found: Promise<A>): Promise<Option.Option<NonNullable<A>>> {
  return found.then(Option.fromNullishOr);
}

/** The same where the options say that it may be `null`; otherwise what the driver gives, which always is something. */
export function orNoneIf<A>(mayBeNull: boolean, found: Promise<A>): Promise<Option.Option<NonNullable<A>>> {
  return mayBeNull ? orNone(found) : (found as never);
}

/** Something that the driver does at once: what it throws is the failure. */
export function attempt<A, E>(object: object, operation: string, act: () => A): Effect.Effect<A, E> {
  return Effect.suspend(() => {
    try {
      return Effect.succeed(act());
    } catch (error) {
      return failureOf<E>(error, object, operation, false);
    }
  });
}

/** Calls the driver with the session of the transaction around, where there is one; what it throws rejects. */
export function begin<A>(fiber: Fiber<unknown, unknown>, object: object, call: () => Promise<A>): Promise<A> {
  try {
    const session = sessionFor(fiber, (object as { readonly delegate?: object }).delegate);
    return session === undefined ? call() : carrying(session, call);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Where nobody traces it is one step of the fiber: each further one can be measured in a command on loopback. */
function command<A, E>(object: object, operation: string, start: Start<A, E>, batch?: unknown): Effect.Effect<A, E> {
  return Effect.callback((resume) => {
    const fiber = getCurrent() as Fiber<unknown, unknown>;
    if (!isTraced(fiber)) return start(resume, fiber);
    const within = Effect.callback<A, E>((settle) => start(settle, fiber));
    return resume(traced(within, { object, operation, batch }));
  });
}

function waiting<A, E>(object: object, operation: string, call: () => Promise<A>, writes: boolean): Start<A, E> {
  return (resume, fiber) => {
    begin(fiber, object, call).then(
      (value) => resume(Effect.succeed(value)),
      (error: unknown) => resume(failureOf(error, object, operation, writes)),
    );
    return undefined;
  };
}
