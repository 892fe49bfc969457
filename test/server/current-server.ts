import { MongoClient } from 'mongodb';

import { KIND_VARIABLE, type ServerKind } from './start-server.js';

/** The server of this test run, started once by the global fixture (`make test`, `make server-tests`). */
export function currentServer(): { readonly uri: string; readonly kind: ServerKind } {
  const uri = process.env['MONGODB_URI'];
  if (!uri) throw new Error('No test server is running: use `make test`, or set MONGODB_URI.');
  return { uri, kind: (process.env[KIND_VARIABLE] ?? 'given') as ServerKind };
}

/**
 * Skips the running test or suite if the server is not a real mongod, and adds the reason to its title. Call it in
 * `before` or in the test: `needsMongod(this, '$text')`.
 */
export function needsMongod(context: Mocha.Context, what: string): void {
  if (currentServer().kind !== 'secantus') return;
  process.stdout.write(`\n  skipped, needs a real mongod: ${what}\n`);
  context.skip();
}

let failPoints: Promise<boolean> | undefined;

/** Skips the running test or suite if the server has no fail points, such as a given one without test commands. */
export async function needsFailPoints(context: Mocha.Context): Promise<void> {
  if (await (failPoints ??= haveFailPoints())) return;
  process.stdout.write('\n  skipped, needs fail points: start the server with --setParameter enableTestCommands=1\n');
  context.skip();
}

async function haveFailPoints(): Promise<boolean> {
  const client = new MongoClient(currentServer().uri);
  try {
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
