import { OpenTimers } from '../harness/open-timers.js';
import { KIND_VARIABLE, startServer, type TestServer } from './start-server.js';

// Mocha loads this with --require for runs that need a server, which starts before the first suite.

const LEAK_GRACE_MS = 15_000;

// Before the suites and what they import start any.
const timers = OpenTimers.watch();

let server: TestServer | undefined;

/** Starts the server, and passes its URI to the suites and their child processes in the environment. */
export async function mochaGlobalSetup(): Promise<void> {
  server = await startServer();
  process.env['MONGODB_URI'] = server.uri;
  process.env[KIND_VARIABLE] = server.kind;
  process.stdout.write(`server: ${server.name} (${server.kind}) at ${server.uri}\n`);
}

/** Stops the server, and ends the run even if a test has not closed its client. */
export async function mochaGlobalTeardown(): Promise<void> {
  await server?.stop();
  setTimeout(failOnLeak, LEAK_GRACE_MS).unref();
}

function failOnLeak(): void {
  const open = process.getActiveResourcesInfo().join(', ');
  process.stderr.write(`The tests ended but the process did not; a suite left these open: ${open}\n`);
  for (const stack of timers.stacks()) process.stderr.write(`started by ${stack}\n`);
  // Mocha sets the exit code in its own exit handler, which was registered before this one.
  process.on('exit', () => {
    process.exitCode = 1;
  });
  process.exit(1);
}
