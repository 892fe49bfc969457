import * as Cause from 'effect/Cause';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Option from 'effect/Option';
import * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';

import type { Idiom } from '../../synchro/idiom.js';

type AnyEffect = Effect.Effect<unknown, unknown, Scope.Scope>;

/** The part of a recipe that is used. */
interface Recipe extends Stream.Stream<unknown, unknown> {
  open(): AnyEffect;
}

/** Runs each Effect once, in a Scope that stays open: the tests, written for promises, end what they have started. */
export default {
  call: async (method, receiver, args) => {
    const exit = await Effect.runPromiseExit(inScope(method.apply(receiver, [...args]) as AnyEffect));
    return present(valueOf(exit));
  },
  executor: (fn) =>
    function (this: unknown, ...args: unknown[]) {
      return Effect.tryPromise({ try: async () => fn.apply(this, args), catch: (error) => error });
    },
  open(recipe) {
    const scope = Scope.makeUnsafe();
    const run = valueOf(Effect.runSyncExit(inScope((recipe as Recipe).open(), scope))) as object;
    return { run, close: () => void Effect.runFork(Scope.close(scope, Exit.void)) };
  },
  undress: (value) => (Effect.isEffect(value) ? valueOf(Effect.runSyncExit(inScope(value as AnyEffect))) : value),
  isValue: Effect.isEffect,
  start: (method, receiver, args) => begin(inScope(method.apply(receiver, [...args]) as AnyEffect)),
  read: (recipe, work) =>
    begin(Stream.runForEach(recipe as Recipe, (document) => Effect.promise(async () => work(document)))),
} as const satisfies Idiom;

function inScope(effect: AnyEffect, scope: Scope.Scope = Scope.makeUnsafe()): Effect.Effect<unknown, unknown> {
  return Effect.provideService(effect, Scope.Scope, scope);
}

/** What was found, or `null`, as in the driver. */
function present(value: unknown): unknown {
  return Option.isOption(value) ? Option.getOrNull(value) : value;
}

/** Returns the value of an Exit. Throws the driver's own error, or the defect. */
function valueOf(exit: Exit.Exit<unknown, unknown>): unknown {
  if (Exit.isSuccess(exit)) return exit.value;
  const error: unknown = Cause.squash(exit.cause);
  // A tagged failure has the driver's error as its cause.
  throw isFailure(error) ? error.cause : error;
}

function isFailure(error: unknown): error is { readonly cause: unknown } {
  return error instanceof Error && 'operation' in error && 'namespace' in error;
}

/** Runs an Effect until the returned function is called. A failure is ignored. */
function begin(effect: Effect.Effect<unknown, unknown>): () => void {
  const fiber = Effect.runFork(Effect.ignore(effect));
  return () => fiber.interruptUnsafe();
}
