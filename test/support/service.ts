import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The status and the body of a response. */
export type Answer = [status: number, body: unknown];

/** What to start: the arguments for Node, the folder, and the environment. */
export interface Start {
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that listens, in a separate process. It prints its port: `listening on port 8080`. */
export class Service {
  output = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;

  constructor({ args, folder, env }: Start) {
    // Port 0 is any free port.
    const all = { ...process.env, PORT: '0', NODE_V8_COVERAGE: '', ...env };
    this.#child = spawn(process.execPath, args, { cwd: folder, env: all });
    this.#closed = once(this.#child, 'close');
    this.#child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
  }

  /** Waits until it has printed something. */
  async printed(what: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = what.exec(this.output);
      if (found !== null) return found;
      if (this.#child.exitCode !== null) throw new Error(`It has ended.\n${this.output}${this.stderr}`);
      await Promise.race([once(this.#child.stdout as NodeJS.EventEmitter, 'data'), this.#closed]);
    }
  }

  /** The URL that it listens on. */
  async url(path = ''): Promise<string> {
    const [, port] = await this.printed(/listening on port (\d+)/);
    return `http://127.0.0.1:${port}${path}`;
  }

  /** Sends a request, and parses the response as JSON. */
  async request(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(await this.url(path), { redirect: 'manual', ...init });
    const text = await response.text();
    return [response.status, text === '' ? undefined : JSON.parse(text)];
  }

  /** Asks it to end, and returns its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended();
  }

  /** Waits until it has ended, and all of its output has arrived. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }
}
