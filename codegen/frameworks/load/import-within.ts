import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

import { importTypeScript } from '../../common/import-typescript.js';
import { CannotRunError } from '../../common/problem.js';

/** What the thread that tries a module says. */
export type Tried =
  | { readonly loaded: true }
  | { readonly loaded: false; readonly message: string; readonly fix: string };

/**
 * The default export of a module of the user's, which is tried in a thread of its own first: one that never ends
 * loading, by an endless loop or by a promise that nobody settles, would never give the main thread back.
 *
 * @param patience - milliseconds
 * @throws {CannotRunError} when it cannot be loaded, or not within that time
 */
export async function importWithin(file: string, patience: number): Promise<unknown> {
  await tryImport(file, patience);
  return importTypeScript(file);
}

async function tryImport(file: string, patience: number): Promise<void> {
  // What it prints is printed by the thread that keeps it.
  const { port1, port2: port } = new MessageChannel();
  const options = { workerData: { file, port }, transferList: [port], stdout: true, stderr: true };
  const worker = new Worker(new URL('./try-import.js', import.meta.url), options);
  try {
    const tried = await answerOf(worker, port1, patience);
    if (tried === undefined) throw neverEnds(file, patience);
    if (!tried.loaded) throw new CannotRunError(tried.message, tried.fix);
  } finally {
    port1.close();
    await worker.terminate();
  }
}

function answerOf(worker: Worker, port: MessagePort, patience: number): Promise<Tried | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, patience, undefined);
    port.once('message', resolve);
    worker.once('error', reject);
    // With nothing left to wait for, and nothing loaded.
    worker.once('exit', () => resolve(undefined));
    worker.once('exit', () => clearTimeout(timer));
  });
}

function neverEnds(file: string, patience: number): CannotRunError {
  return new CannotRunError(
    `${file} does not end loading: after ${patience / 1000} seconds, or with nothing left to wait for, it exports nothing`,
    'export the framework without waiting for anything: it is asked for at build time only',
  );
}
