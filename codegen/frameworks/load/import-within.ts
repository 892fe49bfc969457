import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import type { Choice } from './choices.js';
import { type Exported, importExported } from './exported.js';

/** What the thread that tries a module says. */
export type Tried =
  | { readonly loaded: true }
  | { readonly loaded: false; readonly message: string; readonly fix: string };

/**
 * What a `framework.ts` of the user's exports, which is tried in a thread of its own first: one that never ends loading,
 * by an endless loop or by a promise that nobody settles, would never give the main thread back. Where it exports a
 * function, that is tried as well.
 *
 * @param patience - milliseconds
 * @throws {CannotRunError} when it cannot be loaded, or not within that time
 */
export async function importWithin(file: string, choices: readonly Choice[], patience: number): Promise<Exported> {
  await tryImport(file, choices, patience);
  return importExported(file);
}

async function tryImport(file: string, choices: readonly Choice[], patience: number): Promise<void> {
  // What it prints is printed by the thread that keeps it.
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

/** What Node ends with where nothing is left to wait for and something is awaited. */
const UNSETTLED = 13;

/** What the thread says, or what kept it from saying anything. */
function outcomeOf(worker: Worker, port: MessagePort, patience: number): Promise<Tried | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`after ${patience / 1000} seconds it has not ended`), patience);
    port.once('message', resolve);
    // By the thread itself, for want of memory.
    worker.once('error', (error) => resolve(`its thread ends with ${shownError(error)}`));
    worker.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === UNSETTLED ? 'it awaits something that never settles' : 'it ends the process');
    });
  });
}
