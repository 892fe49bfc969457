import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as driver from 'mongodb';
import { type Collection, type Db, MongoClient } from 'motorized/rxjs';
import { lastValueFrom } from 'rxjs';

import { openedBy } from '../../../codegen/conformance/stage/opened.js';
import { has } from '../../support/release/has.js';
import { currentServer } from '../current-server.js';

const DATABASE = 'motorized_rxjs';

/** The client and collection of a test of `motorized/rxjs`, which fails if it leaves anything open. */
export class Stage {
  /** The commands that {@link client} has sent, by name. */
  readonly commands: string[] = [];
  readonly started: driver.CommandStartedEvent[] = [];
  readonly rejections: unknown[] = [];
  readonly #name: string;
  #admin: driver.MongoClient | undefined;
  #client: MongoClient | undefined;
  #before = 0;
  readonly #reject = (reason: unknown): void => void this.rejections.push(reason);

  constructor(name: string) {
    this.#name = name;
  }

  /** A client of the driver itself, whose commands are not in {@link commands}. */
  get admin(): driver.MongoClient {
    return this.#admin ?? expect.fail('the client is there while a test runs');
  }

  get client(): MongoClient {
    return this.#client ?? expect.fail('the client is there while a test runs');
  }

  get db(): Db {
    return this.client.db(`${DATABASE}_${this.#name}`);
  }

  get collection(): Collection<Numbered> {
    return this.db.collection<Numbered>('numbers');
  }

  /** The same collection through the driver itself. */
  get raw(): driver.Collection<Numbered> {
    return this.admin.db(this.db.databaseName).collection<Numbered>('numbers');
  }

  async enter(): Promise<void> {
    this.#admin = await new driver.MongoClient(currentServer().uri).connect();
    await this.admin.db(`${DATABASE}_${this.#name}`).dropDatabase();
    this.#before = await this.openCursors();
    this.#client = new MongoClient(currentServer().uri, { monitorCommands: true, appName: this.#name });
    this.#client.on('commandStarted', (event) => {
      this.started.push(event);
      this.commands.push(event.commandName);
    });
    await lastValueFrom(this.#client.connect());
    process.on('unhandledRejection', this.#reject);
  }

  async leave(): Promise<void> {
    try {
      await this.expectNothingOpen();
    } finally {
      process.off('unhandledRejection', this.#reject);
      await this.fail({}, 'off');
      await this.admin.db(this.db.databaseName).dropDatabase();
      await lastValueFrom(this.client.close());
      await this.admin.close();
      this.#admin = undefined;
      this.forget();
    }
  }

  /** Forgets the commands that have been sent. */
  forget(): void {
    this.commands.length = 0;
    this.started.length = 0;
  }

  /** `{ _id: 0, n: 0 }`, `{ _id: 1, n: 1 }`, ... */
  async insert(count: number): Promise<void> {
    await this.raw.insertMany(Array.from({ length: count }, (_, n) => ({ _id: n, n })));
  }

  /** The cursors that {@link client} has killed, by id: once each where two calls of `close()` may kill it twice. */
  killed(): string[] {
    const kills = this.started.filter(({ commandName }) => commandName === 'killCursors');
    const ids = kills.flatMap(({ command }) => (command.cursors as unknown[]).map(String));
    return has('a cursor that is closed twice at once is killed') ? [...new Set(ids)] : ids;
  }

  /** Makes the server fail some commands of the stage's client. */
  async fail(data: driver.Document, mode: driver.Document | 'off' | 'alwaysOn' = { times: 1 }): Promise<void> {
    const command = {
      configureFailPoint: 'failCommand',
      mode,
      ...(mode === 'off' ? {} : { data: { ...data, appName: this.#name } }),
    };
    await this.admin.db('admin').command(command);
  }

  async openCursors(): Promise<number> {
    const { metrics } = await this.admin.db('admin').command({ serverStatus: 1 });
    return Number(metrics.cursor.open.total);
  }

  /** A capped collection of one document, for tailable cursors. */
  async capped(): Promise<Collection<Numbered>> {
    const db = this.admin.db(this.db.databaseName);
    const capped = await db.createCollection<Numbered>('capped', { capped: true, size: 100_000 });
    await capped.insertOne({ _id: 1, n: 1 });
    return this.db.collection<Numbered>('capped');
  }

  /** How many sessions of {@link client} are open. */
  sessions(): number {
    return openedBy(this.client.delegate).sessions.size;
  }

  /** Waits until nothing is open on the server or in the client, and fails if something stays open. */
  async expectNothingOpen(limit?: number): Promise<void> {
    const left = async () => ({
      cursorsOnServer: Math.max(0, (await this.openCursors()) - this.#before),
      cursors: openedBy(this.client.delegate).cursors.size,
      sessions: this.sessions(),
    });
    await this.until(async () => Object.values(await left()).every((count) => count <= 0), limit).catch(() => {});
    expect(await left()).to.deep.equal({ cursorsOnServer: 0, cursors: 0, sessions: 0 });
    expect(this.rejections).to.deep.equal([]);
  }

  /** Waits until a command has been sent this many times. */
  async sent(name: string, times = 1): Promise<void> {
    await this.until(() => this.commands.filter((each) => each === name).length >= times);
  }

  async until(holds: () => boolean | Promise<boolean>, limit = 5000): Promise<void> {
    const end = performance.now() + limit;
    while (!(await holds())) {
      if (performance.now() > end)
        throw new Error(`the condition did not hold within ${limit} ms; sent: ${this.commands.join(' ')}`);
      await sleep(5);
    }
  }
}

export interface Numbered {
  _id: number;
  n: number;
}

/** A stage that is set up before each test of a suite, and checked after it. */
export function useStage(name: string): Stage {
  const stage = new Stage(name);
  beforeEach(() => stage.enter());
  afterEach(() => stage.leave());
  return stage;
}
