import { expect } from 'chai';
import * as driver from 'mongodb';
import { finished, pipeline } from 'node:stream/promises';
import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { GridFSBucketReadStream, GridFSBucketWriteStream } from '../support/hand-wrapped.js';
import { currentServer } from './current-server.js';

type ReadStream = driver.GridFSBucketReadStream | GridFSBucketReadStream;
type WriteStream = driver.GridFSBucketWriteStream | GridFSBucketWriteStream;

const EVENTS = ['file', 'end', 'prefinish', 'finish', 'error', 'close', 'pipe', 'unpipe'];

/** Logs what a stream emits; for an error its message. */
function record(stream: Readable | Writable, log: (entry: unknown) => void): void {
  for (const event of EVENTS) {
    stream.on(event, function (this: unknown, value: unknown) {
      log(value instanceof Error ? `${event}: ${value.message}` : event);
      if (this !== stream) log('another this');
    });
  }
}

const settled = () => sleep(30);
const messageOf = (error: unknown): string => (error as Error).message;

describe('streams that are driven by those of the driver', () => {
  let client: driver.MongoClient;
  let bucket: driver.GridFSBucket;
  const big = Buffer.alloc(300_000, 'abcdefghij');
  const small = Buffer.from('small file');

  const upload = async (name: string, content: Buffer, chunkSizeBytes?: number) => {
    const options = chunkSizeBytes === undefined ? {} : { chunkSizeBytes };
    await pipeline(Readable.from(content.length === 0 ? [] : [content]), bucket.openUploadStream(name, options));
  };

  before(async () => {
    client = await new driver.MongoClient(currentServer().uri).connect();
    bucket = new driver.GridFSBucket(client.db('internal_streams'));
    await client.db('internal_streams').dropDatabase();
    await upload('big', big);
    await upload('chunks', big, 1024);
    await upload('small', small);
    await upload('empty', Buffer.alloc(0));
  });

  after(async () => {
    await client.db('internal_streams').dropDatabase();
    await client.close();
  });

  describe('reading', () => {
    /** What a scenario makes of the driver's own stream, and of a wrapped one. */
    const onBoth = async (name: string, scenario: (stream: ReadStream, log: (entry: unknown) => void) => unknown) => {
      const run = async (stream: ReadStream) => {
        const log: unknown[] = [];
        record(stream, (entry) => log.push(entry));
        try {
          await scenario(stream, (entry) => log.push(entry));
          log.push('scenario done');
        } catch (error) {
          log.push(`thrown: ${messageOf(error)}`);
        }
        await settled();
        return { log, destroyed: stream.destroyed, errored: stream.errored?.message, ended: stream.readableEnded };
      };
      const open = () => bucket.openDownloadStreamByName(name);
      return { raw: await run(open()), wrapped: await run(GridFSBucketReadStream.wrap(open())) };
    };

    const content = async (stream: ReadStream): Promise<string> => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      return Buffer.concat(chunks).toString('latin1');
    };

    const table: Record<string, [file: string, scenario: Parameters<typeof onBoth>[1]]> = {
      'a file, by for await': ['small', async (stream, log) => log(await content(stream))],
      'an empty file, by for await': ['empty', async (stream, log) => log(await content(stream))],
      'a big file, by for await': ['big', async (stream, log) => log((await content(stream)) === big.toString())],
      'a file of many chunks, by for await': ['chunks', async (stream, log) => log((await content(stream)) === big.toString())],
      'a file that is not there, by for await': ['nowhere', async (stream, log) => log(await content(stream))],
      'data events': ['big', async (stream, log) => {
        let length = 0;
        stream.on('data', (chunk) => (length += chunk.length));
        await finished(stream);
        log(length);
      }],
      'an empty file, by data events': ['empty', (stream) => finished(stream.resume())],
      'an error without a promise': ['nowhere', async (stream) => {
        stream.resume();
        await settled();
      }],
      'a part, by start() and end()': ['small', async (stream, log) => log(await content(stream.start(2).end(7)))],
      'a part of many chunks': ['chunks', async (stream, log) => log((await content(stream.start(3_000).end(250_000))).length)],
      'start() after the end of the file': ['small', async (stream, log) => log(await content(stream.start(5_000)))],
      'start() when it is too late': ['small', async (stream) => {
        stream.resume();
        await settled();
        stream.start(1);
      }],
      'start() in the same turn as the first listener': ['small', async (stream, log) => {
        stream.on('data', (chunk) => log(String(chunk)));
        stream.start(6);
        await finished(stream);
      }],
      pipeline: ['big', async (stream, log) => {
        let length = 0;
        await pipeline(stream, new Writable({ write: (chunk, _, done) => ((length += chunk.length), setImmediate(done)) }));
        log(length);
      }],
      'a pipeline whose destination fails': ['chunks', async (stream) => {
        await pipeline(stream, new Writable({ write: (_chunk, _, done) => done(new Error('disk full')) }));
      }],
      pipe: ['chunks', async (stream, log) => log((await stream.pipe(new PassThrough()).toArray()).length > 0)],
      'break out of for await': ['chunks', async (stream, log) => {
        for await (const chunk of stream) {
          log(chunk.length);
          break;
        }
      }],
      'destroy() before reading': ['small', (stream) => stream.destroy()],
      'destroy() with an error before reading': ['small', (stream) => stream.destroy(new Error('mine'))],
      'destroy() with an error while reading': ['chunks', async (stream) => {
        stream.once('data', () => stream.destroy(new Error('mine')));
        await finished(stream);
      }],
      'abort() before reading': ['small', (stream) => stream.abort()],
      'abort() while data flows': ['chunks', async (stream) => {
        await new Promise((resolve) => stream.once('data', () => resolve(stream.abort())));
      }],
      'abort() of a stream that waits for its reader': ['chunks', async (stream, log) => {
        const iterator = stream[Symbol.asyncIterator]();
        log((await iterator.next()).value.length);
        await sleep(20);
        await stream.abort();
        await iterator.next();
      }],
      'abort() of a paused stream': ['chunks', async (stream) => {
        stream.on('data', () => {}).once('data', () => stream.pause());
        await sleep(20);
        await stream.abort();
      }],
      'abort() of a big file, paused': ['big', async (stream) => {
        stream.on('data', () => {}).once('data', () => stream.pause());
        await sleep(20);
        await stream.abort();
      }],
      'abort() before the file was found': ['big', async (stream) => {
        stream.resume();
        await new Promise(setImmediate);
        await stream.abort();
      }],
      'abort() after the end': ['small', async (stream) => {
        await content(stream);
        await stream.abort();
      }],
      'abort() twice': ['small', async (stream) => {
        await stream.abort();
        await stream.abort();
      }],
      'a decoder': ['small', async (stream, log) => {
        for await (const chunk of stream.setEncoding('hex')) log(chunk);
      }],
    };
    for (const [name, [file, scenario]] of Object.entries(table)) {
      it(name, async () => {
        const { raw, wrapped } = await onBoth(file, scenario);
        expect(wrapped).to.deep.equal(raw);
      });
    }

    it('fails with the error of the driver', async () => {
      const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('nowhere'));
      const error = await content(stream).catch((reason) => reason);
      expect(error).to.be.instanceOf(driver.MongoRuntimeError).and.to.equal(stream.delegate.errored);
      expect(error.code).to.equal('ENOENT');
    });

    it('starts nothing before it is read', async () => {
      const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('small'));
      record(stream, () => {});
      await settled();
      expect((stream.delegate as any).s.init).to.equal(false);
      expect(stream.delegate.readableFlowing).to.equal(null);
    });

    it('leaves the driver stream usable that it wraps', async () => {
      const raw = bucket.openDownloadStreamByName('small');
      GridFSBucketReadStream.wrap(raw);
      expect(await content(raw)).to.equal(small.toString());
    });

    it('does not read on while nobody takes what was read', async () => {
      const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('chunks'));
      stream.once('readable', () => {});
      await sleep(50);
      const held = stream.readableLength + stream.delegate.readableLength;
      expect(held).to.be.greaterThan(0).and.to.be.at.most(2 * (stream.readableHighWaterMark + 1024));
      stream.destroy();
    });

    it('destroys the stream of the driver', async () => {
      const stream = GridFSBucketReadStream.wrap(bucket.openDownloadStreamByName('small'));
      const error = new Error('mine');
      stream.on('error', () => {}).destroy(error);
      await settled();
      expect(stream.delegate.errored).to.equal(error);
    });

    it('has ended where the stream of the driver had, and is destroyed where it was', async () => {
      const ended = bucket.openDownloadStreamByName('small');
      await content(ended);
      expect(await content(GridFSBucketReadStream.wrap(ended)).catch(messageOf)).to.equal('');

      const destroyed = bucket.openDownloadStreamByName('small').on('error', () => {});
      destroyed.destroy(new Error('before'));
      await settled();
      expect(await content(GridFSBucketReadStream.wrap(destroyed)).catch(messageOf)).to.equal('before');
    });
  });

  describe('writing', () => {
    const onBoth = async (scenario: (stream: WriteStream, log: (entry: unknown) => void) => unknown, options = {}) => {
      const run = async (stream: WriteStream) => {
        const log: unknown[] = [];
        record(stream, (entry) => log.push(entry));
        stream.on('finish', () => log.push(`finish with ${stream.gridFSFile?.length} bytes`));
        try {
          await scenario(stream, (entry) => log.push(entry));
          log.push('scenario done');
        } catch (error) {
          log.push(`thrown: ${messageOf(error)}`);
        }
        await settled();
        const id = stream instanceof GridFSBucketWriteStream ? stream.delegate.id : stream.id;
        const chunks = await client.db('internal_streams').collection('fs.chunks').countDocuments({ files_id: id });
        return { log, chunks, destroyed: stream.destroyed, errored: stream.errored?.message };
      };
      const open = () => bucket.openUploadStream('written', options);
      return { raw: await run(open()), wrapped: await run(GridFSBucketWriteStream.wrap(open())) };
    };

    const table: Record<string, Parameters<typeof onBoth>> = {
      'end()': [async (stream) => {
        stream.end('text');
        await finished(stream);
      }],
      'end() of nothing': [async (stream) => {
        stream.end();
        await finished(stream);
      }],
      'a big file, by pipeline': [(stream) => pipeline(Readable.from([big]), stream)],
      'many small chunks, with back-pressure': [async (stream, log) => {
        const full = Array.from({ length: 200 }, () => stream.write(Buffer.alloc(1000))).filter((taken) => !taken).length;
        log([full, stream.writableNeedDrain]);
        await new Promise((resolve) => stream.once('drain', resolve));
        stream.end();
        await finished(stream);
      }, { chunkSizeBytes: 4096 }],
      'strings in an encoding': [async (stream) => {
        stream.setDefaultEncoding('hex');
        stream.write('6162');
        stream.end('Y2Q=', 'base64');
        await finished(stream);
      }],
      'callbacks': [async (stream, log) => {
        stream.write('a', () => log('written'));
        stream.end('b', () => log('ended'));
        await finished(stream);
      }],
      'corked writes': [async (stream, log) => {
        stream.cork();
        stream.write('a');
        stream.write('b');
        log(stream.writableLength);
        stream.uncork();
        stream.end();
        await finished(stream);
      }],
      'abort()': [async (stream) => {
        stream.write(big);
        await sleep(30);
        await stream.abort();
        await settled();
      }],
      'abort(), then write': [async (stream, log) => {
        stream.write(big);
        await sleep(30);
        await stream.abort();
        stream.write('more', (error) => log(error?.message));
        await finished(stream);
      }],
      'abort(), then end': [async (stream, log) => {
        await stream.abort();
        stream.end('more', () => log('ended'));
        await finished(stream);
      }],
      'abort() twice': [async (stream) => {
        await stream.abort();
        await stream.abort();
      }],
      'abort() in the same turn as end()': [async (stream) => {
        stream.end('text');
        await stream.abort();
      }],
      'abort() after the end': [async (stream) => {
        stream.end('text');
        await finished(stream);
        await stream.abort();
      }],
      'abort() right after the end': [async (stream) => {
        stream.write('text');
        await sleep(30);
        stream.end();
        await new Promise(setImmediate);
        await stream.abort();
      }],
      'destroy()': [(stream) => stream.destroy()],
      'destroy() with an error': [async (stream) => {
        stream.write('text');
        stream.destroy(new Error('mine'));
        await finished(stream);
      }],
      'destroy() while a write is under way': [async (stream, log) => {
        await sleep(30);
        stream.write(big, (error) => log(`written: ${error?.message}`));
        stream.write('more', (error) => log(`more: ${error?.message}`));
        stream.destroy(new Error('mine'));
        await finished(stream);
      }],
      'destroy() after the end': [async (stream) => {
        stream.end('text');
        await finished(stream);
        stream.destroy();
      }],
      'write after end': [async (stream, log) => {
        stream.end('text');
        stream.write('more', (error) => log(error?.message));
        await finished(stream);
      }],
      'a pipeline whose source fails': [(stream) =>
        pipeline(Readable.from((async function* () {
          yield big;
          throw new Error('source failed');
        })()), stream)],
      'a chunk that is no data': [(stream) => stream.write(5 as never)],
      'an id that is there already': [async (stream) => {
        stream.end('text');
        await finished(stream);
      }, { id: new driver.ObjectId('000000000000000000000001') }],
    };
    for (const [name, scenario] of Object.entries(table)) {
      it(name, async () => {
        const { raw, wrapped } = await onBoth(...scenario);
        if (name !== 'an id that is there already') expect(wrapped).to.deep.equal(raw);
        else expect(wrapped.errored).to.include('E11000');
      });
    }

    it('keeps its promises on the delegate: what was written is there', async () => {
      const stream = GridFSBucketWriteStream.wrap(bucket.openUploadStream('copy'));
      await pipeline(bucket.openDownloadStreamByName('big'), stream);
      expect(stream.length).to.equal(big.length);
      const chunks = await bucket.openDownloadStreamByName('copy').toArray();
      expect(Buffer.concat(chunks).equals(big)).to.equal(true);
    });

    it('fails with the error of the driver', async () => {
      const stream = GridFSBucketWriteStream.wrap(bucket.openUploadStream('failing'));
      await stream.abort();
      const error = await finished(stream.end('text')).catch((reason) => reason);
      expect(error).to.be.instanceOf(driver.MongoAPIError).and.to.equal(stream.delegate.errored);
    });

    it('finishes where the stream of the driver is ended by someone else', async () => {
      const raw = bucket.openUploadStream('foreign');
      const stream = GridFSBucketWriteStream.wrap(raw);
      raw.end('text');
      await finished(stream);
      expect(stream.gridFSFile?.length).to.equal(4);
    });

    it('has finished where the stream of the driver had, and is destroyed where it was', async () => {
      const done = bucket.openUploadStream('before').end('text');
      await finished(done);
      const stream = GridFSBucketWriteStream.wrap(done);
      await finished(stream);
      expect(stream.writableFinished).to.equal(true);

      const destroyed = bucket.openUploadStream('never').on('error', () => {});
      destroyed.destroy(new Error('before'));
      await settled();
      const error = await finished(GridFSBucketWriteStream.wrap(destroyed)).catch(messageOf);
      expect(error).to.equal('before');
    });
  });
});
