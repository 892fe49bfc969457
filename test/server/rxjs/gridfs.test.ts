import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { GridFSBucket, GridFSBucketReadStream, GridFSBucketWriteStream } from 'motorized/rxjs';
import {
  concat,
  defer,
  from,
  lastValueFrom,
  map,
  mergeMap,
  NEVER,
  of,
  reduce,
  take,
  tap,
  throwError,
  timer,
  toArray,
} from 'rxjs';

import { failureOf } from './failure.js';
import { has } from '../../support/release/has.js';
import { useStage } from './stage.js';

const CHUNK = 1000;

describe('motorized/rxjs: GridFS', () => {
  const stage = useStage('gridfs');
  const bucket = (): GridFSBucket => new GridFSBucket(stage.db, { chunkSizeBytes: CHUNK });
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => at % 251));
  const chunksLeft = () => stage.admin.db(stage.db.databaseName).collection('fs.chunks').countDocuments({});

  const uploaded = async (length: number): Promise<void> => {
    const upload = bucket()
      .openUploadStream('file')
      .writeAll(of(bytes(length)));
    await lastValueFrom(upload);
    stage.forget();
  };

  it('uploads from an Observable, and downloads as one', async () => {
    const parts = [bytes(700), bytes(1500), bytes(1)];
    const upload = bucket().openUploadStream('file', { metadata: { tag: 1 } });
    const [written] = await lastValueFrom(
      upload.writeAll(concat(of(parts[0]!), timer(5).pipe(map(() => parts[1]!)), [parts[2]!])).pipe(toArray()),
    );
    expect(written).to.equal(upload).and.to.be.instanceOf(GridFSBucketWriteStream);
    if (has('GridFSBucketWriteStream.gridFSFile'))
      expect(written?.gridFSFile).to.include({ length: 2201, filename: 'file' });
    const download = bucket().openDownloadStream(upload.id);
    expect(download).to.be.instanceOf(GridFSBucketReadStream).and.instanceOf(Readable);
    const read = await lastValueFrom(download.asObservable().pipe(toArray()));
    expect(Buffer.concat(read)).to.deep.equal(Buffer.concat(parts));
    expect(await buffer(bucket().openDownloadStreamByName('file'))).to.deep.equal(Buffer.concat(parts));
  });

  it('reads a stream once, and again with defer', async () => {
    await uploaded(2500);
    const stream = bucket().openDownloadStreamByName('file');
    await lastValueFrom(stream.asObservable());
    expect((await failureOf(stream.asObservable())).message).to.include('subscribed to once');
    const size = defer(() => bucket().openDownloadStreamByName('file').asObservable()).pipe(
      reduce((sum, chunk) => sum + chunk.length, 0),
    );
    expect(await lastValueFrom(size)).to.equal(2500);
    expect(await lastValueFrom(size)).to.equal(2500);
  });

  it("fails with the driver's error for a missing file", async () => {
    expect((await failureOf(bucket().openDownloadStreamByName('none').asObservable())).message).to.include(
      'FileNotFound',
    );
  });

  it('closes the cursor of a download that is unsubscribed from, at any moment', async () => {
    await uploaded(400 * CHUNK);
    const download = () => bucket().openDownloadStreamByName('file').asObservable();
    expect(await lastValueFrom(download().pipe(take(2), toArray()))).to.have.length(2);
    await stage.sent('killCursors');
    download()
      .subscribe(() => expect.fail('it was given up'))
      .unsubscribe();
    for (let round = 0; round < 20; round += 1) {
      const subscription = download().subscribe();
      await sleep(round);
      subscription.unsubscribe();
    }
    await stage.expectNothingOpen();
  });

  it('does not mistake a destroyed stream for the end of the file', async () => {
    await uploaded(400 * CHUNK);
    const stream = bucket().openDownloadStreamByName('file');
    const failing = failureOf(stream.asObservable().pipe(tap(() => stream.destroy())));
    expect(await failing).to.include({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });

  it('deletes the chunks of an upload whose source fails', async () => {
    const failure = new Error('thrown by the source');
    const source = concat(of(bytes(5 * CHUNK)), timer(20).pipe(mergeMap(() => throwError(() => failure))));
    expect(await failureOf(bucket().openUploadStream('file').writeAll(source))).to.equal(failure);
    expect(await chunksLeft()).to.equal(0);
    expect(await lastValueFrom(bucket().find().toArray())).to.deep.equal([]);
  });

  it('deletes the chunks of an upload that is unsubscribed from after its source has completed', async () => {
    // Slow enough that no file is stored before the test unsubscribes.
    await stage.fail({ failCommands: ['insert'], blockConnection: true, blockTimeMS: 20 }, 'alwaysOn');
    for (const [length, delay] of [
      [CHUNK / 2, 0],
      [CHUNK / 2, 2],
      [CHUNK * 30, 0],
      [CHUNK * 30, 1],
      [CHUNK * 30, 4],
    ] as const) {
      const subscription = bucket()
        .openUploadStream('file')
        .writeAll(from([bytes(length), bytes(length)]))
        .subscribe(() => expect.fail('it was unsubscribed from before'));
      if (delay > 0) await sleep(delay);
      subscription.unsubscribe();
      await stage.sent('delete');
      await sleep(50);
      expect([await chunksLeft(), await lastValueFrom(bucket().find().toArray())]).to.deep.equal([0, []]);
      stage.forget();
    }
  });

  it('deletes the chunks of an upload if the server refuses a chunk or the file', async () => {
    await uploaded(10);
    await lastValueFrom(
      bucket().delete(
        await stage.admin
          .db(stage.db.databaseName)
          .collection('fs.files')
          .distinct('_id')
          .then(([id]) => id as never),
      ),
      { defaultValue: undefined },
    );
    for (const skip of [2, 5, 6]) {
      await stage.fail({ failCommands: ['insert'], errorCode: 1 }, { skip });
      const upload = bucket()
        .openUploadStream('file')
        .writeAll(from([0, 1, 2, 3, 4].map(() => bytes(CHUNK)).concat(bytes(10))));
      expect(await failureOf(upload), String(skip)).to.include({ code: 1 });
      await stage.fail({}, 'off');
      await stage.until(async () => (await chunksLeft()) === 0);
    }
  });

  it('accepts one source for each stream', async () => {
    const stream = bucket().openUploadStream('file');
    const message = 'This stream has already been written to, or destroyed. It can only be subscribed to once.';
    const first = lastValueFrom(stream.writeAll(of(bytes(10))));
    expect(await failureOf(stream.writeAll(of(bytes(5))))).to.include({ message });
    await first;
    expect(await failureOf(stream.writeAll(of(bytes(5))))).to.include({ message });
    const ended = bucket().openUploadStream('other');
    ended.end();
    expect(await failureOf(ended.writeAll(of(bytes(5))))).to.include({ message });
    expect(await lastValueFrom(bucket().find({ filename: 'file' }).toArray())).to.have.length(1);
  });

  it("fails with the stream's error for an invalid chunk", async () => {
    const chunks = of(bytes(5), 3 as never, bytes(5));
    expect(await failureOf(bucket().openUploadStream('file').writeAll(chunks))).to.include({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    expect([await chunksLeft(), await lastValueFrom(bucket().find().toArray())]).to.deep.equal([0, []]);
  });

  it('deletes the chunks of an upload that is unsubscribed from', async () => {
    for (const delay of [0, 2, 5, 10, 30]) {
      const upload = bucket()
        .openUploadStream('file')
        .writeAll(concat(from([bytes(5 * CHUNK), bytes(5 * CHUNK)]), NEVER));
      const subscription = upload.subscribe();
      await sleep(delay);
      subscription.unsubscribe();
      await stage.sent('delete');
      await sleep(30);
      expect(await chunksLeft()).to.equal(0);
      stage.forget();
    }
  });
});
