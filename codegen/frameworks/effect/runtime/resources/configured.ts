import type { ConfigError, Wrap } from 'effect/Config';
import * as Effect from 'effect/Effect';

/**
 * Settings of which some are read: `Config.unwrap`, without the module `effect/Config`, which loads all of
 * `effect/Schema` for those who read none.
 */
export function configured<T>(wrapped: Wrap<T>): Effect.Effect<T, ConfigError> {
  return read(wrapped) as Effect.Effect<T, ConfigError>;
}

function read(wrapped: unknown): Effect.Effect<unknown, unknown, unknown> {
  if (Effect.isEffect(wrapped)) return wrapped;
  const fields = Object.entries(wrapped as object).map(([name, each]) => [name, read(each)] as const);
  return Effect.all(Object.fromEntries(fields));
}
