import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { Consumer } from '../../support/consumer.js';
import { inProject } from '../../support/project-root.js';
import { Service } from '../../support/service.js';
import { currentServer } from '../current-server.js';
import { expectNoneLeftOpen, openCursors } from './open-cursors.js';

/** The databases and cursors that an example leaves on the server. */
export class Databases {
  #admin: MongoClient | undefined;
  #openBefore = 0;

  private constructor(private readonly names: readonly string[]) {}

  /** Drops the databases before each test of the suite that is being declared, and after the suite. */
  static droppedForEach(...names: readonly string[]): Databases {
    const databases = new Databases(names);
    before(() => {
      databases.#admin = new MongoClient(currentServer().uri);
    });
    beforeEach(async () => {
      await databases.#drop();
      databases.#openBefore = await openCursors(databases.admin);
    });
    after(async () => {
      await databases.#drop();
      await databases.#admin?.close();
    });
    return databases;
  }

  get admin(): MongoClient {
    if (this.#admin === undefined) throw new Error('the suite has not begun');
    return this.#admin;
  }

  /** How many more cursors are open than when the test began. */
  async opened(): Promise<number> {
    return (await openCursors(this.admin)) - this.#openBefore;
  }

  async expectNoneLeftOpen(): Promise<void> {
    await expectNoneLeftOpen(this.admin, this.#openBefore);
  }

  async #drop(): Promise<void> {
    // A suite that was skipped has no client.
    for (const name of this.names) await this.#admin?.db(name).dropDatabase();
  }
}

/** How an example is built. */
export interface Building {
  /** Folders of examples/. A single one is copied to the top, as its readers have it; several keep their names. */
  readonly folders: readonly string[];
  /** Files beside the TypeScript, by their names. */
  readonly assets?: readonly string[];
  /** Its own compiler options. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** Adds what else it needs, before it is compiled. */
  readonly prepare?: (consumer: Consumer) => void;
}

/** Examples as their readers have them: beside the packed package, and compiled with a user's strict options. */
export class Example {
  #consumer: Consumer | undefined;

  /** Builds the examples before the suite that is being declared. */
  static built(building: Building): Example {
    const example = new Example();
    before(() => {
      example.#consumer = new Consumer();
      build(example.#consumer, building);
    });
    after(() => example.#consumer?.remove());
    return example;
  }

  get folder(): string {
    if (this.#consumer === undefined) throw new Error('the suite has not begun');
    return this.#consumer.folder;
  }

  /** Starts its program in a separate process. */
  start({ uri = currentServer().uri, imports = [] }: Starting = {}): Service {
    const args = [...imports.flatMap((each) => ['--import', each]), 'out/main.js'];
    return new Service({ args, folder: this.folder, env: { MONGODB_URI: uri } });
  }
}

interface Starting {
  /** The URI of a server other than that of the tests. */
  readonly uri?: string;
  /** A module that is loaded first. */
  readonly imports?: readonly string[];
}

/** Starts a service before each test of the suite that is being declared, and stops it afterwards. */
export function startedForEach(start: () => Service): () => Service {
  let service: Service | undefined;
  beforeEach(() => {
    service = start();
  });
  afterEach(() => service?.stop('SIGKILL'));
  return () => {
    if (service === undefined) throw new Error('no test has begun');
    return service;
  };
}

function build(consumer: Consumer, { folders, assets = [], compilerOptions, prepare }: Building): void {
  prepare?.(consumer);
  const files = folders.flatMap((folder) => {
    const names = readdirSync(inProject('examples', folder)).filter(
      (name) => name.endsWith('.ts') || assets.includes(name),
    );
    const into = folders.length === 1 ? '' : folder;
    return names.map((name) => ({ path: join(into, name), source: inProject('examples', folder, name) }));
  });
  for (const { path, source } of files) consumer.write(path, readFileSync(source, 'utf8'));
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith('.ts'));
  expect(consumer.typeCheck(sources, compilerOptions).stdout).to.equal('');
}
