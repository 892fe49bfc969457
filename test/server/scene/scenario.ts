import { expect } from 'chai';
import * as raw from 'mongodb';

import { Comparable } from '../../../codegen/conformance/stage/comparable.js';
import type { Need } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer, needsFailPoints, needsMongod } from '../current-server.js';
import { expectNoneLeftOpen, openCursors } from './open-cursors.js';
import { type Driver, rawDriver, type Variant, variants } from './variants.js';
import { wrappedClasses } from './wrapped-classes.js';

/** What a scenario has to work with. It is a program for `mongodb`, which runs on one of the packages. */
export interface Scene {
  readonly pkg: Driver;
  /** The name of the package, for checks that apply to only one. */
  readonly isRaw: boolean;
  readonly client: raw.MongoClient;
  /** Empty at the beginning. */
  readonly db: raw.Db;
  readonly uri: string;
  /** Another client with command monitoring, closed at the end. */
  newClient(options?: raw.MongoClientOptions): raw.MongoClient;
  /** Notes values that have to be the same on every package. */
  note(...values: unknown[]): void;
  /** Notes the error of a promise that rejects, and returns it. */
  failure(promise: Promise<unknown> | (() => unknown)): Promise<Error>;
}

type Play = (scene: Scene) => Promise<void>;

interface Options {
  /** What only some releases of the driver have. */
  readonly needs?: readonly Need[];
  /** What fails on SecantusDB, even with the driver itself. */
  readonly needsMongod?: string;
  /** The scenario makes the server fail. */
  readonly needsFailPoints?: true;
  /** Why a cursor stays open on the server, even with the driver itself. */
  readonly leavesCursors?: string;
  /** The timing of the scenario's commands varies, so only its notes are compared. */
  readonly notesOnly?: true;
}

export const DATABASE = 'motorized_scenes';

/**
 * Runs a scenario on the driver, and then on each emitted package. Its notes and the commands sent to the server have
 * to be the same, and no cursor may stay open.
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
    throw new Error('this should have failed');
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
