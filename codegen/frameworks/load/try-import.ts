import { type MessagePort, workerData } from 'node:worker_threads';

import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import type { Choice } from './choices.js';
import { importExported } from './exported.js';
import type { Tried } from './import-within.js';
import { makeFramework } from './make-framework.js';

// Runs in a thread of its own: what it imports may never end loading.
const { file, choices, port } = workerData as {
  readonly file: string;
  readonly choices: readonly Choice[];
  readonly port: MessagePort;
};
// Thrown where nobody waits for it. The event of the thread would have a copy, which may be an empty record.
process.once('uncaughtException', (error) => {
  const message = `${shownPath(file)} does not load: meanwhile, something throws ${shownError(error)}`;
  port.postMessage({ loaded: false, message, fix: 'correct the framework' } satisfies Tried);
});
port.postMessage(await tried(file));

async function tried(path: string): Promise<Tried> {
  try {
    // What is wrong with what it makes is told by the main thread, which knows the places.
    makeFramework(await importExported(path), choices);
    return { loaded: true };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    return { loaded: false, message: error.message, fix: error.fix };
  }
}
