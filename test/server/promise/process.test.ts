import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import type { Need } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';
import { runProgram } from '../scene/run-program.js';

const NAMES = ['mongodb', 'motorized/promise', 'motorized/callback'];
const databaseOf = (name: string) => `process_${name.replace('/', '_')}`;

/** Complete programs, written for the driver. */
const PROGRAMS: Record<string, string> = {
  'ends by itself after close': `
    await things.insertOne({ a: 1 });
    console.log(await things.countDocuments());
    await client.close();
  `,
  'ends by itself if close() has to close cursors, sessions and change streams': `
    await things.insertMany([{}, {}, {}]);
    await things.find().batchSize(1).next();
    client.startSession();
    await things.watch().tryNext();
    await client.close();
    console.log('closed');
  `,
  'an unhandled rejection': `
    process.on('exit', (code) => console.log('exit', code));
    things.updateOne({}, { notAnOperator: 1 });
  `,
  'an error of a change stream without listeners': `
    process.on('uncaughtException', (error, origin) => console.log(origin, error.message));
    const stream = things.watch([{ $noStage: 1 }]);
    stream.on('change', () => {});
    await new Promise((done) => stream.once('close', done));
    await client.close();
  `,
  'an error of a GridFS stream without listeners': `
    process.on('uncaughtException', (error, origin) => {
      console.log(origin, error.message);
      client.close();
    });
    new GridFSBucket(db).openDownloadStreamByName('nowhere').resume();
  `,
  'a listener that throws': `
    process.on('uncaughtException', (error, origin) => console.log(origin, error.message));
    const other = new MongoClient(process.env.MONGODB_URI);
    other.on('topologyClosed', () => { throw new Error('thrown by the listener'); });
    await other.connect();
    await other.close().catch((error) => console.log('rejected', error.message));
    await client.close();
  `,
  'a listener of a change stream that throws': `
    process.on('uncaughtException', (error, origin) => {
      console.log(origin, error.message);
      client.close();
    });
    await things.insertOne({});
    const stream = things.watch([], { maxAwaitTimeMS: 50 });
    stream.on('change', () => { throw new Error('thrown by the listener'); });
    stream.on('error', (error) => {
      console.log('error', error.message);
      setTimeout(() => client.close(), 200);
    });
    stream.once('resumeTokenChanged', () => setTimeout(() => things.insertOne({}), 20));
  `,
  'captureRejections for all emitters': `
    import { EventEmitter } from 'node:events';
    EventEmitter.captureRejections = true;
    const other = await new MongoClient(process.env.MONGODB_URI, { monitorCommands: true }).connect();
    other.on('error', (error) => console.log('error', error.message));
    other.once('commandStarted', async () => { throw new Error('rejected by the listener'); });
    await other.db('admin').command({ ping: 1 });
    await other.close();
    await client.close();
  `,
  'a rejection of a listener without captureRejections': `
    process.on('unhandledRejection', (error) => console.log('unhandledRejection', error.message));
    const other = await new MongoClient(process.env.MONGODB_URI, { monitorCommands: true }).connect();
    other.on('error', (error) => console.log('error', error.message));
    other.once('commandStarted', async () => { throw new Error('rejected by the listener'); });
    await other.db('admin').command({ ping: 1 });
    await other.close();
    await client.close();
  `,
  'disposal of everything': `
    const other = await MongoClient.connect(process.env.MONGODB_URI);
    const session = other.startSession();
    const cursor = other.db(db.databaseName).collection('things').find({}, { session });
    const stream = things.watch();
    console.log((await cursor.toArray()).length);
    for (const one of [stream, cursor, session, other]) await one[Symbol.asyncDispose]();
    await client.close();
  `,
};

const NEEDED: Readonly<Record<string, readonly Need[]>> = {
  'disposal of everything': ['MongoClient[Symbol.asyncDispose]'],
  'an error of a GridFS stream without listeners': ['a download error without a listener throws'],
};

describe('a program with only its import changed', function () {
  this.timeout(30_000);
  after(async () => {
    const client = new MongoClient(currentServer().uri);
    for (const name of NAMES) await client.db(databaseOf(name)).dropDatabase();
    await client.close();
  });

  /** What a user sees of a program, apart from stack traces, which have the paths of the driver's own files. */
  const outcome = async (name: string, program: string) => {
    const prelude = `
      import { GridFSBucket, MongoClient } from '${name}';
      const client = await new MongoClient(process.env.MONGODB_URI).connect();
      const db = client.db('${databaseOf(name)}');
      const things = db.collection('things');
      await db.dropDatabase();
    `;
    const { code, lines, stderr } = await runProgram(prelude + program);
    const thrown = stderr.split('\n').filter((line) => /^(\[?\w*Error|.*Warning)/.test(line));
    return { code, lines, thrown };
  };

  for (const [title, program] of Object.entries(PROGRAMS)) {
    it(title, async function () {
      needs(this, ...(NEEDED[title] ?? []));
      const [raw, ...ours] = await Promise.all(NAMES.map((name) => outcome(name, program)));
      expect(raw?.lines.length, raw?.thrown.join('\n')).to.be.greaterThan(0);
      expect(ours).to.deep.equal([raw, raw]);
    });
  }
});
