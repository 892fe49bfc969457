import { type MessagePort, workerData } from 'node:worker_threads';

import { shownPath } from '../../common/files/shown-path.js';
import { importTypeScript } from '../../common/import-typescript.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import type { Tried } from './import-within.js';

// Runs in a thread of its own: what it imports may never end loading.
const { file, port } = workerData as { readonly file: string; readonly port: MessagePort };
// Thrown where nobody waits for it. The event of the thread would have a copy, which may be an empty record.
process.once('uncaughtException', (error) => {
  const message = `${shownPath(file)} does not load: while it does, something throws ${shownError(error)}`;
  port.postMessage({ loaded: false, message, fix: 'correct the framework' } satisfies Tried);
});
port.postMessage(await tried(file));

async function tried(path: string): Promise<Tried> {
  try {
    await importTypeScript(path);
    return { loaded: true };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    return { loaded: false, message: error.message, fix: error.fix };
  }
}
