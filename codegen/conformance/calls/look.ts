import { Readable } from 'node:stream';

import type { Side } from '../stage/side.js';
import type { Call } from './call.js';
import { ended } from './scene.js';

/**
 * The comparable content of a value: the documents of a cursor, the bytes of a stream, the result of a bulk operation.
 */
export async function look(side: Side, given: unknown, call: Call): Promise<unknown> {
  const name = (given as object | null | undefined)?.constructor?.name ?? '';
  if (name.endsWith('Cursor')) return { given, documents: await side.call(given as object, 'toArray') };
  if (name.endsWith('BulkOperation')) return { given, did: await side.call(given as object, 'execute') };
  if (name === 'ChangeStream') return { given, change: await firstChange(side, given as object) };
  if (name === 'FindOperators') return { given, did: await look(side, side.make(given as object, 'delete'), call) };
  if (name === 'GridFSBucketWriteStream') {
    await ended(given, 'a few bytes');
    return { given, file: (given as { gridFSFile: unknown }).gridFSFile };
  }
  if (given instanceof Readable)
    return { given: name === 'GridFSBucketReadStream' ? given : 'a stream', read: await chunksOf(given, call) };
  return given;
}

async function firstChange(side: Side, stream: object): Promise<unknown> {
  const { run, close } = side.open(stream);
  try {
    return await side.call(run, 'tryNext');
  } finally {
    close();
  }
}

async function chunksOf(stream: Readable, { endless }: Call): Promise<unknown> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (endless) break;
  }
  return chunks;
}

/** The keys of a document, for documents whose values vary. */
export function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf).slice(0, 1);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return typeof value;
  return Object.keys(value).toSorted();
}
