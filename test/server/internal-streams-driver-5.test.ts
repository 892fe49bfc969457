import { expect } from 'chai';
import * as driver5 from 'mongodb-5.0';
import { finished, pipeline } from 'node:stream/promises';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Abortable, AbortableReadable } from '../../codegen/frameworks/internal/abortable-streams.js';
import { DelegatingReadable, DelegatingWritable } from '../../codegen/frameworks/internal/streams.js';
import { type Log, messageOf, turn } from '../support/recorded-stream.js';
import { currentServer } from './current-server.js';

class Download extends DelegatingReadable<Readable> {
  static of(delegate: Readable): Download {
    return new Download(delegate);
  }
}

class LazyDownload extends AbortableReadable<Readable & Abortable> {
  static of(delegate: Readable & Abortable): LazyDownload {
    return new LazyDownload(delegate);
  }

  override giveUp(): Promise<void> {
    return super.giveUp();
  }
}

class Upload extends DelegatingWritable<Writable> {
  static of(delegate: Writable): Upload {
    return new Upload(delegate);
  }
}

/** A stream as the user sees it, and the function that aborts it. */
interface Uploading {
  readonly stream: Writable;
  abort(): Promise<void>;
}

// Up to 5.9, the GridFS streams of the driver are not ordinary Node streams: they bypass Node's stream machinery.
describe('streams that wrap those of driver 5', () => {
  const CHUNK = 100;
  const content = Buffer.alloc(3 * CHUNK + 10, 'abcdefghij');
  let client: driver5.MongoClient;
  let bucket: driver5.GridFSBucket;

  before(async () => {
    client = await driver5.MongoClient.connect(currentServer().uri);
    bucket = new driver5.GridFSBucket(client.db('internal_streams_driver_5'), { chunkSizeBytes: CHUNK });
    await client.db('internal_streams_driver_5').dropDatabase();
    await pipeline(Readable.from([content]), bucket.openUploadStream('file'));
  });

  after(async () => {
    await client.db('internal_streams_driver_5').dropDatabase();
    await client.close();
  });

  describe('write like those', () => {
    const told = (act: (done: (error?: Error | null) => void) => void) =>
      new Promise((resolve) => act((error) => resolve(error?.message)));

    const table: Record<string, (upload: Uploading, log: Log) => unknown> = {
      'by write() and end(), with callbacks': async ({ stream }, log) => {
        log(await told((done) => stream.write('61', 'hex', done)));
        log(await told((done) => stream.write(content, done)));
        log(await told((done) => stream.end('the end', done)));
      },
      'with back-pressure': async ({ stream }, log) => {
        log([stream.write('a'), stream.write(content)]);
        await new Promise((resolve) => stream.once('drain', resolve));
        log('drain');
        stream.end();
        await new Promise((resolve) => stream.once('finish', resolve));
      },
      'by pipe': async ({ stream }) => {
        const source = Readable.from(Array.from({ length: 5 }, () => content));
        await new Promise((resolve) => source.pipe(stream).once('finish', resolve));
      },
      'by pipeline': ({ stream }) => pipeline(Readable.from([content, content]), stream),
      'nothing after abort(), which callbacks report': async ({ stream, abort }, log) => {
        log(await told((done) => stream.write(content, done)));
        await abort();
        log(await told((done) => stream.write('b', done)));
        log(await told((done) => stream.end('c', done)));
        log(await abort().catch(messageOf));
      },
      'nothing after abort(), silently without callbacks': async ({ stream, abort }, log) => {
        await abort();
        log(stream.write('b'));
        stream.end();
        await sleep(20);
        log(stream.destroyed);
      },
      'until the first end()': async ({ stream }, log) => {
        const first = told((done) => stream.end('1', done));
        stream.end('2', () => log('the second end has called back'));
        log(await first);
        await sleep(20);
      },
    };
    for (const [name, scenario] of Object.entries(table)) {
      it(name, async () => {
        const happens = async (wrap: (raw: Writable) => Writable): Promise<unknown[]> => {
          const raw = bucket.openUploadStream('written');
          const stream = wrap(raw);
          const entries: unknown[] = [];
          stream.on('finish', (file: driver5.GridFSFile) => entries.push(`finish with ${file.length} bytes`));
          stream.on('error', (error) => entries.push(messageOf(error)));
          await scenario({ stream, abort: () => raw.abort() }, (entry) => entries.push(entry));
          await turn();
          const stored = await bucket.find({ _id: raw.id }).toArray();
          const chunks = client.db('internal_streams_driver_5').collection('fs.chunks');
          return [...entries, stored.length, await chunks.countDocuments({ files_id: raw.id })];
        };
        const raw = await happens((stream) => stream);
        expect(await happens(Upload.of)).to.have.deep.members(raw);
      });
    }

    it('but know when they have finished', async () => {
      const stream = Upload.of(bucket.openUploadStream('finished'));
      stream.end(content);
      await finished(stream);
      expect(stream.writableFinished).to.equal(true);
      await finished(stream);
    });

    it('and fail in a pipeline whose source fails', async () => {
      const stream = Upload.of(bucket.openUploadStream('half'));
      const source = Readable.from(
        (async function* () {
          yield content;
          throw new Error('source failed');
        })(),
      );
      expect(await pipeline(source, stream).catch(messageOf)).to.equal('source failed');
      expect(stream.destroyed).to.equal(true);
    });
  });

  describe('read like those', () => {
    const EVENTS = ['data', 'end', 'error', 'close'];
    const events = async (stream: Readable, act?: () => unknown): Promise<string[]> => {
      const heard: string[] = [];
      for (const event of EVENTS) stream.on(event, () => heard.push(event));
      await act?.();
      await sleep(50);
      return heard;
    };

    it('and close twice, first before the end', async () => {
      const expected = ['data', 'data', 'data', 'data', 'close', 'end', 'close'];
      expect(await events(bucket.openDownloadStreamByName('file'))).to.deep.equal(expected);
      expect(await events(Download.of(bucket.openDownloadStreamByName('file')))).to.deep.equal(expected);
    });

    it('and end and close when they are aborted', async () => {
      const aborted = async (wrap: (raw: Readable) => Readable) => {
        const raw = bucket.openDownloadStreamByName('file');
        return (await events(wrap(raw), () => raw.abort())).toSorted();
      };
      expect(await aborted((raw) => raw)).to.deep.equal(['close', 'end']);
      expect(await aborted(Download.of)).to.deep.equal(['close', 'end']);
    });

    it('but do not close while there is something left to read', async () => {
      const stream = Download.of(bucket.openDownloadStreamByName('file'));
      const slow = new PassThrough({ highWaterMark: 1 });
      const chunks: Buffer[] = [];
      const reading = pipeline(stream, slow);
      for await (const chunk of slow) {
        chunks.push(chunk);
        await sleep(10);
      }
      await reading;
      expect(Buffer.concat(chunks)).to.deep.equal(content);
    });

    it('and abort nothing once the driver has closed its cursor', async () => {
      const raw = bucket.openDownloadStreamByName('file');
      const stream = LazyDownload.of(raw);
      let aborts = 0;
      const abort = raw.abort.bind(raw);
      raw.abort = () => ((aborts += 1), abort());
      stream.once('close', () => void stream.giveUp());
      stream.resume();
      await finished(stream);
      expect(aborts).to.equal(0);
    });
  });
});
