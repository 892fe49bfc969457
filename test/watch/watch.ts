import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

import { CLI } from '../support/cli.js';

/** `motorized generate --watch`, and its output. */
export class Watch {
  readonly #process: ChildProcessWithoutNullStreams;
  #said = '';
  #heard: () => void = () => undefined;

  constructor(cwd: string, ...args: readonly string[]) {
    this.#process = spawn(process.execPath, [CLI, 'generate', '--watch', ...args], { cwd });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        this.#heard();
      });
  }

  /**
   * Waits until it prints a text, and returns everything printed since the last call.
   *
   * @param limit - after how many milliseconds it fails
   */
  async says(text: string, limit = 30_000): Promise<string> {
    while (!this.#said.includes(text)) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`it does not print ${text}, but\n${this.#said}`)), limit);
        this.#heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const said = this.#said;
    this.#said = '';
    return said;
  }

  async end(signal: NodeJS.Signals): Promise<unknown> {
    const closed = once(this.#process, 'close');
    this.#process.kill(signal);
    const [, by] = await closed;
    return by;
  }
}
