import * as Effect from 'effect/Effect';
import * as Redacted from 'effect/Redacted';
import type { Scope } from 'effect/Scope';
import { type Auth, MongoParseError } from 'mongodb';

import { attempt } from '../commands.js';

/** The connection string, and the credentials if they are not in it. */
export interface Access {
  readonly url: Secret;
  readonly username?: Secret | undefined;
  readonly password?: Secret | undefined;
}

type Secret = string | Redacted.Redacted;

/** The part of a client that opens and closes it. */
interface Closable<C, E> {
  connect(): Effect.Effect<C, E>;
  close(): Effect.Effect<void, unknown>;
}

/**
 * Constructs a client, connects it, and closes it with the Scope, even if it could not connect. The secrets are read
 * here, and are only passed to the driver.
 */
export function scopedClient<C extends Closable<C, E>, E>(
  Class: new (url: string, options?: never) => C,
  access: Access,
  options: object | undefined,
): Effect.Effect<C, E, Scope> {
  const made = attempt<C, E>(Class, 'connect', () =>
    silently(access, () => new Class(read(access.url), authorized(access, options) as never)),
  );
  const closed = (client: C): Effect.Effect<void> => Effect.ignore(client.close());
  return Effect.flatMap(Effect.acquireRelease(made, closed), (client) => client.connect());
}

/** Adds the credentials that are not in the connection string to the options. */
function authorized({ username, password }: Access, options: object | undefined): object | undefined {
  if (username === undefined && password === undefined) return options;
  const auth: Auth = {
    ...(username !== undefined && { username: read(username) }),
    ...(password !== undefined && { password: read(password) }),
  };
  return { ...options, auth };
}

/**
 * The driver's error may quote parts of the connection string. If it is Redacted, they are removed from the message.
 */
function silently<C>({ url }: Access, construct: () => C): C {
  try {
    return construct();
  } catch (error) {
    if (typeof url === 'string' || !(error instanceof Error)) throw error;
    const message = secretsIn(Redacted.value(url)).reduce(
      (text, secret) => text.replaceAll(secret, '<redacted>'),
      error.message,
    );
    throw message === error.message ? error : new MongoParseError(message);
  }
}

/** The credentials in a connection string, the longest first. A malformed one may be split in several ways. */
function secretsIn(url: string): string[] {
  const begin = url.indexOf('://') + '://'.length;
  const end = url.lastIndexOf('@');
  const credentials = end < begin ? '' : url.slice(begin, end);
  const parts = [url, credentials, ...credentials.split(':'), ...credentials.split('@')];
  return parts.filter((each) => each !== '').sort((a, b) => b.length - a.length);
}

function read(secret: Secret): string {
  return typeof secret === 'string' ? secret : Redacted.value(secret);
}
