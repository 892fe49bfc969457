import * as Cause from 'effect/Cause';
import { add as withService, type Context } from 'effect/Context';
import * as Effect from 'effect/Effect';
import type { Exit } from 'effect/Exit';
import { ClientSession } from 'mongodb';

import { Cancellation } from '../internal/cancellation.js';
import { afterRuns } from '../internal/closing.js';
import { afterGivenUp, executing } from '../internal/executions.js';
import { afterCommands } from '../internal/sessions.js';
import { begin, INTERRUPTED } from './runtime/commands.js';
import { carrierOf, driverErrorOf, failureOf } from './runtime/failure.js';
import { isTraced, traced } from './runtime/spans.js';
import { beginAttempt, currentSession, expectWhole } from './runtime/transaction.js';

export { ChangesStream, CursorStream } from './runtime/recipes.js';
export { bytesOf, SinkWritable, storedBy, StreamReadable } from './runtime/streams.js';
export { DriverFailure } from './runtime/failure.js';
export { EventStreams } from './runtime/events.js';
export { attempt, orNone, orNoneIf, run, runAbortable, write } from './runtime/commands.js';
export { hasLabel, isDuplicateKey, isResumable, isRetryable, isRetryableRead, retrySchedule } from './runtime/retry.js';
export type { ErrorLabel, RetryOptions } from './runtime/retry.js';
export { transaction } from './runtime/transaction.js';
export { contextOf } from './runtime/context.js';
export { scopedSession } from './runtime/sessions.js';

type AnyEffect = Effect.Effect<unknown, unknown>;
type Executor = (...values: unknown[]) => AnyEffect;

/**
 * A command that runs a user's Effect, with the services, references and spans of the fiber that runs the command. It
 * can also fail with the errors of that Effect.
 *
 * Interrupting it interrupts the Effect, and waits until the driver has cleaned up. By then, a transaction has been
 * aborted.
 */
export function runExecutor<A, E, R>(
  object: object,
  operation: string,
  call: (signal: Cancellation, context: Context<R>) => Promise<A>,
): Effect.Effect<A, E, R> {
  // The context is read inside the span of the command, so that this span is the parent of the Effect's spans.
  const started = Effect.withFiber<A, E, R>((fiber) =>
    Effect.callback((resume) => {
      const signal = new Cancellation();
      const answered = begin(fiber, object, () => call(signal, fiber.context as Context<R>)).then(
        (value) => {
          signal.release();
          resume(Effect.succeed(value));
        },
        (error: unknown) => {
          signal.release();
          resume(failureOf(error, object, operation, true));
        },
      );
      return Effect.promise(() => {
        signal.abort(INTERRUPTED);
        return answered;
      });
    }),
  );
  return Effect.withFiber((fiber) => (isTraced(fiber) ? traced(started, { object, operation }) : started));
}

/**
 * Runs an Effect and resolves with its result. If it fails with a tagged failure, rejects with the driver's error. A
 * member that a user has overridden may return a promise, as in the driver, which is passed on.
 */
export async function toPromise<A, E>(effect: Effect.Effect<A, E>, context: Context<never>): Promise<A> {
  if (!isEffect(effect)) return effect;
  const exit = await Effect.runPromiseExitWith(context)(effect);
  if (exit._tag === 'Success') return exit.value;
  throw driverErrorOf(Cause.squash(exit.cause));
}

/**
 * Adapts a user's function that returns an Effect, or an Effect itself, for the driver: the function receives wrappers,
 * and the driver gets a promise of the result. The driver calls it again when it retries a transaction.
 *
 * @param context - the context of the fiber that runs the command
 * @param wraps - how each argument is wrapped, by position
 */
export function adapt<D = any>(
  fn: unknown,
  signal: Cancellation,
  context: Context<never>,
  ...wraps: readonly (((value: never) => unknown) | undefined)[]
): D {
  if (typeof fn !== 'function' && !isEffect(fn)) return fn as D;
  const adapted = async (...values: never[]): Promise<unknown> => {
    signal.throwIfAborted();
    const around = executing(signal, values);
    const given = values.map((value, at) => wraps[at]?.(value) ?? value);
    const effect = isEffect(fn) ? fn : Effect.suspend(() => (fn as Executor)(...given));
    const at = values.findIndex((value: unknown) => value instanceof ClientSession);
    const session: ClientSession | undefined = values[at];
    beginAttempt(session);
    const exit = await exitOf(effect, signal, at < 0 ? context : withService(context, currentSession, given[at]));
    // The driver ends the transaction or the session next. Before that, the commands that the Effect has left pending
    // must be answered, cancelled operations must be over, and their runs closed.
    await afterGivenUp(values, around);
    await afterCommands(values);
    await afterRuns(values, async () => signal.throwIfAborted(), around);
    if (exit._tag === 'Failure') throw carrierOf(exit.cause);
    expectWhole(session);
    return exit.value;
  };
  return adapted as D;
}

/** A value that throws when it is inspected is not an Effect. It is left to the driver to refuse it. */
function isEffect(value: unknown): value is AnyEffect {
  try {
    return Effect.isEffect(value);
  } catch {
    return false;
  }
}

/** Runs an Effect until it ends or the surrounding command is interrupted. */
function exitOf(effect: AnyEffect, signal: Cancellation, context: Context<never>): Promise<Exit<unknown, unknown>> {
  return new Promise((resolve) => {
    const fiber = Effect.runForkWith(context)(effect);
    const interrupt = (): void => fiber.interruptUnsafe();
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt);
    fiber.addObserver((exit) => {
      signal.removeEventListener('abort', interrupt);
      resolve(exit);
    });
  });
}
