import * as Context from 'effect/Context';
import type { Fiber } from 'effect/Fiber';
import type { ClientSession } from 'mongodb';

import { clientOf } from '../../internal/client-of.js';

/**
 * The session of the driver's that commands take where their options name none: `transaction` of a client sets it for
 * what runs inside. Commands of other clients do not take it.
 */
export const CurrentSession: Context.Reference<ClientSession | undefined> = Context.Reference<
  ClientSession | undefined
>('motorized/effect/CurrentSession', { defaultValue: () => undefined });

/** The session that a command of an object takes from whoever runs it. */
export function sessionFor(fiber: Fiber<unknown, unknown>, wrapper: object): ClientSession | undefined {
  const session = fiber.getRef(CurrentSession);
  if (session === undefined) return undefined;
  const { delegate } = wrapper as { readonly delegate?: object };
  return clientOf(delegate) === clientOf(session) ? session : undefined;
}
