import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { CannotRunError } from '../../common/problem.js';

/** A server for a run of a group. */
export interface SuiteServer {
  readonly uri: string;
  stop(): Promise<void>;
}

/** Starts a new server for each run, since the memory of a server grows, or returns the shared one. */
export type StartServer = () => Promise<SuiteServer>;

export type Topology = 'replica set' | 'standalone';

export interface ServerRequest {
  /** A module whose `startServer(env)` resolves with a server. Default: the server of `MONGODB_URI`. */
  readonly module: string | undefined;
  readonly topology: Topology;
  /** The driver's package folder. */
  readonly driver: string;
}

/** The part of the driver under test that is used. */
interface DriverModule {
  readonly MongoClient: new (uri: string, options: { serverSelectionTimeoutMS: number }) => Client;
}
interface Client {
  db(name: string): { command(command: object): Promise<Readonly<Record<string, unknown>>> };
  close(): Promise<void>;
}

const CONTRACT = 'pass --server a module that exports `startServer(env)`, which resolves with `{ uri, stop() }`';
const NO_SERVER = 'set MONGODB_URI, or pass --server MODULE';
const SELECTION_TIMEOUT_MS = 10_000;

/**
 * Returns the function that starts servers. Each server is checked: if it cannot be reached, or has another topology,
 * starting it fails.
 *
 * @throws {CannotRunError} if the module is not valid
 */
export async function serverSource({ module, topology, driver }: ServerRequest): Promise<StartServer> {
  const start = module === undefined ? givenServer() : await importStarter(module, topology);
  return async () => {
    const server = await start();
    try {
      await checkServer(server.uri, topology, driver);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  };
}

/** The server of `MONGODB_URI`. Unit tests need none. */
function givenServer(): StartServer {
  const uri = process.env['MONGODB_URI'];
  return async () => {
    if (uri === undefined || uri === '') throw new CannotRunError('there is no server to run on', NO_SERVER);
    return { uri, stop: async () => undefined };
  };
}

async function importStarter(module: string, topology: Topology): Promise<StartServer> {
  orCannotRun(() => readRegularFile(module), CONTRACT);
  const env = { ...process.env, ...(topology === 'standalone' ? { TEST_SERVER_STANDALONE: '1' } : {}) };
  const exports = await import(pathToFileURL(resolve(module)).href).catch((cause: unknown) => {
    throw new CannotRunError(`${module} cannot be loaded: ${messageOf(cause)}`, CONTRACT, { cause });
  });
  const { startServer } = exports as Record<string, unknown>;
  if (typeof startServer !== 'function')
    throw new CannotRunError(`${module} exports no function startServer`, CONTRACT);
  return async () => checkShape(module, await call(module, startServer, env));
}

async function call(module: string, startServer: Function, env: NodeJS.ProcessEnv): Promise<unknown> {
  try {
    return await (startServer(env) as unknown);
  } catch (cause) {
    throw new CannotRunError(`${module} started no server: ${messageOf(cause)}`, 'check what it needs', { cause });
  }
}

function checkShape(module: string, value: unknown): SuiteServer {
  const { uri, stop } = (value ?? {}) as Record<keyof SuiteServer, unknown>;
  if (typeof uri !== 'string') throw new CannotRunError(`startServer of ${module} returned no \`uri\``, CONTRACT);
  if (typeof stop !== 'function') throw new CannotRunError(`startServer of ${module} returned no \`stop()\``, CONTRACT);
  return value as SuiteServer;
}

/** Connects as the tests will, and checks the topology of the server. */
async function checkServer(uri: string, wanted: Topology, driver: string): Promise<void> {
  const found = await topologyOf(uri, driver);
  if (found === wanted) return;
  const flag = { standalone: 'pass --standalone', 'replica set': 'leave --standalone out' };
  throw new CannotRunError(
    `the server at ${shown(uri)} is a ${found}, expected a ${wanted}`,
    found === 'sharded cluster' ? 'use another server' : `${flag[found]}, or use another server`,
  );
}

async function topologyOf(uri: string, driver: string): Promise<Topology | 'sharded cluster'> {
  const { MongoClient } = createRequire(join(driver, 'package.json'))(driver) as DriverModule;
  let client: Client | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS });
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello['msg'] === 'isdbgrid') return 'sharded cluster';
    return hello['setName'] === undefined ? 'standalone' : 'replica set';
  } catch (cause) {
    const fix = 'check that it runs and can be reached, or use another server';
    throw new CannotRunError(`the server at ${shown(uri)} cannot be reached: ${messageOf(cause)}`, fix, { cause });
  } finally {
    await client?.close();
  }
}

/** A connection string without its credentials. */
function shown(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
