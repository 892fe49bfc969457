import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';

type Done = (error?: unknown, value?: unknown) => void;

interface LegacyClient<Operation> {
  connect(): Promise<unknown>;
  close(): Promise<void>;
  db(name: string): { collection(name: string): { findOne: Operation; insertOne: Operation } };
}

/** Connected clients of mongodb-legacy and of the driver that it wraps. */
export interface LegacyClients {
  readonly version: string;
  readonly driverVersion: string;
  readonly legacy: LegacyClient<(document: object, done: Done) => void>;
  readonly driver: LegacyClient<(document: object) => Promise<unknown>>;
  close(): Promise<void>;
}

/** mongodb-legacy, as installed for the example. It is not a dependency of ours. */
export async function connectLegacy(uri: string): Promise<LegacyClients | undefined> {
  const example = join(packageRoot(), 'examples', 'callback-legacy');
  const folder = join(example, 'node_modules', 'mongodb-legacy');
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  // Its driver is the one that it resolves itself.
  const require = createRequire(join(folder, 'package.json'));
  const versionOf = (name: string): string => (require(name) as { version: string }).version;
  const clientOf = <C>(name: string): C => {
    const { MongoClient } = require(name) as { MongoClient: new (uri: string) => C };
    return new MongoClient(uri);
  };

  const legacy = clientOf<LegacyClients['legacy']>(folder);
  const driver = clientOf<LegacyClients['driver']>('mongodb');
  await Promise.all([legacy.connect(), driver.connect()]);
  return {
    version: versionOf(join(folder, 'package.json')),
    driverVersion: versionOf('mongodb/package.json'),
    legacy,
    driver,
    close: async () => void (await Promise.all([legacy.close(), driver.close()])),
  };
}
