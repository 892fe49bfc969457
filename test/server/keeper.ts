// Runs a server as a child process, and stops it when the parent has ended for any reason. The pipe on stdin closes
// even after a SIGKILL, when no handler of the parent could run.
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

// Ctrl-C reaches the whole process group. The parent stops the server, so that teardown can still use it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', end);
process.stdin.resume();
process.stdin.once('close', end);

function end(): void {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
}
