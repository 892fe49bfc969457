import * as Context from 'effect/Context';
import type { Fiber } from 'effect/Fiber';
import type { ClientSession } from 'mongodb';

import { sessionOf } from '../../internal/bound-session.js';
import { clientOf } from '../../internal/client-of.js';

/**
 * The session of the driver's that commands take where their options name none: `transaction` of a client sets it for
 * what runs inside. Commands of other clients do not take it.
 */
export const CurrentSession: Context.Reference<ClientSession | undefined> = Context.Reference<
  ClientSession | undefined
>('motorized/effect/CurrentSession', { defaultValue: () => undefined });

/**
 * The session that a call takes from whoever runs it, where it is one of the same client.
 *
 * @param owner - the driver's object that is called; one that is bound to a session has its own
 */
export function sessionFor(fiber: Fiber<unknown, unknown>, owner: object | undefined): ClientSession | undefined {
  const session = fiber.getRef(CurrentSession);
  if (session === undefined || sessionOf(owner) !== undefined) return undefined;
  return clientOf(owner) === clientOf(session) ? session : undefined;
}
