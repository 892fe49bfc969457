import { expect } from 'chai';
import * as raw from 'mongodb';

import { Comparable } from '../../../codegen/conformance/stage/comparable.js';
import type { Need } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer, needsFailPoints, needsMongod } from '../current-server.js';
import { expectNoneLeftOpen, openCursors } from './open-cursors.js';
import { type Driver, rawDriver, type Variant, variants } from './variants.js';
import { wrappedClasses } from './wrapped-classes.js';

/** What a scenario works with: a program written for `mongodb`, on one of the packages. */
export interface Scene {
  readonly pkg: Driver;
  /** The name of the package, for what only holds of one. */
  readonly isRaw: boolean;
  readonly client: raw.MongoClient;
  /** Empty at the beginning. */
  readonly db: raw.Db;
  readonly uri: string;
  /** Another client with command monitoring, closed at the end. */
  newClient(options?: raw.MongoClientOptions): raw.MongoClient;
  /** Something that has to be the same on every package. */
  note(...values: unknown[]): void;
  /** Notes what a promise rejects with, and gives it. */
  failure(promise: Promise<unknown> | (() => unknown)): Promise<Error>;
}

type Play = (scene: Scene) => Promise<void>;

interface Options {
  /** What not every release of the driver has. */
  readonly needs?: readonly Need[];
  /** What does not work on SecantusDB, not even with the driver itself. */
  readonly needsMongod?: string;
  /** It makes the server fail. */
  readonly needsFailPoints?: true;
  /** Why a cursor stays open on the server, with the driver itself as well. */
  readonly leavesCursors?: string;
  /** The scenario sends commands at times that vary, so that only what it notes is compared. */
  readonly notesOnly?: true;
}

export const DATABASE = 'motorized_scenes';

/**
 * Runs one scenario on the driver, and then on each emitted package: what is noted, and the commands that the server is
 * sent, have to be the same, and no cursor may stay open.
 */
export function scenario(title: string, play: Play, options: Options = {}): void {
  describe(title, function () {
    needs(this, ...(options.needs ?? []));
    let expected: Promise<unknown[]> | undefined;
    before(async function () {
      if (options.needsMongod) needsMongod(this, `${title}: ${options.needsMongod}`);
      if (options.needsFailPoints) await needsFailPoints(this);
    });

    it(rawDriver.name, async () => {
      await (expected ??= perform(rawDriver, play, options));
    });

    for (const variant of variants) {
      it(variant.name, async () => {
        const theirs = await (expected ??= perform(rawDriver, play, options));
        expect(await perform(variant, play, options)).to.deep.equal(theirs);
      });
    }
  });
}

async function perform(variant: Variant, play: Play, options: Options): Promise<unknown[]> {
  const admin = await new raw.MongoClient(currentServer().uri).connect();
  const leave = variant.enter?.();
  const stage = new Stage(variant, options);
  try {
    await admin.db(DATABASE).dropDatabase();
    const before = await openCursors(admin);
    await stage.client.connect();
    await play(stage);
    if (!options.leavesCursors) await expectNoneLeftOpen(admin, before);
    return [...stage.log];
  } finally {
    await stage.close();
    leave?.();
    await admin.close();
  }
}

class Stage implements Scene {
  readonly uri = currentServer().uri;
  readonly log: unknown[] = [];
  readonly pkg: Driver;
  readonly isRaw: boolean;
  readonly client: raw.MongoClient;
  readonly db: raw.Db;
  readonly #comparable: Comparable;
  readonly #clients: raw.MongoClient[] = [];
  readonly #options: Options;

  constructor(variant: Variant, options: Options) {
    this.pkg = variant.pkg;
    this.isRaw = variant === rawDriver;
    this.#comparable = new Comparable(variant.pkg, wrappedClasses, variant === rawDriver);
    this.#options = options;
    this.client = this.newClient();
    this.db = this.client.db(DATABASE);
  }

  newClient = (options?: raw.MongoClientOptions): raw.MongoClient => {
    const client = new this.pkg.MongoClient(this.uri, { monitorCommands: true, ...options });
    this.#clients.push(client);
    if (!this.#options.notesOnly) this.#record(client);
    return client;
  };

  note = (...values: unknown[]): void => void this.log.push(...values.map((value) => this.#comparable.of(value)));

  failure = async (promise: Promise<unknown> | (() => unknown)): Promise<Error> => {
    try {
      await (typeof promise === 'function' ? promise() : promise);
    } catch (error) {
      this.note(error);
      return error as Error;
    }
    throw new Error('this was to fail');
  };

  async close(): Promise<void> {
    for (const client of this.#clients) client.removeAllListeners();
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  #record(client: raw.MongoClient): void {
    client.on('commandStarted', ({ command }) => this.note({ sent: command }));
    client.on('commandSucceeded', ({ commandName }) => this.note({ succeeded: commandName }));
    client.on('commandFailed', ({ commandName, failure }) => this.note({ failed: commandName, failure }));
  }
}
