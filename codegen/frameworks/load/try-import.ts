import { type MessagePort, workerData } from 'node:worker_threads';

import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import type { Choice } from './choices.js';
import { importExported } from './exported.js';
import type { Tried } from './import-within.js';
import { makeFramework } from './make-framework.js';

// Runs in a separate thread, since the module may never finish loading.
const { file, choices, port } = workerData as {
  readonly file: string;
  readonly choices: readonly Choice[];
  readonly port: MessagePort;
};
// For an error that nobody catches. The event of the thread would only have a copy of it, which may be an empty object.
process.once('uncaughtException', (error) => {
  const message = `${shownPath(file)} does not load: while it loads, something throws ${shownError(error)}`;
  port.postMessage({ loaded: false, message, fix: 'correct the framework' } satisfies Tried);
});
port.postMessage(await tried(file));

async function tried(path: string): Promise<Tried> {
  try {
    // The main thread reports what is wrong with the result, since it knows the places.
    makeFramework(await importExported(path), choices);
    return { loaded: true };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    return { loaded: false, message: error.message, fix: error.fix };
  }
}
