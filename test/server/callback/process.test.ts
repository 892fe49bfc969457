import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { currentServer } from '../current-server.js';
import { type Ended, runProgram } from '../scene/run-program.js';

/** Runs a program with a `client` and a collection `things`. */
function run(program: string, ...flags: string[]): Promise<Ended> {
  const prelude = `
    import { MongoClient } from 'motorized/callback';
    const client = await new MongoClient(process.env.MONGODB_URI).connect();
    const things = client.db('motorized_callback_process').collection('things');
    const log = (...words) => console.log(...words);
  `;
  return runProgram(prelude + program, ...flags);
}

describe('a process with motorized/callback', function () {
  this.timeout(20_000);
  after(async () => {
    const client = new MongoClient(currentServer().uri);
    await client.db('motorized_callback_process').dropDatabase();
    await client.close();
  });

  it('ends by itself after close', async () => {
    const { code, lines, stderr } = await run(`
      things.findOne({ no: 'such' }, (error, document) => {
        log(error, document);
        client.close((error) => log('closed', error));
      });
    `);
    expect({ code, lines, stderr }).to.deep.equal({ code: 0, lines: ['null null', 'closed null'], stderr: '' });
  });

  it('calls back after the microtasks and ticks of the call', async () => {
    const { lines, stderr } = await run(`
      let turn = 'synchronous';
      things.updateOne({}, { notAnOperator: 1 }, (error) => {
        log(error.constructor.name, turn);
        client.close();
      });
      turn = 'after the call';
      queueMicrotask(() => { turn = 'after a microtask'; });
      process.nextTick(() => { turn = 'after a tick'; });
    `);
    expect(stderr).to.equal('');
    expect(lines).to.deep.equal(['MongoInvalidArgumentError after a tick']);
  });

  it('never calls back synchronously, not even with errors that the driver throws', async () => {
    const { lines, stderr } = await run(`
      let returned = false;
      const names = [];
      const done = (error) => {
        names.push(returned, error.constructor.name);
        if (names.length === 6) { log(names.join(' ')); client.close(); }
      };
      MongoClient.connect('nothing://here', done);
      things.bulkWrite('no array', done);
      things.initializeOrderedBulkOp().execute(done);
      returned = true;
    `);
    expect(stderr).to.equal('');
    expect(lines).to.have.lengthOf(1);
    expect(lines[0]).to.match(/^true \w+ true \w+ true \w+$/);
  });

  const listeners = `
    process.on('uncaughtException', (error, origin) => log(origin, error.message));
    process.on('unhandledRejection', (reason) => log('unhandledRejection', reason));
  `;

  it('gets an uncaught exception if a callback throws, and does not call it again', async () => {
    const { code, lines, stderr } = await run(`
      ${listeners}
      let calls = 0;
      things.findOne({}, () => {
        calls += 1;
        setTimeout(() => { log('calls', calls); client.close(); }, 50);
        throw new Error('thrown by the callback');
      });
    `);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(lines).to.deep.equal(['uncaughtException thrown by the callback', 'calls 1']);
  });

  it('also gets an uncaught exception if a callback throws on an error', async () => {
    const { lines } = await run(`
      ${listeners}
      things.updateOne({}, { notAnOperator: 1 }, (error) => {
        client.close();
        throw error;
      });
    `);
    expect(lines).to.have.lengthOf(1);
    expect(lines[0]).to.match(/^uncaughtException .*atomic operators/);
  });

  it('ends with the exit code of an uncaught exception if nobody listens', async () => {
    const { code, stderr } = await run(`
      things.findOne({}, function myCallback() {
        throw new Error('thrown by the callback');
      });
    `);
    expect(code).to.equal(1);
    expect(stderr).to.include('Error: thrown by the callback').and.include('myCallback');
    expect(stderr).not.to.match(/unhandled/i);
  });

  it('does not end because of an error that it called back with', async () => {
    const { code, lines, stderr } = await run(
      `
      things.updateOne({}, { notAnOperator: 1 }, (error) => {
        log(error.constructor.name);
        client.close();
      });
    `,
      '--unhandled-rejections=strict',
    );
    expect({ code, lines, stderr }).to.deep.equal({ code: 0, lines: ['MongoInvalidArgumentError'], stderr: '' });
  });

  it('calls back with an Error for a falsy rejection', async () => {
    const { lines, stderr } = await run(`
      client.withSession(() => Promise.reject(null), (error) => {
        log(error instanceof Error, error.code, error.reason);
        client.withSession(async (session, done) => { throw undefined; }, (error) => {
          log(error instanceof Error, error.code, error.reason);
          client.close();
        });
      });
    `);
    expect(stderr).to.equal('');
    expect(lines).to.deep.equal(['true ERR_FALSY_VALUE_REJECTION null', 'true ERR_FALSY_VALUE_REJECTION undefined']);
  });

  it('keeps the commit if the callback of a transaction throws', async () => {
    const { lines } = await run(`
      ${listeners}
      await things.deleteMany({});
      client.withSession((session, finish) => {
        session.withTransaction((own, done) => {
          things.insertOne({ _id: 1 }, { session: own }, done);
        }, finish);
      }, (error) => {
        setTimeout(async () => { log(error, await things.countDocuments()); await client.close(); }, 20);
        throw new Error('thrown after the commit');
      });
    `);
    expect(lines).to.deep.equal(['uncaughtException thrown after the commit', 'null 1']);
  });

  it('keeps the AsyncLocalStorage, also when a callback throws', async () => {
    const { lines } = await run(`
      import { AsyncLocalStorage } from 'node:async_hooks';
      const storage = new AsyncLocalStorage();
      process.on('uncaughtException', (error) => { log(error.message); client.close(); });
      storage.run('the request', () => {
        things.findOne({}, () => { throw new Error('in ' + storage.getStore()); });
      });
    `);
    expect(lines).to.deep.equal(['in the request']);
  });
});
