import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';

import type { TestServer } from './start-server.js';

const TEST_COMMANDS = ['--setParameter', 'enableTestCommands=1'];

/** Starts a replica set of one or a standalone. Without a binary, mongodb-memory-server-core downloads one. */
export async function startMongod(binary: string | undefined, standalone = false): Promise<TestServer> {
  const from = { binary: binary === undefined ? {} : { systemBinary: binary } };
  const set = standalone
    ? await MongoMemoryServer.create({ instance: { args: TEST_COMMANDS }, ...from })
    : await MongoMemoryReplSet.create({
        replSet: { count: 1, storageEngine: 'wiredTiger', args: TEST_COMMANDS },
        ...from,
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
