import { type EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import type { ResumeToken } from 'mongodb';

import { has } from '../../support/release/has.js';
import { DATABASE, scenario } from '../scene/scenario.js';

const MATCH = [{ $match: { 'ns.db': DATABASE } }];
/** The number of getMores before a change arrives depends on timing. */
const notesOnly = { notesOnly: true } as const;

/** Waits until a change stream with listeners has its cursor. Closed earlier, it would leave it open on the server. */
const started = async (stream: EventEmitter): Promise<unknown[]> => {
  const values = await once(stream, 'resumeTokenChanged');
  await new Promise(setImmediate);
  return values;
};

const tokenOf = ({ _id: token }: { _id: ResumeToken }) => token;

describe('change streams', () => {
  for (const where of ['collection', 'db', 'client'] as const) {
    scenario(
      `next, tryNext, hasNext and for await on a ${where}`,
      async ({ pkg, client, db, note }) => {
        const things = await db.createCollection<{ _id: number }>('things');
        const parent = { collection: things, db, client }[where];
        const stream = parent.watch<{ _id: number }>(MATCH, { maxAwaitTimeMS: 50, batchSize: 10 });
        expect(stream).to.be.instanceOf(pkg.ChangeStream);
        expect((stream as unknown as { parent: unknown }).parent).to.equal(parent);
        note(stream, stream.closed, stream.pipeline, stream.options?.batchSize, stream.resumeToken);
        note(await stream.tryNext());
        await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 4 }]);
        const first = await stream.next();
        note(first, await stream.hasNext(), stream.resumeToken);
        if (has('ChangeStream.bufferedCount')) note(stream.bufferedCount() > 0);
        expect(stream.resumeToken).to.deep.equal(tokenOf(first));
        const seen: unknown[] = [];
        for await (const change of stream) {
          if (change.operationType === 'insert') seen.push(change.documentKey);
          if (seen.length === 3) break;
        }
        note(seen, stream.closed, await stream.next().catch((error: unknown) => error), await stream.close());
      },
      notesOnly,
    );
  }

  scenario(
    'change, resumeTokenChanged and close events',
    async ({ db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const stream = things.watch([], { maxAwaitTimeMS: 50 });
      const ready = started(stream);
      const changes: unknown[] = [];
      const three = new Promise<void>((done) => {
        stream.on('change', (change) => {
          changes.push(change);
          if (changes.length === 3) done();
        });
      });
      note((await ready).length, stream.listenerCount('change'));
      await things.insertMany([{ _id: 1 }, { _id: 2 }]);
      await things.updateOne({ _id: 1 }, { $set: { a: 1 } });
      await three;
      note(changes);
      const closed = once(stream, 'close');
      await stream.close();
      await closed;
      note(stream.closed);
    },
    notesOnly,
  );

  scenario(
    'iterating and listening exclude each other',
    async ({ db, note, failure }) => {
      const things = await db.createCollection('things');
      const iterated = things.watch([], { maxAwaitTimeMS: 50 });
      await iterated.tryNext();
      await failure(() => iterated.on('change', () => {}));
      note(iterated.listenerCount('change'));
      await iterated.close();
      const listened = things.watch([], { maxAwaitTimeMS: 50 });
      const ready = started(listened);
      listened.on('change', () => {});
      await ready;
      await failure(listened.next());
      await failure(listened.tryNext());
      await failure(listened.hasNext());
      await listened.close();
    },
    notesOnly,
  );

  scenario(
    'the last listener stops reading',
    async ({ db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const stream = things.watch([], { maxAwaitTimeMS: 50 });
      const ready = started(stream);
      const seen: unknown[] = [];
      const listener = (change: unknown) => seen.push(change);
      stream.on('change', listener);
      await ready;
      await things.insertOne({ _id: 1 });
      while (seen.length === 0) await sleep(5);
      stream.off('change', listener);
      await things.insertOne({ _id: 2 });
      await sleep(120);
      note(seen.length, stream.closed, stream.listenerCount('change'));
      await stream.close();
    },
    notesOnly,
  );

  scenario(
    'resumeAfter, startAfter and startAtOperationTime',
    async ({ db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const first = things.watch([], { maxAwaitTimeMS: 50 });
      await first.tryNext();
      await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
      const change = await first.next();
      await first.close();
      for (const from of [
        { resumeAfter: tokenOf(change) },
        { startAfter: tokenOf(change) },
        { startAtOperationTime: change.clusterTime! },
      ]) {
        const again = things.watch([], { ...from, maxAwaitTimeMS: 50 });
        note(await again.next());
        await again.close();
      }
    },
    notesOnly,
  );

  scenario(
    'fullDocument, a pipeline, a session',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number; a?: number }>('things');
      await client.withSession(async (session) => {
        const pipeline = [{ $match: { operationType: 'update' } }, { $project: { fullDocument: 1, operationType: 1 } }];
        const stream = things.watch(pipeline, { fullDocument: 'updateLookup', maxAwaitTimeMS: 50, session });
        await stream.tryNext();
        await things.insertOne({ _id: 1 });
        await things.updateOne({ _id: 1 }, { $set: { a: 2 } });
        note(await stream.next());
        await stream.close();
        await stream.close();
      });
    },
    notesOnly,
  );

  scenario(
    'stream()',
    async ({ db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const changes = things.watch([], { maxAwaitTimeMS: 50 });
      const ready = started(changes);
      // A pending getMore fails when the change stream is closed, also in the driver.
      const stream = changes.stream().on('error', () => {});
      const change = once(stream, 'data');
      await ready;
      await things.insertOne({ _id: 1 });
      note(await change);
      await changes.close();
    },
    notesOnly,
  );

  scenario(
    'a stage that changes the token',
    async ({ db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const stream = things.watch([{ $project: { _id: 0 } }], { maxAwaitTimeMS: 50 });
      await stream.tryNext();
      await things.insertOne({ _id: 1 });
      note(await stream.next().catch((error: unknown) => error), stream.closed);
      await stream.close();
    },
    { ...notesOnly, needsMongod: 'the server keeps _id' },
  );

  scenario(
    'a bad pipeline fails as an event and as a rejection',
    async ({ db, note, failure }) => {
      const things = await db.createCollection('things');
      const stream = things.watch([{ $noStage: 1 }]);
      await failure(stream.next());
      const listened = things.watch([{ $noStage: 1 }]);
      const error = once(listened, 'error');
      listened.on('change', () => {});
      note(await error);
      await Promise.all([stream.close(), listened.close()]);
    },
    notesOnly,
  );

  scenario(
    'a resumable error is resumed',
    async ({ client, db, note }) => {
      const things = await db.createCollection<{ _id: number }>('things');
      const stream = things.watch([], { maxAwaitTimeMS: 50 });
      await stream.tryNext();
      const data = { failCommands: ['getMore'], errorCode: 6, errorLabels: ['ResumableChangeStreamError'] };
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
      await things.insertOne({ _id: 1 });
      note(await stream.next(), stream.closed);
      await stream.close();
    },
    { notesOnly: true, needsFailPoints: true },
  );

  scenario('constants', async ({ pkg, note }) => {
    const { RESPONSE, MORE, INIT, CLOSE, CHANGE, END, ERROR, RESUME_TOKEN_CHANGED } = pkg.ChangeStream;
    note(RESPONSE, MORE, INIT, CLOSE, CHANGE, END, ERROR, RESUME_TOKEN_CHANGED);
    note(pkg.AbstractCursor.CLOSE, pkg.GridFSBucket.INDEX, pkg.GridFSBucketReadStream.FILE);
  });
});
