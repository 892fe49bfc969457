import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import type { Choice } from './choices.js';
import { type Exported, importExported } from './exported.js';

/** What the thread that tries a module reports. */
export type Tried =
  | { readonly loaded: true }
  | { readonly loaded: false; readonly message: string; readonly fix: string };

/**
 * Imports a user's `framework.ts`, after trying it in a thread. A module that never finishes loading, because of an
 * endless loop or a promise that never settles, would block the main thread forever. If the default export is a
 * function, the thread calls it as well.
 *
 * @param patience - milliseconds
 * @throws {CannotRunError} if it cannot be loaded, or not in time
 */
export async function importWithin(file: string, choices: readonly Choice[], patience: number): Promise<Exported> {
  await tryImport(file, choices, patience);
  return importExported(file);
}

async function tryImport(file: string, choices: readonly Choice[], patience: number): Promise<void> {
  // Its output is dropped here, since the module prints again when the main thread imports it.
  const { port1, port2: port } = new MessageChannel();
  const options = { workerData: { file, choices, port }, transferList: [port], stdout: true, stderr: true };
  const worker = new Worker(new URL('./try-import.js', import.meta.url), options);
  try {
    const outcome = await outcomeOf(worker, port1, patience);
    if (typeof outcome === 'string')
      throw new CannotRunError(`${shownPath(file)} does not load: ${outcome}`, WITHOUT_WAITING);
    if (!outcome.loaded) throw new CannotRunError(outcome.message, outcome.fix);
  } finally {
    port1.close();
    await worker.terminate();
  }
}

const WITHOUT_WAITING = 'only export the framework, without side effects: it is loaded at build time';

/** Node's exit code if the event loop is empty while a top-level `await` is pending. */
const UNSETTLED = 13;

/** The report of the thread, or the reason why there is none. */
function outcomeOf(worker: Worker, port: MessagePort, patience: number): Promise<Tried | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`it has not finished after ${patience / 1000} seconds`), patience);
    port.once('message', resolve);
    // The thread itself fails, if it runs out of memory.
    worker.once('error', (error) => resolve(`its thread ends with ${shownError(error)}`));
    worker.once('exit', (code) => {
      clearTimeout(timer);
      // If this thread is busy, it may hear of the end before it gets the report.
      const report: { readonly message: Tried } | undefined = receiveMessageOnPort(port);
      const reason = code === UNSETTLED ? 'it awaits something that never settles' : 'it ends the process';
      resolve(report?.message ?? reason);
    });
  });
}
