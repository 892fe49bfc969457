import * as Cause from 'effect/Cause';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Option from 'effect/Option';
import * as Scope from 'effect/Scope';
import * as Stream from 'effect/Stream';

import type { Idiom } from '../../synchro/idiom.js';

type AnyEffect = Effect.Effect<unknown, unknown, Scope.Scope>;

/** What is used of a recipe. */
interface Recipe extends Stream.Stream<unknown, unknown> {
  open(): AnyEffect;
}

/** Effects are run once, in a Scope that stays open: who calls as with promises ends what was begun. */
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

/** What was found, and `null` where nothing was, as the driver has it. */
function present(value: unknown): unknown {
  return Option.isOption(value) ? Option.getOrNull(value) : value;
}

/** The value; or the driver's own error is thrown, and a defect as it is. */
function valueOf(exit: Exit.Exit<unknown, unknown>): unknown {
  if (Exit.isSuccess(exit)) return exit.value;
  const error: unknown = Cause.squash(exit.cause);
  // Of a failure that stands for an error of the driver's, that.
  throw isFailure(error) ? error.cause : error;
}

function isFailure(error: unknown): error is { readonly cause: unknown } {
  return error instanceof Error && 'operation' in error && 'namespace' in error;
}

/** Runs an Effect until it is given up; a failure is nobody's concern. */
function begin(effect: Effect.Effect<unknown, unknown>): () => void {
  const fiber = Effect.runFork(Effect.ignore(effect));
  return () => fiber.interruptUnsafe();
}
