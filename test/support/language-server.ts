import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { inProject } from './project-root.js';

interface Reply {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** TypeScript's language server for a project, used as an editor uses it. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(folder: string) {
    const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
    const env = { ...process.env, NODE_V8_COVERAGE: '' };
    this.#process = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: folder, env });
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr.resume();
    this.#process.once('exit', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('The language server ended.'));
    });
  }

  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const hover = { contentFormat: ['markdown', 'plaintext'] };
    const capabilities = { textDocument: { hover } };
    await server.#request('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities });
    server.#notify('initialized', {});
    return server;
  }

  open(file: string): void {
    const textDocument = { uri: pathToFileURL(file).href, languageId: 'typescript', version: 1 };
    this.#notify('textDocument/didOpen', { textDocument: { ...textDocument, text: readFileSync(file, 'utf8') } });
  }

  /** The text that an editor shows when hovering over a line and a character, both counted from 0. */
  async hover(file: string, line: number, character: number): Promise<string> {
    const textDocument = { uri: pathToFileURL(file).href };
    const result = await this.#request('textDocument/hover', { textDocument, position: { line, character } });
    return JSON.stringify(result);
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    await this.#request('shutdown', undefined);
    this.#notify('exit', undefined);
    this.#process.stdin.end();
    await exited;
  }

  #request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  #notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#received.toString('latin1', 0, end))?.[1]);
      if (this.#received.length < end + 4 + length) return;
      const body = this.#received.toString('utf8', end + 4, end + 4 + length);
      this.#received = this.#received.subarray(end + 4 + length);
      this.#dispatch(JSON.parse(body) as Reply);
    }
  }

  #dispatch({ id, method, result, error }: Reply): void {
    if (id === undefined) return;
    // The server also sends requests, for settings and for watching files. An empty answer is enough for it.
    if (method !== undefined) return this.#send({ id, result: method === 'workspace/configuration' ? [] : null });
    const pending = this.#pending.get(Number(id));
    this.#pending.delete(Number(id));
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new Error(error.message));
  }
}
