import type { Context } from 'effect/Context';
import * as Effect from 'effect/Effect';
import { type Fiber, getCurrent } from 'effect/Fiber';
import * as Option from 'effect/Option';

import { Cancellation } from '../../internal/cancellation.js';
import { carrying } from '../../internal/unwrap.js';
import { failureOf } from './failure.js';
import { isTraced, traced } from './spans.js';
import { sessionFor } from './transaction.js';

/** A call of the driver. It gets a signal that aborts it, and the context of the fiber that runs the command. */
type Call<A> = (signal: Cancellation, context: Context<never>) => Promise<A>;

/** Starts a command, which resumes the fiber with its result. Returns the Effect that runs on interruption. */
type Start<A, E> = (
  resume: (result: Effect.Effect<A, E>) => void,
  fiber: Fiber<unknown, unknown>,
) => Effect.Effect<void> | undefined;

/**
 * A command. Each run of the Effect calls the driver again. Interrupting it stops the waiting; the command itself goes
 * on.
 *
 * @param batch - the operations of a bulk, whose number the span records
 */
export function run<A, E>(
  object: object,
  operation: string,
  call: () => Promise<A>,
  batch?: unknown,
): Effect.Effect<A, E> {
  return command(object, operation, waiting(object, operation, call, false), batch);
}

/** Like {@link run}, for a command that writes: it can also fail with the failures that only writes have. */
export function write<A, E>(
  object: object,
  operation: string,
  call: () => Promise<A>,
  batch?: unknown,
): Effect.Effect<A, E> {
  return command(object, operation, waiting(object, operation, call, true), batch);
}

/** Like {@link run}, for a command that the driver can abort: interrupting the Effect aborts it. */
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

/**
 * The reason that the driver is given when it aborts an operation. It only shows in the driver's own events, since
 * nobody waits for the result any more.
 */
export const INTERRUPTED: Error = new Error('The Effect of this operation has been interrupted.');

/**
 * Resolves with `some` of what was found, or with `none` if the driver returns `null`.
 *
 * It works on the driver's promise, since one more promise costs less than one more step of the fiber.
 */
export function orNone<A>(found: Promise<A>): Promise<Option.Option<NonNullable<A>>> {
  return found.then(Option.fromNullishOr);
}

/**
 * Like {@link orNone} if the options allow the driver to return `null`. Otherwise the driver always returns a value,
 * which is passed on.
 */
export function orNoneIf<A>(mayBeNull: boolean, found: Promise<A>): Promise<Option.Option<NonNullable<A>>> {
  return mayBeNull ? orNone(found) : (found as never);
}

/** A synchronous call of the driver. If it throws, the Effect fails. */
export function attempt<A, E>(object: object, operation: string, act: () => A): Effect.Effect<A, E> {
  return Effect.suspend(() => {
    try {
      return Effect.succeed(act());
    } catch (error) {
      return failureOf<E>(error, object, operation, false);
    }
  });
}

/** Calls the driver, with the session of the surrounding transaction if there is one. If the driver throws, rejects. */
export function begin<A>(fiber: Fiber<unknown, unknown>, object: object, call: () => Promise<A>): Promise<A> {
  try {
    const session = sessionFor(fiber, (object as { readonly delegate?: object }).delegate);
    return session === undefined ? call() : carrying(session, call);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Without tracing this is a single step of the fiber. On loopback, every further step shows in benchmarks. */
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
