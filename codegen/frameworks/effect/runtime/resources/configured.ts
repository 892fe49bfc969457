import type { ConfigError, Wrap } from 'effect/Config';
import * as Effect from 'effect/Effect';

/**
 * Reads those of the settings that are a Config. This is `Config.unwrap` without the module `effect/Config`, which
 * would load all of `effect/Schema` even for users who read no Config.
 */
export function configured<T>(wrapped: Wrap<T>): Effect.Effect<T, ConfigError> {
  return read(wrapped) as Effect.Effect<T, ConfigError>;
}

function read(wrapped: unknown): Effect.Effect<unknown, unknown, unknown> {
  if (Effect.isEffect(wrapped)) return wrapped;
  const fields = Object.entries(wrapped as object).map(([name, each]) => [name, read(each)] as const);
  return Effect.all(Object.fromEntries(fields));
}
