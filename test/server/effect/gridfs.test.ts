import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Stream from 'effect/Stream';
import type { ObjectId } from 'mongodb';
import { GridFSBucket, GridFSBucketReadStream } from 'motorized/effect';

import { defectOf, failureOf, interrupt, useStage } from './stage.js';

const CHUNK = 1000;

describe('motorized/effect: GridFS', () => {
  const stage = useStage('gridfs');
  const run = Effect.runPromise;
  const bucket = (): GridFSBucket => new GridFSBucket(stage.db, { chunkSizeBytes: CHUNK });
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => at % 251));
  const stored = async () => [
    await stage.rawDb.collection('fs.files').countDocuments({}),
    await stage.rawDb.collection('fs.chunks').countDocuments({}),
  ];
  const uploaded = (length: number): Promise<ObjectId> => run(Stream.run(Stream.make(bytes(length)), upload()));
  const upload = () => bucket().upload('file', { metadata: { tag: 1 } });
  const whole = async <E>(stream: Stream.Stream<Uint8Array, E>): Promise<Buffer> =>
    Buffer.concat(await run(Stream.runCollect(stream)));

  it('stores the input of a Sink and returns its id, as a new file for each run', async () => {
    const parts = [bytes(700), bytes(5500), bytes(1), bytes(0)];
    const sink = upload();
    const source = Stream.fromIterable(parts).pipe(Stream.tap(() => Effect.sleep(2)));
    const [one, two] = [await run(Stream.run(source, sink)), await run(Stream.run(source, sink))];
    expect(one).to.not.deep.equal(two);
    expect(await stage.rawDb.collection('fs.files').findOne({ _id: one })).to.include({
      length: 6201,
      filename: 'file',
    });
    expect(await whole(bucket().download(one))).to.deep.equal(Buffer.concat(parts));
    expect(await buffer(bucket().openDownloadStreamByName('file'))).to.deep.equal(Buffer.concat(parts));
    expect(await stored()).to.deep.equal([2, 14]);
  });

  it('stores under a given id, also an empty file', async () => {
    const id = await uploaded(10);
    await run(bucket().delete(id));
    expect(await run(Stream.run(Stream.make(bytes(5)), bucket().uploadWithId(id, 'again')))).to.deep.equal(id);
    expect(await whole(bucket().downloadByName('again'))).to.have.length(5);
    const empty = await run(Stream.run(Stream.empty, upload()));
    expect(await whole(bucket().download(empty))).to.have.length(0);
  });

  it('adds few listeners to Node streams', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => void warnings.push(warning);
    process.on('warning', warn);
    const many = Stream.fromIterable(Array.from({ length: 50 }, () => bytes(CHUNK))).pipe(Stream.rechunk(1));
    const id = await run(Stream.run(many, upload()));
    expect(await whole(bucket().download(id).pipe(Stream.rechunk(1)))).to.have.length(50 * CHUNK);
    await sleep(5);
    process.off('warning', warn);
    expect(warnings).to.deep.equal([]);
  });

  it('sends one chunk at a time, however large the input is', async () => {
    const inserts: number[] = [];
    let open = 0;
    stage.client.on('commandStarted', ({ commandName }) => {
      if (commandName === 'insert') inserts.push((open += 1));
    });
    stage.client.on('commandSucceeded', ({ commandName }) => void (commandName === 'insert' && (open -= 1)));
    await uploaded(20 * CHUNK);
    expect(Math.max(...inserts)).to.equal(1);
    expect(inserts).to.have.length(21);
  });

  it('downloads as a Stream that can run again, also in part', async () => {
    const id = await uploaded(2500);
    const download = bucket().download(id);
    for (const _ of [1, 2]) expect(await whole(download)).to.deep.equal(bytes(2500));
    expect(await whole(bucket().download(id, { start: 1200, end: 1300 }))).to.deep.equal(
      bytes(2500).subarray(1200, 1300),
    );
    expect(await whole(bucket().downloadByName('file', { revision: 0 }))).to.deep.equal(bytes(2500));
  });

  it('reads no more than is requested', async () => {
    // More than the buffers of two Node streams hold.
    const id = await run(
      Stream.run(
        Stream.make(Buffer.alloc(8_000_000)),
        new GridFSBucket(stage.db, { chunkSizeBytes: 20_000 }).upload('large'),
      ),
    );
    stage.forget();
    const first = Stream.runForEach(bucket().download(id), () =>
      Effect.andThen(
        Effect.promise(() => sleep(100)),
        Effect.fail(stage.count('getMore')),
      ),
    );
    expect(await failureOf(first)).to.be.lessThan(2);
  });

  it('reads a Node stream once', async () => {
    const id = await uploaded(2500);
    const stream = bucket().openDownloadStream(id);
    expect(stream).to.be.instanceOf(GridFSBucketReadStream).and.instanceOf(Readable);
    expect(await whole(stream.asStream())).to.have.length(2500);
    expect(String(await defectOf(Stream.runDrain(stream.asStream())))).to.include('be run once');
    const written = bucket().openUploadStream('node');
    const source = Stream.make(bytes(10));
    expect(await run(Stream.run(source, written.asSink()))).to.deep.equal(written.id);
    expect(String(await defectOf(Stream.run(source, written.asSink())))).to.include('be run once');
  });

  it("fails with the driver's errors", async () => {
    const missing = bucket().downloadByName('none');
    expect(await failureOf(Stream.runDrain(missing))).to.deep.include({ operation: 'downloadByName', code: 'ENOENT' });
    const id = await uploaded(300 * CHUNK);
    await stage.rawDb.collection('fs.chunks').deleteOne({ n: 50 });
    expect(await failureOf(Stream.runDrain(bucket().download(id)))).to.include({ _tag: 'GridFSError' });
    expect(await failureOf(Stream.runDrain(bucket().download(id, { start: -1 })))).to.include({
      _tag: 'InvalidArgumentError',
    });
  });

  it('does not mistake a destroyed stream for the end of the file', async () => {
    const stream = bucket().openDownloadStream(await uploaded(400 * CHUNK));
    const destroyed = Stream.runForEach(stream.asStream(), () => Effect.sync(() => stream.destroy()));
    expect(await defectOf(destroyed)).to.include({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    const upload = bucket().openUploadStream('file');
    const writing = Stream.fromEffect(Effect.sync(() => (upload.destroy(), bytes(10))));
    expect(await defectOf(Stream.run(writing, upload.asSink())))
      .to.have.property('code')
      .that.includes('ERR_STREAM');
  });

  it('closes the cursor of an unfinished download', async () => {
    const id = await uploaded(400 * CHUNK);
    const download = bucket().download(id);
    expect(await run(Stream.runCollect(Stream.take(download, 2)))).to.have.length(2);
    expect(await failureOf(Stream.runForEach(download, () => Effect.fail('no')))).to.equal('no');
    expect(stage.count('killCursors')).to.equal(2);
  });

  it('does not wait for a reply when a download is ended from outside', async () => {
    const id = await uploaded(CHUNK);
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 1000 });
    const since = performance.now();
    await run(
      Stream.runDrain(
        bucket()
          .download(id)
          .pipe(Stream.interruptWhen(Effect.sleep(50))),
      ),
    );
    expect(performance.now() - since).to.be.lessThan(400);
  });

  it('deletes the chunks of an upload if the source fails or dies', async () => {
    const some = Stream.make(bytes(5 * CHUNK));
    const failing = Stream.concat(some, Stream.fromEffect(Effect.andThen(Effect.sleep(20), Effect.fail('no'))));
    expect(await failureOf(Stream.run(failing, upload()))).to.equal('no');
    expect(await stored()).to.deep.equal([0, 0]);
    expect(await defectOf(Stream.run(Stream.concat(some, Stream.die('oops')), upload()))).to.equal('oops');
    expect(await stored()).to.deep.equal([0, 0]);
    const nonsense = Stream.concat(some, Stream.make(3 as never));
    expect(await defectOf(Stream.run(nonsense, upload()))).to.include({ code: 'ERR_INVALID_ARG_TYPE' });
    expect(await stored()).to.deep.equal([0, 0]);
  });

  it('deletes the chunks of an upload if the server refuses a chunk or the file', async () => {
    const source = Stream.make(bytes(5 * CHUNK), bytes(10));
    // The first upload creates the index of the files.
    await run(bucket().delete(await uploaded(10)));
    for (const skip of [0, 3, 5, 6]) {
      await stage.fail({ failCommands: ['insert'], errorCode: 1 }, { skip });
      expect(await failureOf(Stream.run(source, upload())), String(skip)).to.include({
        _tag: 'CommandError',
        operation: 'upload',
      });
      await stage.fail({}, 'off');
      expect(await stored(), String(skip)).to.deep.equal([0, 0]);
    }
  });

  it('deletes the chunks of an interrupted upload before the interruption ends', async () => {
    await stage.fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: 5 }, 'alwaysOn');
    const source = Stream.make(bytes(5 * CHUNK), bytes(10));
    for (let wait = 0; wait < 60; wait += 3) {
      const fiber = stage.fork(Stream.run(source, upload()));
      await sleep(wait);
      const exit = await interrupt(fiber);
      expect(await stored()).to.deep.equal(Exit.isSuccess(exit) ? [1, 6] : [0, 0]);
      if (Exit.isSuccess(exit)) await run(bucket().delete(exit.value as ObjectId));
    }
  });
});
