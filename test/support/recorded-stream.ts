import type { GridFSBucket } from 'mongodb';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Records an event. */
export type Log = (entry: unknown) => void;

const EVENTS = ['file', 'end', 'prefinish', 'finish', 'error', 'close', 'pipe', 'unpipe'];

/** The next turn of the event loop. */
export const turn = (): Promise<unknown> => new Promise(setImmediate);

/** Resolves when a stream has emitted everything that it emits unasked. */
export async function settled(stream: Readable | Writable): Promise<void> {
  if (stream.destroyed && !stream.closed) await new Promise((resolve) => stream.once('close', resolve));
  await turn();
}

export const messageOf = (error: unknown): string => (error as Error).message;

/**
 * Runs a scenario on a stream, and returns in order what the stream emits and what the scenario logs. Tests use it to
 * compare the driver's own stream with a wrapped one.
 */
export async function recorded<S extends Readable | Writable>(
  stream: S,
  scenario: (stream: S, log: Log) => unknown,
): Promise<unknown[]> {
  const entries: unknown[] = [];
  const log: Log = (entry) => entries.push(entry);
  for (const event of EVENTS) {
    stream.on(event, function (this: unknown, value: unknown) {
      log(value instanceof Error ? `${event}: ${value.message}` : event);
      if (this !== stream) log('another this');
    });
  }
  await turn(); // so that all scenarios begin in the same phase of the event loop
  try {
    await scenario(stream, log);
    log('scenario done');
  } catch (error) {
    log(`thrown: ${messageOf(error)}`);
  }
  await settled(stream);
  log({ destroyed: stream.destroyed, errored: stream.errored?.message });
  return entries;
}

/** Stores a file. */
export async function upload(bucket: GridFSBucket, name: string, content: Buffer, chunkSizeBytes = 255 * 1024) {
  const source = Readable.from(content.length === 0 ? [] : [content]);
  await pipeline(source, bucket.openUploadStream(name, { chunkSizeBytes }));
}
