import type { ClientSession, MongoClient } from 'mongodb';

/** What the driver's client keeps for itself; not public, and the only place where it shows. */
interface Kept {
  readonly s: { readonly activeCursors?: ReadonlySet<unknown>; readonly activeSessions: ReadonlySet<ClientSession> };
}

/** What a client of the driver's knows to be open. */
export interface Opened {
  /** Empty in releases whose client does not know them, up to 6.12: there is what the server counts. */
  readonly cursors: ReadonlySet<unknown>;
  readonly sessions: ReadonlySet<ClientSession>;
}

/** What a client of the driver's has open. */
export function openedBy(client: MongoClient): Opened {
  const { activeCursors = new Set(), activeSessions } = (client as unknown as Kept).s;
  return { cursors: activeCursors, sessions: activeSessions };
}
