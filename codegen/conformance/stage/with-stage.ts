import { serverSource } from '../../synchro/run/suite-server.js';
import type { Subject } from '../subject/subject.js';
import { Stage } from './stage.js';

/**
 * Lets something look at a framework on the server of `MONGODB_URI`, or on one that a module starts. It has to be a replica
 * set, as transactions and change streams need one. Of what cannot be imported there is no stage.
 *
 * @param server - a module whose `startServer(env)` promises `{ uri, stop() }`
 */
export async function withStage<T>(
  subject: Subject,
  server: string | undefined,
  look: (stage: Stage | undefined) => Promise<T>,
): Promise<T> {
  const { loaded } = subject;
  if ('failure' in loaded) return look(undefined);
  const start = await serverSource({ module: server, topology: 'replica set', driver: loaded.driverFolder });
  const { uri, stop } = await start();
  try {
    const stage = await Stage.open(subject, loaded, uri);
    try {
      return await look(stage);
    } finally {
      await stage.close();
    }
  } finally {
    await stop();
  }
}
