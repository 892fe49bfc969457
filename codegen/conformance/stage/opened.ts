import type { ClientSession, MongoClient } from 'mongodb';

/** The private fields of the driver's client that show what is open. Nothing public does. */
interface Kept {
  readonly s: { readonly activeCursors?: ReadonlySet<unknown>; readonly activeSessions: ReadonlySet<ClientSession> };
}

/** What a client of the driver has open. */
export interface Opened {
  /** Empty up to 6.12, where the client does not track cursors. For those releases, the server counts them. */
  readonly cursors: ReadonlySet<unknown>;
  readonly sessions: ReadonlySet<ClientSession>;
}

/** Returns what a client of the driver has open. */
export function openedBy(client: MongoClient): Opened {
  const { activeCursors = new Set(), activeSessions } = (client as unknown as Kept).s;
  return { cursors: activeCursors, sessions: activeSessions };
}
