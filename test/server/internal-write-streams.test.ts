import { expect } from 'chai';
import * as driver from 'mongodb';
import * as driver5 from 'mongodb-5.0';
import { once } from 'node:events';
import { finished, pipeline } from 'node:stream/promises';
import { Readable, type Writable } from 'node:stream';

import { DelegatingWritable } from '../../codegen/frameworks/internal/streams.js';
import { holdsIn, type Releases } from '../../codegen/spec/releases.js';
import { GridFSBucketWriteStream } from '../support/hand-wrapped.js';
import { type Log, messageOf, recorded, settled, turn, upload } from '../support/recorded-stream.js';
import { needs } from '../support/release/needs.js';
import { driverVersion } from '../support/release/release.js';
import { currentServer } from './current-server.js';

type WriteStream = driver.GridFSBucketWriteStream | GridFSBucketWriteStream;
type Scenario = (stream: WriteStream, log: Log) => unknown;

/** The releases in which an upload that is aborted during its end counts a request that it never sends. */
const MISCOUNTING: Releases = { since: '6.0.0', until: '6.11.0' };

/** Waits until an upload has no pending request. If the driver miscounts, waits as long as a request would take. */
async function answered(state: driver.GridFSBucketWriteStream['state']): Promise<void> {
  const limit = state.aborted && holdsIn(MISCOUNTING, driverVersion) ? Date.now() + 200 : Infinity;
  while (state.outstandingRequests > 0 && Date.now() < limit) await turn();
}

