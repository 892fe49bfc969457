import { chooseServer } from './choose-server.js';
import { lookAtMachine } from './machine.js';
import { startMongod } from './mongod.js';
import { startSecantus } from './secantus.js';

/** What a server can do: `secantus` has no `$text`, `$where`, `mapReduce`; a given one is taken for a real mongod. */
export type ServerKind = 'given' | 'mongod' | 'secantus';

/** A server that tests may use until `stop()`. */
export interface TestServer {
  /** Connection string with the name of the replica set. */
  readonly uri: string;
  readonly kind: ServerKind;
  /** For people: what was taken. */
  readonly name: string;
  /** Ends the process if this started one; a given server goes on. */
  stop(): Promise<void>;
}

/** Set by the global fixture: that `MONGODB_URI` is its own, not the user's. */
export const KIND_VARIABLE = 'TEST_SERVER_KIND';

/** Set by who wants a server that is no replica set. */
const STANDALONE_VARIABLE = 'TEST_SERVER_STANDALONE';

/**
 * Starts the server that `chooseServer` picks. A suite that wants one to itself calls this inside the test run, and
 * gets a new process unless the user gave `MONGODB_URI`.
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
