import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** Records the files that are loaded as ES modules. `require.cache` has the others. */
export class LoadedModules {
  readonly #port: MessagePort;
  readonly #files: string[] = [];

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    register('./resolve-hook.js', import.meta.url, { data: { port: port2 }, transferList: [port2] });
  }

  list(): readonly string[] {
    for (let next = receiveMessageOnPort(this.#port); next !== undefined; next = receiveMessageOnPort(this.#port)) {
      const url = next.message as string;
      if (url.startsWith('file:')) this.#files.push(fileURLToPath(url));
    }
    return this.#files;
  }
}

/** The files that show that a package was loaded more than once, which would break `instanceof`. */
export function copiesOf(loaded: readonly string[]): string[] {
  const entries = [/[\\/]mongodb[\\/]lib[\\/]index\.js$/, /[\\/]bson[\\/]lib[\\/]bson(?:\.[a-z]+)*\.[cm]?js$/];
  return entries.flatMap((entry) => {
    const files = [...new Set(loaded.filter((file) => entry.test(file)))];
    return files.length > 1 ? files : [];
  });
}
