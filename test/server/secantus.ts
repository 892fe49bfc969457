import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { TestServer } from './start-server.js';

const VERSION = '0.7.0b3';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const LISTENING = 'secantus listening on ';
// build/test/server/ -> the project
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const VENV = join(ROOT, '.venv');
const BIN = join(VENV, process.platform === 'win32' ? 'Scripts' : 'bin');

/** Installs SecantusDB into the project's virtual environment, unless it is there, and starts it in memory. */
export async function startSecantus(python: string, standalone = false): Promise<TestServer> {
  install(python);
  const keeper = join(dirname(fileURLToPath(import.meta.url)), 'keeper.js');
  const command = [join(BIN, 'secantusd-py'), '--port', '0', '--storage-path', ':memory:'];
  const options = ['--enable-test-commands', '--cache-size', '256M', ...(standalone ? ['--standalone'] : [])];
  // In its own process group, so that Ctrl-C in the terminal does not stop the server while tests are still ending.
  const child = spawn(process.execPath, [keeper, ...command, ...options], {
    cwd: VENV,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_V8_COVERAGE: '' },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const address = await listeningOn(child.stdout, child.stderr, ended).catch((error: unknown) => {
    child.stdin.end();
    throw error;
  });
  letGo(child);
  return {
    kind: 'secantus',
    name: `SecantusDB ${VERSION}`,
    uri: `mongodb://${address}/${standalone ? '' : '?replicaSet=secantus'}`,
    async stop() {
      child.ref();
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Lets the test process end even if nobody has stopped the server. The keeper ends with it. */
function letGo(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();
}

async function listeningOn(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  ended: Promise<void>,
): Promise<string> {
  const said: string[] = [];
  const hear = (stream: NodeJS.ReadableStream, found: (address: string) => void): void => {
    createInterface({ input: stream }).on('line', (line) => {
      if (said.length < 50) said.push(line);
      const at = line.indexOf(LISTENING);
      if (at >= 0) found(line.slice(at + LISTENING.length).trim());
    });
  };
  let timer: NodeJS.Timeout | undefined;
  const address = new Promise<string>((found, failed) => {
    hear(stdout, found);
    hear(stderr, found);
    const fail = (what: string): void => failed(new Error(`SecantusDB ${what}:\n${said.join('\n')}`));
    timer = setTimeout(() => fail(`did not listen within ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    void ended.then(() => fail('ended before it listened'));
  });
  return address.finally(() => clearTimeout(timer));
}

function install(python: string): void {
  const stamp = join(VENV, `secantusdb-${VERSION}`);
  if (existsSync(stamp)) return;
  process.stderr.write(`installing SecantusDB ${VERSION} into .venv\n`);
  rmSync(VENV, { recursive: true, force: true });
  run(python, ['-m', 'venv', VENV]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `SecantusDB==${VERSION}`];
  run(join(BIN, 'python'), pip);
  writeFileSync(stamp, '');
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  const output = error?.message ?? `${stdout}${stderr}`;
  const instead = 'Give a server with MONGODB_URI, or let one be downloaded with TEST_SERVER=mongod.';
  throw new Error(`'${[command, ...args].join(' ')}' failed:\n${output.trimEnd()}\n${instead}`, { cause: error });
}
