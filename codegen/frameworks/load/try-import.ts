import { type MessagePort, workerData } from 'node:worker_threads';

import { importTypeScript } from '../../common/import-typescript.js';
import { CannotRunError } from '../../common/problem.js';
import type { Tried } from './import-within.js';

// Runs in a thread of its own: what it imports may never end loading.
const { file, port } = workerData as { readonly file: string; readonly port: MessagePort };
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
