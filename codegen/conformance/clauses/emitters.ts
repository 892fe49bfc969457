import type { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Clause } from '../clause.js';
import { expectEqual, expectSame, expectThat } from '../stage/expect.js';

const FIX_EMITTER = '`bases.emitter` in framework.ts, and its class in runtime.ts, which extends Emitter of internal/';
const FIX_STREAM = '`bases.readable` and `bases.writable` in framework.ts, and their classes in runtime.ts';

/** The content of a file with a few chunks. */
const CONTENT = 'what a file holds, in a few chunks';

export const EMITTERS: readonly Clause[] = [
  {
    name: 'events/payloads',
    says: 'Each event arrives once, with wrappers as payloads, and the wrapper is `this` in the listener.',
    fix: FIX_EMITTER,
    async run({ own, uri }) {
      const seen: unknown[] = [];
      const client = own.construct('MongoClient', uri);
      const emitter = client as unknown as EventEmitter;
      emitter.on('open', function (this: unknown, payload: unknown) {
        seen.push(this, payload);
      });
      await own.call(client, 'connect');
      await own.call(client, 'close');
      expectEqual(seen.length, 2, 'what a listener was told');
      expectSame(seen[0], client, '`this`');
      expectSame(seen[1], client, 'the payload');
      const session = own.make(own.client, 'startSession');
      (session as unknown as EventEmitter).once('ended', (payload: unknown) => seen.push(payload));
      await own.call(session, 'endSession');
      expectSame(seen[2], session, "the payload of 'ended'");
    },
  },
  {
    name: 'events/listeners',
    says: "A wrapper listens to the driver's object only while somebody listens to the wrapper.",
    fix: FIX_EMITTER,
    async run({ own, client }) {
      const emitter = own.client as unknown as EventEmitter;
      const counts = [client.listenerCount('commandSucceeded')];
      const listener = (): void => undefined;
      emitter.on('commandSucceeded', listener);
      counts.push(client.listenerCount('commandSucceeded'));
      emitter.off('commandSucceeded', listener);
      counts.push(client.listenerCount('commandSucceeded'));
      expectEqual(counts, [0, 1, 0]);
    },
  },
  {
    name: 'gridfs/streams',
    says: 'Files go up to GridFS and come back down through Node streams, and pipelines end.',
    fix: FIX_STREAM,
    async run({ own, database }) {
      const bucket = own.construct('GridFSBucket', own.make(own.client, 'db', database), { chunkSizeBytes: 5 });
      const up: unknown = own.make(bucket, 'openUploadStream', 'a file');
      expectThat(up instanceof Writable, "a stream of Node's", up);
      await pipeline(Readable.from([CONTENT.slice(0, 7), CONTENT.slice(7)]), up as Writable);
      const down: unknown = own.make(bucket, 'openDownloadStream', (up as { id: unknown }).id);
      expectThat(down instanceof Readable, "a stream of Node's", down);
      const chunks: Buffer[] = [];
      for await (const chunk of down as Readable) chunks.push(chunk as Buffer);
      expectEqual(Buffer.concat(chunks).toString(), CONTENT);
    },
  },
  {
    name: 'gridfs/aborts',
    says: 'An aborted upload leaves nothing behind.',
    fix: FIX_STREAM,
    async run({ own, admin, database }) {
      const bucket = own.construct('GridFSBucket', own.make(own.client, 'db', database), { chunkSizeBytes: 5 });
      const up = own.make(bucket, 'openUploadStream', 'a file');
      (up as unknown as Writable).on('error', () => undefined);
      await new Promise<void>((written) => (up as unknown as Writable).write(CONTENT, () => written()));
      await own.call(up, 'abort');
      expectEqual(await admin.db(database).collection('fs.chunks').countDocuments(), 0);
    },
  },
];
