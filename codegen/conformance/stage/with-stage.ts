import { serverSource } from '../../synchro/run/suite-server.js';
import type { Subject } from '../subject/subject.js';
import { Stage } from './stage.js';

export interface StageRequest {
  /** A module whose `startServer(env)` resolves with `{ uri, stop() }`. Default: the server of `MONGODB_URI`. */
  readonly server: string | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Runs some work with a stage on the server of `MONGODB_URI`, or on one that a module starts. It has to be a replica
 * set, for transactions and change streams. There is no stage if the framework cannot be imported.
 */
export async function withStage<T>(
  subject: Subject,
  { server, signal }: StageRequest,
  look: (stage: Stage | undefined) => Promise<T>,
): Promise<T> {
  const { loaded } = subject;
  if ('failure' in loaded) return look(undefined);
  const start = await serverSource({ module: server, topology: 'replica set', driver: loaded.driverFolder });
  const running = await start();
  try {
    signal.throwIfAborted();
    const stage = await Stage.open(subject, loaded, running.uri);
    try {
      return await unlessAborted(look(stage), signal);
    } finally {
      await stage.close();
    }
  } finally {
    await running.stop();
  }
}

/** Settles as the work does, or rejects when the process is interrupted. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([work, aborted]);
}
