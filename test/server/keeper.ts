// Runs a server as its child and ends it when the process that asked for it is gone, however that ended: the pipe on
// stdin closes even after a SIGKILL, when no handler of the parent's could have run.
import { spawn } from 'node:child_process';

const GRACE_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('keeper: no command to run');

const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
server.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 0));

// The terminal's Ctrl-C reaches the whole group: the parent decides when the server ends, so that teardown still has one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', end);
process.stdin.resume();
process.stdin.once('close', end);

function end(): void {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
}
