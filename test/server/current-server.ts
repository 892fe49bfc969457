import { KIND_VARIABLE, type ServerKind } from './start-server.js';

/** The server of this test run, started once by the global fixture (`make test`, `make server-tests`). */
export function currentServer(): { readonly uri: string; readonly kind: ServerKind } {
  const uri = process.env['MONGODB_URI'];
  if (!uri) throw new Error('No test server is running: use `make test`, or set MONGODB_URI.');
  return { uri, kind: (process.env[KIND_VARIABLE] ?? 'given') as ServerKind };
}

/**
 * Skips the running test or suite when the server is not a real mongod, and says why. Call it in `before` or in the
 * test: `needsMongod(this, '$text')`.
 */
export function needsMongod(context: Mocha.Context, what: string): void {
  if (currentServer().kind !== 'secantus') return;
  process.stdout.write(`\n  skipped, needs a real mongod: ${what}\n`);
  context.skip();
}
