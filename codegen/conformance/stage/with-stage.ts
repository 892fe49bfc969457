import { serverSource } from '../../synchro/run/suite-server.js';
import type { Subject } from '../subject/subject.js';
import { Stage } from './stage.js';

export interface StageRequest {
  /** A module whose `startServer(env)` promises `{ uri, stop() }`; undefined for the server of `MONGODB_URI`. */
  readonly server: string | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Lets something look at a framework on the server of `MONGODB_URI`, or on one that a module starts. It has to be a replica
 * set, as transactions and change streams need one. Of what cannot be imported there is no stage.
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

/** What comes of some work; given up when the process is interrupted. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([work, aborted]);
}
