import { setTimeout as sleep } from 'node:timers/promises';

import type * as mongodb from 'mongodb';

import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Exports, LoadedModules, Subject } from '../subject/subject.js';
import { Comparable } from './comparable.js';
import { ConnectedClients } from './connected-clients.js';
import { PROMISING } from '../subject/promising.js';
import { openedBy } from './opened.js';
import { Side } from './side.js';

/** What is open on the server and in the client. */
export interface Open {
  readonly cursorsOnServer: number;
  readonly cursors: number;
  readonly sessions: number;
  /** The sessions with an active transaction. */
  readonly transactions: number;
}

const NAME = 'motorized_conformance';

/** How many milliseconds to wait for something in the background. */
const PATIENCE = 3000;

/** The documents of a filled collection. */
const DOCUMENTS = 3;

/** Commands that do not change the database. */
const READING: ReadonlySet<string> = new Set(
  'find getMore killCursors count distinct explain listCollections listIndexes ping'.split(' '),
);

/** The surroundings of a check: a server, the driver, and the framework as wrappers of the same client. */
export class Stage {
  readonly subject: Subject;
  readonly uri: string;
  /** The database that only the clauses use. */
  readonly database = `${NAME}_${process.pid}`;
  readonly driver: Exports;
  readonly wrapped: ReadonlySet<string>;
  /** The driver's own client, which the framework's wraps. */
  readonly client: mongodb.MongoClient;
  /** Another client of the driver, whose commands are not recorded. */
  readonly admin: mongodb.MongoClient;
  readonly raw: Side;
  readonly own: Side;
  /** The commands that {@link client} has sent since the clause began. */
  readonly started: mongodb.CommandStartedEvent[] = [];

  /** The sessions of {@link client} with a transaction, by id. */
  readonly #transacting = new Map<string, unknown>();

  readonly #connected: ConnectedClients;
  #isFilled = false;

