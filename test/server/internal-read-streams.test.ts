import { expect } from 'chai';
import * as driver from 'mongodb';
import { errorMonitor, once } from 'node:events';
import { finished, pipeline } from 'node:stream/promises';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { GridFSBucketReadStream } from '../support/hand-wrapped.js';
import { type Log, messageOf, recorded, settled, turn, upload } from '../support/recorded-stream.js';
import { needs } from '../support/release/needs.js';
import { currentServer } from './current-server.js';

type ReadStream = driver.GridFSBucketReadStream | GridFSBucketReadStream;
type Scenario = (stream: ReadStream, log: Log) => unknown;

describe('readable streams that wrap those of the driver', () => {
  let client: driver.MongoClient;
  let bucket: driver.GridFSBucket;
  const big = Buffer.alloc(300_000, 'abcdefghij');
  const many = Buffer.alloc(150_000, 'abcdefghij');
  const small = Buffer.from('small file');

  before(async () => {
    client = await new driver.MongoClient(currentServer().uri).connect();
    bucket = new driver.GridFSBucket(client.db('internal_read_streams'));
    await client.db('internal_read_streams').dropDatabase();
    await upload(bucket, 'big', big);
    await upload(bucket, 'chunks', many, 1024);
    await upload(bucket, 'small', small);
    await upload(bucket, 'empty', Buffer.alloc(0));
  });

  after(async () => {
    await client.db('internal_read_streams').dropDatabase();
    await client.close();
  });

  const content = async (stream: ReadStream): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString('latin1');
  };

  describe('behave like those of the driver', function () {
    // internal-streams-driver-5.test.ts tests those of driver 5.
    needs(this, 'a download closes once', 'a failed download is destroyed');
    const table: Record<string, [file: string, scenario: Scenario]> = {
      'a file, by for await': ['small', async (stream, log) => log(await content(stream))],
      'an empty file, by for await': ['empty', async (stream, log) => log(await content(stream))],
      'a big file, by for await': ['big', async (stream, log) => log((await content(stream)) === big.toString())],
      'a file of many chunks, by for await': [
        'chunks',
        async (stream, log) => log((await content(stream)) === many.toString()),
      ],
      'a missing file, by for await': ['nowhere', async (stream, log) => log(await content(stream))],
      'data events': [
        'big',
        async (stream, log) => {
          let length = 0;
          stream.on('data', (chunk) => (length += chunk.length));
          await finished(stream);
          log(length);
        },
      ],
      'an empty file, by data events': ['empty', (stream) => finished(stream.resume())],
      'an error without a promise': [
        'nowhere',
        async (stream) => {
          stream.resume();
          await new Promise((resolve) => stream.once('close', resolve));
        },
      ],
      'a part, by start() and end()': ['small', async (stream, log) => log(await content(stream.start(2).end(7)))],
      'a part of many chunks': [
        'chunks',
        async (stream, log) => log((await content(stream.start(3_000).end(120_000))).length),
      ],
      'start() after the end of the file': ['small', async (stream, log) => log(await content(stream.start(5_000)))],
      'start() when it is too late': [
        'small',
        async (stream) => {
          stream.resume();
          await once(stream, 'file');
          expect(() => stream.start(1)).to.throw('Options cannot be changed after the stream is initialized');
          await finished(stream);
        },
      ],
      'start() in the same turn as the first listener': [
        'small',
        async (stream, log) => {
          stream.on('data', (chunk) => log(String(chunk)));
          stream.start(6);
          await finished(stream);
        },
      ],
      pipeline: [
        'big',
        async (stream, log) => {
          let length = 0;
          await pipeline(
            stream,
            new Writable({ write: (chunk, _, done) => ((length += chunk.length), setImmediate(done)) }),
          );
          log(length);
        },
      ],
      'a pipeline whose destination fails': [
        'chunks',
        async (stream) => {
          await pipeline(stream, new Writable({ write: (_chunk, _, done) => done(new Error('disk full')) }));
        },
      ],
      pipe: ['chunks', async (stream, log) => log((await stream.pipe(new PassThrough()).toArray()).length > 0)],
      'break out of for await': [
        'chunks',
        async (stream, log) => {
          for await (const chunk of stream) {
            log(chunk.length);
            break;
          }
        },
      ],
      'destroy() before reading': ['small', (stream) => stream.destroy()],
      'destroy() with an error before reading': ['small', (stream) => stream.destroy(new Error('mine'))],
      'destroy() with an error while reading': [
        'chunks',
        async (stream) => {
          stream.once('data', () => stream.destroy(new Error('mine')));
          await finished(stream);
        },
      ],
      'abort() before reading': ['small', (stream) => stream.abort()],
      'destroyed right after abort()': [
        'small',
        async (stream, log) => {
          await stream.abort();
          log(stream.destroyed);
        },
      ],
      'abort() while data flows': [
        'chunks',
        async (stream) => {
          await new Promise((resolve) => stream.once('data', () => resolve(stream.abort())));
        },
      ],
      'abort() of a stream that waits for its reader': [
        'chunks',
        async (stream, log) => {
          const iterator = stream[Symbol.asyncIterator]();
          log((await iterator.next()).value.length > 0);
          while (stream.readableLength === 0) await turn();
          await stream.abort();
          await turn(); // a wrapper is destroyed a tick after the stream of the driver
          await iterator.next();
        },
      ],
      'abort() of a paused stream whose buffer has room': [
        'chunks',
        async (stream) => {
          stream.on('data', () => {}).once('data', () => stream.pause());
          while (stream.readableLength < 2048) await turn();
          await stream.abort();
        },
      ],
      'abort() of a paused stream whose buffer is full': [
        'big',
        async (stream) => {
          stream.on('data', () => {}).once('data', () => stream.pause());
          while (stream.readableLength === 0) await turn();
          await stream.abort();
        },
      ],
      'an error monitor': [
        'small',
        async (stream, log) => {
          stream.on(errorMonitor, (error) => log(`monitor: ${error.message}`)).once('readable', () => {});
          await once(stream, 'readable');
          if (stream instanceof GridFSBucketReadStream) await finished(stream.delegate);
          stream.destroy(new Error('mine'));
          await finished(stream);
        },
      ],
      'abort() before the file is found': [
        'big',
        async (stream) => {
          stream.resume();
          for (let ticks = 0; ticks < 10; ticks += 1) await new Promise<void>((resolve) => process.nextTick(resolve));
          await stream.abort();
        },
      ],
      'abort() after the end': [
        'small',
        async (stream) => {
          await content(stream);
          await stream.abort();
        },
      ],
      'abort() twice': [
        'small',
        async (stream) => {
          await stream.abort();
          await stream.abort();
        },
      ],
      'a decoder': [
        'small',
        async (stream, log) => {
          for await (const chunk of stream.setEncoding('hex')) log(chunk);
        },
      ],
    };
    for (const [name, [file, scenario]] of Object.entries(table)) {
      it(name, async () => {
        const open = () => bucket.openDownloadStreamByName(file);
        const streams: ReadStream[] = [open(), GridFSBucketReadStream.wrap(open())];
        const [raw, wrapped] = await Promise.all(streams.map((stream) => recorded(stream, scenario)));
        expect(wrapped).to.deep.equal(raw);
      });
    }
  });

  it("fail with the driver's error", async () => {
    const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('nowhere'));
    const error = await content(stream).catch((reason) => reason);
    expect(error).to.be.instanceOf(driver.MongoRuntimeError).and.to.equal(stream.delegate.errored);
    expect(error.code).to.equal('ENOENT');
  });

  it('start nothing before they are read', async () => {
    const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('small'));
    stream
      .on('file', () => {})
      .on('end', () => {})
      .on('error', () => {})
      .on('close', () => {});
    await sleep(30);
    expect(Reflect.get(stream.delegate, 's').init).to.equal(false);
    expect(stream.delegate.readableFlowing).to.equal(null);
  });

  it("leave the driver's stream usable", async () => {
    const raw = bucket.openDownloadStreamByName('small');
    GridFSBucketReadStream.wrap(raw);
    const chunks: Buffer[] = [];
    // Without `for await`, which up to 5.9 destroys the driver's stream with an AbortError that the wrapper reports.
    raw.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(raw, 'end');
    expect(Buffer.concat(chunks).toString()).to.equal(small.toString());
  });

  it('stop reading while nobody takes the data', async () => {
    const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('chunks'));
    stream.once('readable', () => {});
    const held = () => stream.readableLength + stream.delegate.readableLength;
    while (held() < stream.readableHighWaterMark) await turn();
    await sleep(30);
    expect(held()).to.be.at.most(2 * (stream.readableHighWaterMark + 1024));
    stream.destroy();
  });

  it("destroy the driver's stream", async () => {
    const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('small'));
    const error = new Error('mine');
    stream.on('error', () => {}).destroy(error);
    await settled(stream);
    expect(stream.delegate.errored).to.equal(error);
  });

  it("have ended if the driver's stream had, and are destroyed if it was", async () => {
    const ended = bucket.openDownloadStreamByName('small');
    await once(ended.resume(), 'end');
    expect(await content(GridFSBucketReadStream.wrap(ended)).catch(messageOf)).to.equal('');

    const destroyed = bucket.openDownloadStreamByName('small').on('error', () => {});
    destroyed.destroy(new Error('before'));
    await settled(destroyed);
    expect(await content(GridFSBucketReadStream.wrap(destroyed)).catch(messageOf)).to.equal('before');
  });
});