describe('writable streams that wrap those of the driver', () => {
  let client: driver.MongoClient;
  let bucket: driver.GridFSBucket;
  const big = Buffer.alloc(300_000, 'abcdefghij');

  before(async () => {
    client = await new driver.MongoClient(currentServer().uri).connect();
    bucket = new driver.GridFSBucket(client.db('internal_write_streams'));
    await client.db('internal_write_streams').dropDatabase();
    await upload(bucket, 'big', big);
  });

  after(async () => {
    await client.db('internal_write_streams').dropDatabase();
    await client.close();
  });

  /**
   * A stream from its own bucket, which first checks the indexes. It is returned either when it has done so or long
   * before, so that this does not depend on timing.
   */
  const open = async (isReady: boolean, options?: driver.GridFSBucketWriteStreamOptions) => {
    const stream = new driver.GridFSBucket(client.db('internal_write_streams')).openUploadStream('written', options);
    const { _construct: construct } = stream;
    const ready = new Promise<void>((resolve) => {
      const begin = (done: (error?: Error | null) => void) => construct?.call(stream, (error) => resolve(done(error)));
      Object.assign(stream, { _construct: (done: () => void) => setTimeout(begin, isReady ? 0 : 15, done) });
    });
    if (isReady) await ready;
    return stream;
  };

  /** The events of a stream, followed by the number of its chunks on the server. */
  const happens = async (stream: WriteStream, scenario: Scenario): Promise<unknown[]> => {
    const entries = await recorded(stream, (own, log) => {
      own.on('finish', () => log(`finish with ${own.gridFSFile?.length} bytes`));
      return scenario(own, log);
    });
    const { id, state } = stream instanceof GridFSBucketWriteStream ? stream.delegate : stream;
    await answered(state);
    const chunks = client.db('internal_write_streams').collection('fs.chunks');
    return [...entries, await chunks.countDocuments({ files_id: id })];
  };

  it('pass the file to callbacks and events, as the driver does up to 5.9', async () => {
    class Upload extends DelegatingWritable<Writable> {}
    const client5 = await driver5.MongoClient.connect(currentServer().uri);
    const upload = new driver5.GridFSBucket(client5.db('internal_write_streams')).openUploadStream('five');
    const stream = new (Upload as unknown as new (delegate: Writable) => Upload)(upload);
    const finish = once(stream, 'finish');
    const told = await new Promise<unknown[]>((resolve) => {
      stream.end(Buffer.from('abcde'), (...args) => resolve(args));
    });
    await client5.close();
    const [error, file] = told as [unknown, driver5.GridFSFile];
    expect(error ?? undefined).to.equal(undefined);
    expect([file._id, file.length]).to.deep.equal([upload.id, 5]);
    expect(await finish).to.deep.equal([file]);
  });

  describe('behave like those of the driver', function () {
    // internal-streams-driver-5.test.ts tests those of driver 5.
    needs(this, 'an upload is an ordinary Node stream');
    const table: Record<string, [scenario: Scenario, options?: driver.GridFSBucketWriteStreamOptions]> = {
      'end()': [
        async (stream) => {
          stream.end('text');
          await finished(stream);
        },
      ],
      'end() of nothing': [
        async (stream) => {
          stream.end();
          await finished(stream);
        },
      ],
      'a big file, by pipeline': [(stream) => pipeline(Readable.from([big]), stream)],
      'many small chunks, with back-pressure': [
        async (stream, log) => {
          const full = Array.from({ length: 200 }, () => stream.write(Buffer.alloc(1000))).filter(
            (taken) => !taken,
          ).length;
          log([full, stream.writableNeedDrain]);
          await new Promise((resolve) => stream.once('drain', resolve));
          stream.end();
          await finished(stream);
        },
        { chunkSizeBytes: 4096 },
      ],
      'strings in an encoding': [
        async (stream) => {
          stream.setDefaultEncoding('hex');
          stream.write('6162');
          stream.end('Y2Q=', 'base64');
          await finished(stream);
        },
      ],
      callbacks: [
        async (stream, log) => {
          stream.write('a', () => log('written'));
          stream.end('b', () => log('ended'));
          await finished(stream);
        },
      ],
      'corked writes': [
        async (stream, log) => {
          stream.cork();
          stream.write('a');
          stream.write('b');
          log(stream.writableLength);
          stream.uncork();
          stream.end();
          await finished(stream);
        },
      ],
      'abort()': [
        async (stream) => {
          await new Promise((resolve) => stream.write(big, resolve));
          await stream.abort();
        },
      ],
      'abort(), then write': [
        async (stream, log) => {
          await new Promise((resolve) => stream.write(big, resolve));
          await stream.abort();
          stream.write('more', (error) => log(error?.message));
          await finished(stream);
        },
      ],
      'abort(), then end': [
        async (stream, log) => {
          await stream.abort();
          stream.end('more', () => log('ended'));
          await finished(stream);
        },
      ],
      'abort() twice': [
        async (stream) => {
          await stream.abort();
          await stream.abort();
        },
      ],
      'abort() in the same turn as end()': [
        async (stream) => {
          stream.end('text');
          await Promise.all([stream.abort(), finished(stream).catch(() => {})]);
        },
      ],
      'abort() after the end': [
        async (stream) => {
          stream.end('text');
          await finished(stream);
          await stream.abort();
        },
      ],
      'abort() right after the end': [
        async (stream, log) => {
          await new Promise((resolve) => stream.write('text', resolve));
          stream.end();
          await turn();
          const abort = stream.abort().catch(messageOf);
          await finished(stream);
          log(await abort);
        },
      ],
      'destroy()': [(stream) => stream.destroy()],
      'destroy() with an error': [
        async (stream) => {
          stream.write('text');
          stream.destroy(new Error('mine'));
          await finished(stream);
        },
      ],
      'destroy() during a write': [
        async (stream, log) => {
          const written = ['written', 'more'].map(
            (name) =>
              new Promise<void>((resolve) => {
                stream.write(big, (error) => resolve(log(`${name}: ${error?.message}`)));
              }),
          );
          stream.destroy(new Error('mine'));
          await Promise.all(written);
          await finished(stream);
        },
      ],
      'destroy() after the end': [
        async (stream) => {
          stream.end('text');
          await finished(stream);
          stream.destroy();
        },
      ],
      'write after end': [
        async (stream, log) => {
          stream.end('text');
          stream.write('more', (error) => log(error?.message));
          await finished(stream);
        },
      ],
      'a pipeline whose source fails': [
        (stream) =>
          pipeline(
            Readable.from(
              (async function* () {
                yield big;
                throw new Error('source failed');
              })(),
            ),
            stream,
          ),
      ],
      'a chunk that is not data': [(stream) => stream.write(5)],
    };
    for (const [name, [scenario, options]] of Object.entries(table)) {
      for (const isReady of [true, false]) {
        it(`${name}${isReady ? '' : ', while the stream prepares'}`, async () => {
          const streams = [await open(isReady, options), GridFSBucketWriteStream.wrap(await open(isReady, options))];
          const [raw, wrapped] = await Promise.all(streams.map((stream) => happens(stream, scenario)));
          expect(wrapped).to.deep.equal(raw);
        });
      }
    }
  });

  it('fail if the id is taken', async function () {
    needs(this, 'an upload is an ordinary Node stream');
    const id = new driver.ObjectId();
    await finished(bucket.openUploadStreamWithId(id, 'taken').end('text'));
    const stream = GridFSBucketWriteStream.wrap(bucket.openUploadStreamWithId(id, 'taken'));
    const error = await finished(stream.end('text')).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(driver.MongoServerError).with.property('code', 11000);
    expect(stream.gridFSFile).to.equal(null);
  });

  it('have stored the data when they finish', async () => {
    const stream = GridFSBucketWriteStream.wrap(bucket.openUploadStream('copy'));
    await pipeline(bucket.openDownloadStreamByName('big'), stream);
    expect(stream.length).to.equal(big.length);
    const chunks = await bucket.openDownloadStreamByName('copy').toArray();
    expect(Buffer.concat(chunks).equals(big)).to.equal(true);
  });

  it("fail with the driver's error", async function () {
    needs(this, 'an upload is an ordinary Node stream');
    const stream = GridFSBucketWriteStream.wrap(bucket.openUploadStream('failing'));
    await stream.abort();
    const error = await finished(stream.end('text')).catch((reason) => reason);
    expect(error).to.be.instanceOf(driver.MongoAPIError).and.to.equal(stream.delegate.errored);
  });

  it("finish if something else ends the driver's stream", async function () {
    needs(this, 'an upload is an ordinary Node stream');
    const raw = bucket.openUploadStream('foreign');
    const stream = GridFSBucketWriteStream.wrap(raw);
    raw.end('text');
    await finished(stream);
    expect(stream.gridFSFile?.length).to.equal(4);
  });

  it("have finished if the driver's stream had, and are destroyed if it was", async function () {
    needs(this, 'an upload is an ordinary Node stream');
    const done = bucket.openUploadStream('before').end('text');
    await finished(done);
    const stream = GridFSBucketWriteStream.wrap(done);
    await finished(stream);
    expect(stream.writableFinished).to.equal(true);

    const destroyed = bucket.openUploadStream('never').on('error', () => {});
    destroyed.destroy(new Error('before'));
    await settled(destroyed);
    const error = await finished(GridFSBucketWriteStream.wrap(destroyed)).catch(messageOf);
    expect(error).to.equal('before');
  });
});
