import { MongoMemoryReplSet } from 'mongodb-memory-server-core';

import type { TestServer } from './start-server.js';

/** Starts a replica set of one; the binary is the given one, or the one that mongodb-memory-server-core downloads. */
export async function startMongod(binary: string | undefined): Promise<TestServer> {
  const set = await MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger', args: ['--setParameter', 'enableTestCommands=1'] },
    binary: binary === undefined ? {} : { systemBinary: binary },
  });
  return {
    kind: 'mongod',
    name: binary ?? 'mongod as downloaded by mongodb-memory-server-core',
    uri: set.getUri(),
    stop: async () => {
      await set.stop({ doCleanup: true, force: true });
    },
  };
}
