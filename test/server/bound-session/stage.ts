import { setTimeout as sleep } from 'node:timers/promises';

import * as raw from 'mongodb';
import type { Collection, Db, MongoClient } from 'motorized/promise';

import { currentServer } from '../current-server.js';
import type { Idiom } from './idioms.js';

const DATABASE = 'motorized_bound_session';

/** The members that results of calls have in one framework or another. */
interface Results {
  insert(document: raw.Document): { execute(): unknown };
  toArray(): unknown;
  tryNext(): Promise<unknown>;
  close(): Promise<unknown>;
}

/** A client of a framework with command monitoring, and a client of the driver without it. */
export class BoundStage {
  readonly started: raw.CommandStartedEvent[] = [];
  readonly idiom: Idiom;
  readonly #admin = new raw.MongoClient(currentServer().uri);
  readonly client: MongoClient;

  constructor(idiom: Idiom) {
    this.idiom = idiom;
    this.client = new idiom.pkg.MongoClient(currentServer().uri, { monitorCommands: true });
    this.client.on('commandStarted', (event) => this.started.push(event));
  }

  get db(): Db {
    return this.client.db(`${DATABASE}_${this.idiom.name}`);
  }

  get things(): Collection {
    return this.db.collection('things');
  }

  /** The same database through the driver itself. */
  get #raw(): raw.Db {
    return this.#admin.db(`${DATABASE}_${this.idiom.name}`);
  }

  get raw(): raw.Collection {
    return this.#raw.collection('things');
  }

  async enter(): Promise<void> {
    await this.#raw.dropDatabase();
    await this.raw.insertMany([{ n: 1 }, { n: 2 }]);
    await this.settle(this.client.connect());
  }

  async leave(): Promise<void> {
    await this.#raw.dropDatabase();
    await this.settle(this.client.close());
    await this.#admin.close();
  }

  settle<T>(given: unknown): Promise<T> {
    return this.idiom.settle(given);
  }

  /** Carries out the result of a call: reads a cursor, begins a change stream, executes a bulk operation. */
  async carryOut(given: unknown): Promise<unknown> {
    const object = (await given) as Partial<Results> | null | undefined;
    const name = object?.constructor?.name ?? '';
    if (name.endsWith('BulkOperation')) return this.settle(object?.insert?.({ n: 0 }).execute());
    if (name === 'ChangeStream') return this.begin(object ?? {});
    return this.settle(name.endsWith('Cursor') ? object?.toArray?.() : object);
  }

  async until(holds: () => boolean, limit = 5000): Promise<void> {
    for (const end = performance.now() + limit; !holds(); await sleep(5))
      if (performance.now() > end) throw new Error(`the condition did not hold within ${limit} ms`);
  }

  /** Makes a change stream open its cursor on the server, and closes it. */
  async begin(stream: Partial<Results>): Promise<void> {
    if (stream.tryNext !== undefined) {
      await stream.tryNext();
      await stream.close?.();
      return;
    }
    const before = this.started.length;
    const giveUp = this.idiom.read(stream);
    for (const end = performance.now() + 5000; this.started.length === before && performance.now() < end;)
      await sleep(5);
    giveUp();
    // It is closed as soon as the first reply is in.
    await this.until(() => this.started.slice(before).some(({ commandName }) => commandName === 'killCursors'));
    // Up to 6.0, some are closed a second time, which must not count as a command of the next call.
    for (let seen = 0; seen < this.started.length; await sleep(50)) seen = this.started.length;
  }

  /** The ids of the sessions in the commands of a call, whose error is ignored. */
  async sessionsOf(call: () => unknown): Promise<(string | undefined)[]> {
    const before = this.started.length;
    await (async () => this.carryOut(call()))().catch(() => {});
    // The command that closes a cursor has the session of the one that opened it.
    return this.started.slice(before).map(({ command }) => idOf(command['lsid']));
  }
}

export function idOf(lsid: raw.ServerSessionId | undefined): string | undefined {
  return lsid?.id.toString('hex');
}
