import type * as mongodb from 'mongodb';

import type { Exports } from '../subject/subject.js';

interface Connecting {
  readonly prototype: { connect: (this: mongodb.MongoClient) => Promise<mongodb.MongoClient> };
}

/**
 * Every client of the driver's that connects while this watches, whoever made it. A framework that is broken does not
 * close what it makes, and what calls a clause makes may be given up before there is a client to close: its monitors
 * would keep the process alive.
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

  /** Closes them all, and watches no longer. */
  async close(): Promise<void> {
    this.#unwatch();
    await Promise.all([...this.#clients].map((each) => each.close()));
  }
}
