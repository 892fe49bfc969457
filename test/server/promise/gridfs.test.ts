import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable, Transform, Writable } from 'node:stream';

import { expect } from 'chai';
import type { Db, ObjectId } from 'mongodb';

import { has } from '../../support/release/has.js';
import { scenario } from '../scene/scenario.js';
import type { Driver } from '../scene/variants.js';

/** The timing of the streams' commands varies. */
const notesOnly = { notesOnly: true } as const;

const upload = async (pkg: Driver, db: Db, name: string, content: Buffer | string, chunkSizeBytes = 255 * 1024) => {
  const stream = new pkg.GridFSBucket(db).openUploadStream(name, { chunkSizeBytes });
  await pipeline(Readable.from([Buffer.from(content)]), stream);
  return stream;
};

const read = async (stream: Readable) => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const idOf = (file: { _id: ObjectId } | null) => (file ?? { _id: null })['_id'];

describe('GridFS', () => {
  scenario(
    'upload and download',
    async ({ pkg, db, note }) => {
      const bucket = new pkg.GridFSBucket(db, { bucketName: 'files', chunkSizeBytes: 1000 });
      const up = bucket.openUploadStream('a file', { metadata: { of: 'mine' } });
      expect(up).to.be.instanceOf(Writable).and.instanceOf(pkg.GridFSBucketWriteStream);
      expect((up as unknown as { bucket: unknown }).bucket).to.equal(bucket);
      note(bucket, up, up.filename, up.chunkSizeBytes, up.gridFSFile, up.id, up.state);
      note(up.chunks, up.files, up.files.collectionName, up.length, up.n, up.pos, up.done);
      const finished = once(up, 'finish');
      up.write('one ');
      up.write(Buffer.alloc(2500, 'x'));
      up.end('the end');
      await finished;
      const { gridFSFile } = up;
      note(
        gridFSFile?.filename,
        gridFSFile?.length,
        gridFSFile?.metadata,
        up.id.equals(idOf(gridFSFile)),
        up.state,
        up.done,
      );
      const down = bucket.openDownloadStream(up.id);
      expect(down).to.be.instanceOf(Readable).and.instanceOf(pkg.GridFSBucketReadStream);
      const file = once(down, 'file');
      note(down, (await read(down)).length, (await file)[0]);
      note(await read(bucket.openDownloadStreamByName('a file', { start: 1, end: 6 })));
      note((await db.collection('files.chunks').find().sort({ n: 1 }).toArray()).map(({ n }) => n));
    },
    notesOnly,
  );

  scenario(
    'pipeline, pipe and an empty file',
    async ({ pkg, db, note }) => {
      const bucket = new pkg.GridFSBucket(db);
      const up = await upload(pkg, db, 'big', Buffer.alloc(300_000, 'abc'));
      const sink = new PassThrough();
      const [text] = await Promise.all([read(sink), pipeline(bucket.openDownloadStream(up.id), sink)]);
      note(text.length, text.slice(0, 6), up.length);
      if (has('an upload is an ordinary Node stream')) note(up.writableFinished, up.destroyed);
      await pipeline(Readable.from([]), bucket.openUploadStream('empty'));
      note(await read(bucket.openDownloadStreamByName('empty')));
      note((await read(bucket.openDownloadStreamByName('big').pipe(new PassThrough()))).length);
    },
    notesOnly,
  );

  scenario(
    'a custom id, revisions, find',
    async ({ pkg, db, note, failure }) => {
      const bucket = new pkg.GridFSBucket(db);
      const id = new pkg.ObjectId('5f0000000000000000000001');
      const up = bucket.openUploadStreamWithId(id, 'twice');
      await pipeline(Readable.from([Buffer.from('first')]), up);
      await upload(pkg, db, 'twice', 'second');
      note(String(up.id), await read(bucket.openDownloadStreamByName('twice', { revision: 0 })));
      note(await read(bucket.openDownloadStreamByName('twice')));
      await failure(read(bucket.openDownloadStreamByName('twice', { revision: 7 })));
      const cursor = bucket.find({ filename: 'twice' }, { sort: { length: 1 } });
      expect(cursor).to.be.instanceOf(pkg.FindCursor);
      note(
        (await cursor.toArray()).map(({ length }) => length),
        await bucket.find().count(),
      );
    },
    notesOnly,
  );

  scenario(
    'delete, rename, drop',
    async ({ pkg, db, note, failure }) => {
      const bucket = new pkg.GridFSBucket(db);
      const up = await upload(pkg, db, 'old', 'content');
      note(
        await bucket.rename(up.id, 'new'),
        (await bucket.find().toArray()).map(({ filename }) => filename),
      );
      note(
        await bucket.delete(up.id),
        await bucket.find().toArray(),
        await db.collection('fs.chunks').countDocuments(),
      );
      await failure(bucket.delete(up.id));
      await failure(bucket.rename(up.id, 'nothing'));
      await failure(read(bucket.openDownloadStream(up.id)));
      await upload(pkg, db, 'old', 'content');
      note(await bucket.drop(), (await db.listCollections().toArray()).length);
    },
    notesOnly,
  );

  scenario(
    'abort',
    async ({ pkg, db, note, failure }) => {
      const bucket = new pkg.GridFSBucket(db, { chunkSizeBytes: 10 });
      const up = bucket.openUploadStream('aborted');
      await new Promise((done) => up.write(Buffer.alloc(45), done));
      note(await db.collection('fs.chunks').countDocuments());
      await up.abort();
      note(up.state.aborted, await db.collection('fs.chunks').countDocuments(), await bucket.find().toArray());
      await failure(up.abort());
      const kept = await upload(pkg, db, 'kept', 'content');
      const down = bucket.openDownloadStream(kept.id);
      down.on('error', () => {});
      await down.abort();
      note(down.destroyed);
      await failure(kept.abort());
    },
    notesOnly,
  );

  scenario(
    'a missing file, and a destroyed stream',
    async ({ pkg, db, note, failure }) => {
      const bucket = new pkg.GridFSBucket(db);
      await failure(read(bucket.openDownloadStreamByName('nowhere')));
      const down = bucket.openDownloadStreamByName('nowhere');
      const error = once(down, 'error');
      down.resume();
      note(await error);
      const up = bucket.openUploadStream('destroyed');
      const failed = once(up, 'error');
      up.write('x');
      up.destroy(new Error('mine'));
      note(await failed, up.destroyed, up.errored?.message);
      await failure(
        pipeline(
          Readable.from(['a']),
          new Transform({ transform: (_chunk, _encoding, done) => done(new Error('in the middle')) }),
          bucket.openUploadStream('half'),
        ),
      );
      note((await bucket.find().toArray()).length);
    },
    notesOnly,
  );

  scenario(
    'bytes from start to end, and a break out of for await',
    async ({ pkg, db, note }) => {
      const bucket = new pkg.GridFSBucket(db);
      await upload(pkg, db, 'letters', 'abcdefghij', 3);
      const part = bucket.openDownloadStreamByName('letters');
      expect(part.start(2)).to.equal(part);
      expect(part.end(5)).to.equal(part);
      note(await read(part));
      const broken = bucket.openDownloadStreamByName('letters');
      for await (const chunk of broken) {
        note(String(chunk));
        break;
      }
      note(broken.destroyed, broken.readableEnded);
    },
    notesOnly,
  );

  scenario(
    'errors of the server reach both streams',
    async ({ pkg, client, db, note, failure }) => {
      const bucket = new pkg.GridFSBucket(db);
      await upload(pkg, db, 'there', 'content');
      const failPoint = (command: string) =>
        client.db('admin').command({
          configureFailPoint: 'failCommand',
          mode: { times: 1 },
          data: { failCommands: [command], errorCode: 8000 },
        });
      await failPoint('find');
      await failure(read(bucket.openDownloadStreamByName('there')));
      await failPoint('insert');
      await failure(pipeline(Readable.from([Buffer.from('x')]), bucket.openUploadStream('not there')));
      note((await bucket.find().toArray()).length);
    },
    { notesOnly: true, needsFailPoints: true },
  );
});
