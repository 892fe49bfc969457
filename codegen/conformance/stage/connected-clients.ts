import type * as mongodb from 'mongodb';

import type { Exports } from '../subject/subject.js';

interface Connecting {
  readonly prototype: { connect: (this: mongodb.MongoClient) => Promise<mongodb.MongoClient> };
}

/**
 * Tracks every client of the driver that connects. A broken framework may not close the clients that it creates, and a
 * clause may be cancelled before there is a client to close. The monitors of these clients would keep the process
 * alive.
 */
export class ConnectedClients {
  readonly #clients = new Set<mongodb.MongoClient>();
  readonly #unwatch: () => void;

  constructor(driver: Exports) {
    const { prototype } = driver['MongoClient'] as Connecting;
    const { connect } = prototype;
    const clients = this.#clients;
    prototype.connect = function () {
      clients.add(this);
      return connect.call(this);
    };
    this.#unwatch = () => {
      prototype.connect = connect;
    };
  }

  /** Closes them all, and stops tracking. */
  async close(): Promise<void> {
    this.#unwatch();
    await Promise.all([...this.#clients].map((each) => each.close()));
  }
}
