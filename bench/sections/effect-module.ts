import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as Effect from 'effect/Effect';
import * as Stream from 'effect/Stream';
import type { Document, MongoClient } from 'mongodb';

import { packageRoot } from '../../codegen/common/package-root.js';
import type { Loopback } from './loopback.js';
import { importIfThere, type Measured } from './measured.js';

/** The measured part of `motorized/effect`. */
interface OwnModule {
  readonly MongoClient: {
    wrap(client: MongoClient): {
      db(name: string): {
        collection(name: string): { findOne(filter: Document): Effect.Effect<unknown, unknown> };
        aggregate(pipeline: Document[], options: { readonly batchSize: number }): Stream.Stream<unknown, unknown>;
      };
    };
  };
}

/** `motorized/effect` on the shared client. Undefined if it has not been built. */
export async function measuredEffect({ client, database, thousand }: Loopback): Promise<Measured | undefined> {
  const module = await importIfThere<OwnModule>('motorized/effect');
  if (module === undefined) return undefined;
  const db = module.MongoClient.wrap(client).db(database);
  const collection = db.collection(thousand.collectionName);
  return {
    name: 'motorized/effect',
    findOne: (filter, done) => {
      // As a service would run one for each request.
      const fiber = Effect.runFork(collection.findOne(filter));
      fiber.addObserver((exit) => done(exit._tag === 'Success' ? undefined : exit));
      return () => fiber.interruptUnsafe();
    },
    drain: (pipeline, options) =>
      Effect.runPromise(
        Stream.runFold(
          db.aggregate(pipeline, options),
          () => 0,
          (count) => count + 1,
        ),
      ),
  };
}

/** The measured part of effect-mongodb, and of the Effect that it uses, whose types differ from ours. */
interface Peer {
  readonly Effect: {
    runFork(effect: unknown): { addObserver(observer: (exit: { readonly _tag: string }) => void): void };
    runPromise(effect: unknown): Promise<number>;
  };
  readonly Stream: { runFold(stream: unknown, zero: number, add: (count: number) => number): unknown };
  readonly effectMongodb: {
    readonly MongoClient: {
      readonly MongoClient: new (fields: { client: object }) => object;
      db(client: object, name: string): object;
    };
    readonly Db: { documentCollection(db: object, name: string): object };
    readonly DocumentCollection: { findOne(collection: object, filter: Document): unknown };
    readonly DocumentAggregationCursor: {
      readonly DocumentAggregationCursorImpl: new (fields: { cursor: object }) => object;
      toStream(cursor: object): unknown;
    };
  };
}

/** effect-mongodb on its own driver and Effect, and that driver alone. */
export interface EffectPeer {
  readonly versions: string;
  readonly client: MongoClient;
  readonly measured: Measured;
}

/** Undefined if it is not installed: run `npm ci --prefix bench/effect-mongodb`. */
export async function connectEffectMongodb({ uri, database, thousand }: Loopback): Promise<EffectPeer | undefined> {
  const folder = join(packageRoot(), 'bench', 'effect-mongodb');
  const require = createRequire(join(folder, 'package.json'));
  const find = <M>(name: string): Promise<M | undefined> => importIfThere<M>(located(require, name));
  const effectMongodb = await find<Peer['effectMongodb']>('effect-mongodb');
  const Its = await find<Peer['Effect']>('effect/Effect');
  const ItsStream = await find<Peer['Stream']>('effect/Stream');
  const driver = await find<{ MongoClient: new (uri: string) => MongoClient }>('mongodb');
  if (effectMongodb === undefined || Its === undefined || ItsStream === undefined || driver === undefined)
    return undefined;
  const client = await new driver.MongoClient(uri).connect();
  const { MongoClient: Client, Db, DocumentCollection, DocumentAggregationCursor } = effectMongodb;
  const wrapped = Client.db(new Client.MongoClient({ client }), database);
  const collection = Db.documentCollection(wrapped, thousand.collectionName);
  const { DocumentAggregationCursorImpl, toStream } = DocumentAggregationCursor;
  const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
  return {
    versions: `${versionOf('effect-mongodb')} on its own driver ${versionOf('mongodb')} and effect ${versionOf('effect')}`,
    client,
    measured: {
      name: 'effect-mongodb',
      findOne: (filter, done) => {
        const fiber = Its.runFork(DocumentCollection.findOne(collection, filter));
        fiber.addObserver((exit) => done(exit._tag === 'Success' ? undefined : exit));
        return () => undefined;
      },
      drain: (pipeline, options) => {
        const cursor = new DocumentAggregationCursorImpl({ cursor: client.db(database).aggregate(pipeline, options) });
        return Its.runPromise(ItsStream.runFold(toStream(cursor), 0, (count) => count + 1));
      },
    },
  };
}

/** The path of a module, as an import from the peer would find it. */
function located(require: NodeJS.Require, name: string): string {
  try {
    return pathToFileURL(require.resolve(name)).href;
  } catch {
    return name.replace(/^/, 'absent-');
  }
}