  private constructor(subject: Subject, own: Exports, driver: Exports, uri: string) {
    const { MongoClient } = driver as unknown as typeof mongodb;
    const { shape, idiom, evaluation } = subject;
    this.subject = subject;
    this.uri = uri;
    this.driver = driver;
    this.wrapped = new Set(shape.classes.map(({ name }) => name));
    this.#connected = new ConnectedClients(driver);
    this.client = new MongoClient(uri, { monitorCommands: true, appName: NAME });
    this.admin = new MongoClient(uri);
    this.client.on('commandStarted', (event) => this.#note(event));
    const required = (member: string): number =>
      Math.min(
        ...shape.classes
          .flatMap(({ members }) => members)
          .filter((each) => each.name === member)
          .map((each) => each.required),
      );
    const client = this.client as unknown as Members;
    this.raw = new Side({ module: driver, idiom: PROMISING, lazy: false, client, required });
    const wrapper = (own['MongoClient'] as { wrap(delegate: unknown): Members }).wrap(client);
    this.own = new Side({ module: own, idiom, lazy: evaluation === 'lazy', client: wrapper, required });
  }

  /** Sets up a stage on a server; `own` and `driver` are the modules of the subject. */
  static async open(subject: Subject, { own, driver }: LoadedModules, uri: string): Promise<Stage> {
    const stage = new Stage(subject, own, driver, uri);
    try {
      await Promise.all([stage.client.connect(), stage.admin.connect()]);
    } catch (error) {
      await stage.#connected.close();
      throw error;
    }
    return stage;
  }

  async close(): Promise<void> {
    await this.admin
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode: 'off' })
      .catch(() => undefined);
    // A clause that has timed out may still be running.
    for (const side of [this.raw, this.own]) side.end();
    await this.#connected.close();
  }

  /** Resets the stage: an empty database, and no recorded commands. */
  async reset(): Promise<void> {
    this.#isFilled = false;
    await this.admin.db(this.database).dropDatabase();
    this.forget();
  }

  /** Resets the stage, with the documents that calls use. If they were only read, they are kept. */
  async refill(): Promise<void> {
    const isAsItWas = this.#isFilled && this.commands().every((each) => READING.has(each));
    this.forget();
    if (isAsItWas) return;
    await this.reset();
    await this.fill();
    this.#isFilled = true;
  }

  /** Removes what a clause has set up on the server. */
  async leave(): Promise<void> {
    await this.fail({}, 'off').catch(() => undefined);
    // A transaction that a broken framework leaves open would block all later clauses.
    for (const each of openedBy(this.client).sessions)
      if (each.inTransaction()) await each.abortTransaction().catch(() => undefined);
    // Also those that the client no longer knows.
    const killSessions = [...this.#transacting.values()];
    if (killSessions.length > 0) await this.admin.db('admin').command({ killSessions });
    this.#transacting.clear();
    await this.admin.db(this.database).dropDatabase();
  }

  #note(event: mongodb.CommandStartedEvent): void {
    this.started.push(event);
    const { lsid, autocommit } = event.command;
    if (autocommit === false) this.#transacting.set(JSON.stringify(lsid), lsid);
  }

  /** The framework's collection of the clause. */
  get things(): Members {
    return this.own.make(this.own.make(this.own.client, 'db', this.database), 'collection', 'things');
  }

  /** The same collection, through another client of the driver. */
  get seen(): mongodb.Collection<{ _id: number; n: number }> {
    return this.admin.db(this.database).collection('things');
  }

  /** `{ _id: 1, n: 1 }`, `{ _id: 2, n: 2 }`, ... */
  async fill(count = DOCUMENTS): Promise<void> {
    await this.seen.insertMany(Array.from({ length: count }, (_, at) => ({ _id: at + 1, n: at + 1 })));
  }

  /** Converts results of the driver or the framework to comparable plain values. */
  comparable(side: Side): Comparable {
    return new Comparable(side.module, this.wrapped, side === this.raw);
  }

  /** The names of the commands sent so far. `commands` and `sent` are bound, so that they can be destructured. */
  readonly commands = (): string[] => this.started.map((each) => each.commandName);

  forget(): void {
    this.started.length = 0;
  }

  /** Waits until a command has been sent a number of times. */
  readonly sent = async (name: string, times = 1): Promise<void> =>
    this.until(() => this.commands().filter((each) => each === name).length >= times, `${name} is sent`);

  /** Makes the server fail commands of the client under test. */
  async fail(data: mongodb.Document, mode: mongodb.Document | 'off' = { times: 1 }): Promise<void> {
    const more = mode === 'off' ? {} : { data: { ...data, appName: NAME } };
    const answer = this.admin.db('admin').command({ configureFailPoint: 'failCommand', mode, ...more });
    await answer.catch((cause: unknown) => {
      throw new Error('the server has no fail points: start it with --setParameter enableTestCommands=1', { cause });
    });
  }

  /** Returns what is open now. */
  async open(): Promise<Open> {
    const { cursors, sessions } = openedBy(this.client);
    const { metrics } = await this.admin.db('admin').command({ serverStatus: 1 });
    return {
      cursorsOnServer: Number(metrics.cursor.open.total),
      cursors: cursors.size,
      sessions: sessions.size,
      transactions: [...sessions].filter((each) => each.inTransaction()).length,
    };
  }

  /** Waits until no more is open than before. Returns what is still open in addition, by kind. */
  async leftOpen(before: Open): Promise<Partial<Open>> {
    let left: [string, number][] = [];
    const isSettled = async (): Promise<boolean> => {
      const now = await this.open();
      const keys = Object.keys(before) as (keyof Open)[];
      left = keys.filter((key) => now[key] > before[key]).map((key) => [key, now[key] - before[key]]);
      return left.length === 0;
    };
    await this.until(isSettled, 'everything is closed').catch(() => undefined);
    return Object.fromEntries(left);
  }

  /** Polls until a condition holds. */
  async until(holds: () => boolean | Promise<boolean>, what: string, limit = PATIENCE): Promise<void> {
    const end = performance.now() + limit;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
      await sleep(2);
    }
  }
}
