import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as driver from 'mongodb';
import { type Collection, type Db, MongoClient } from 'motorized/effect';

import { openedBy } from '../../../codegen/conformance/stage/opened.js';
import { currentServer } from '../current-server.js';

export interface Numbered {
  _id: number;
  n: number;
}

/** The client and collection of a test of resources and transactions, which fails if it leaves anything open. */
export class ResourcesStage {
  /** The commands that {@link client} has sent, by name. */
  readonly started: driver.CommandStartedEvent[] = [];
  readonly #name: string;
  #admin: driver.MongoClient | undefined;
  #client: MongoClient | undefined;
  #before = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get uri(): string {
    return currentServer().uri;
  }

  get database(): string {
    return `motorized_effect_${this.#name}`;
  }

  get client(): MongoClient {
    return this.#client ?? expect.fail('the client is there while a test runs');
  }

  get db(): Db {
    return this.client.db(this.database);
  }

  get collection(): Collection<Numbered> {
    return this.db.collection<Numbered>('numbers');
  }

  /** The same collection through the driver itself. */
  get raw(): driver.Collection<Numbered> {
    return this.admin.db(this.database).collection<Numbered>('numbers');
  }

  /** A client of the driver itself, whose commands are not in {@link commands}. */
  get admin(): driver.MongoClient {
    return this.#admin ?? expect.fail('the client is there while a test runs');
  }

  get commands(): string[] {
    return this.started.map((each) => each.commandName);
  }

  async enter(): Promise<void> {
    this.#admin = await new driver.MongoClient(this.uri).connect();
    await this.admin.db(this.database).dropDatabase();
    await this.raw.insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: n, n })));
    this.#before = await this.openCursors();
    this.#client = new MongoClient(this.uri, { monitorCommands: true, appName: this.#name });
    this.#client.on('commandStarted', (event) => this.started.push(event));
    await Effect.runPromise(this.#client.connect());
  }

  async leave(): Promise<void> {
    try {
      await this.expectNothingOpen();
    } finally {
      await this.fail({}, 'off');
      await this.admin.db(this.database).dropDatabase();
      await Effect.runPromise(this.client.close());
      await this.admin.close();
      this.#admin = undefined;
      this.started.length = 0;
    }
  }

  /** Makes the server fail some commands of the stage's client. */
  async fail(data: driver.Document, mode: driver.Document | 'off' = { times: 1 }): Promise<void> {
    const failing = mode === 'off' ? {} : { data: { ...data, appName: this.#name } };
    await this.admin.db('admin').command({ configureFailPoint: 'failCommand', mode, ...failing });
  }

  /** Sessions, transactions and cursors that are open. */
  async open(): Promise<Record<'cursorsOnServer' | 'cursors' | 'sessions' | 'transactions', number>> {
    const { cursors, sessions } = openedBy(this.client.delegate);
    return {
      cursorsOnServer: Math.max(0, (await this.openCursors()) - this.#before),
      cursors: cursors.size,
      sessions: sessions.size,
      transactions: [...sessions].filter((each) => each.inTransaction()).length,
    };
  }

  /** Waits until nothing is open, and fails if something stays open. */
  async expectNothingOpen(): Promise<void> {
    const end = performance.now() + 5000;
    while (Object.values(await this.open()).some((count) => count > 0) && performance.now() < end) await sleep(5);
    expect(await this.open()).to.deep.equal({ cursorsOnServer: 0, cursors: 0, sessions: 0, transactions: 0 });
  }

  async until(holds: () => boolean): Promise<void> {
    const end = performance.now() + 5000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`the condition did not hold; sent: ${this.commands.join(' ')}`);
      await sleep(2);
    }
  }

  private async openCursors(): Promise<number> {
    const { metrics } = await this.admin.db('admin').command({ serverStatus: 1 });
    return Number(metrics.cursor.open.total);
  }
}

/** A stage that is set up before each test of a suite, and checked after it. */
export function useResources(name: string): ResourcesStage {
  const stage = new ResourcesStage(name);
  beforeEach(() => stage.enter());
  afterEach(() => stage.leave());
  return stage;
}
