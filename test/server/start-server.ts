import { chooseServer } from './choose-server.js';
import { lookAtMachine } from './machine.js';
import { startMongod } from './mongod.js';
import { startSecantus } from './secantus.js';

/** The kind of a server: `secantus` lacks `$text`, `$where` and `mapReduce`; a given one counts as a real mongod. */
export type ServerKind = 'given' | 'mongod' | 'secantus';

/** A server that tests may use until `stop()`. */
export interface TestServer {
  /** Connection string with the name of the replica set. */
  readonly uri: string;
  readonly kind: ServerKind;
  /** A description for people. */
  readonly name: string;
  /** Ends the process if this started one. A given server keeps running. */
  stop(): Promise<void>;
}

/** The global fixture sets this if `MONGODB_URI` is its own, not the user's. */
export const KIND_VARIABLE = 'TEST_SERVER_KIND';

/** Set it for a server that is not a replica set. */
const STANDALONE_VARIABLE = 'TEST_SERVER_STANDALONE';

/**
 * Starts the server that `chooseServer` picks. A suite that needs its own server calls this during the test run, and
 * gets a new process unless the user has set `MONGODB_URI`.
 */
export async function startServer(env: NodeJS.ProcessEnv = process.env): Promise<TestServer> {
  const facts = lookAtMachine(env);
  const ours = env[KIND_VARIABLE] !== undefined && env[KIND_VARIABLE] !== 'given';
  const choice = chooseServer(ours ? { ...facts, uri: undefined } : facts);
  const standalone = env[STANDALONE_VARIABLE] === '1';
  switch (choice.kind) {
    case 'given':
      return { kind: 'given', name: 'MONGODB_URI', uri: choice.uri, stop: async () => undefined };
    case 'mongod':
      return startMongod(choice.binary, standalone);
    case 'download':
      return startMongod(undefined, standalone);
    case 'secantus':
      return startSecantus(choice.python, standalone);
  }
}
