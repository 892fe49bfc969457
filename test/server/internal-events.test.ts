import { expect } from 'chai';
import * as driver from 'mongodb';
import { on, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { openedBy } from '../../codegen/conformance/stage/opened.js';
import { ClientSession, FindCursor, MongoClient } from '../support/hand-wrapped.js';
import { needs } from '../support/release/needs.js';
import { currentServer } from './current-server.js';

const DB = 'internal_events';

/** How a change stream is read. The driver keeps this in a private field, before 6.13.0 under a symbol. */
function modeOf(stream: driver.ChangeStream): unknown {
  const symbol = Object.getOwnPropertySymbols(stream).find(({ description }) => description === 'mode');
  return Reflect.get(stream, symbol ?? 'mode');
}

describe('events of wrappers on a server', () => {
  let client: MongoClient;

  before(async () => {
    client = await new MongoClient(currentServer().uri, { monitorCommands: true }).connect();
    await client.delegate.db(DB).dropDatabase();
    await client.delegate.db(DB).createCollection('c');
    await client.collection(DB, 'c').delegate.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  after(async () => {
    await client.delegate.db(DB).dropDatabase();
    await client.close();
  });

  it('pass the wrapper of the client to the listeners of open', async () => {
    const other = new MongoClient(currentServer().uri);
    const opened = once(other, 'open');
    other.on('open', (opener) => opener.timeoutMS);
    expect(await other.connect()).to.equal(other);
    expect((await opened)[0]).to.equal(other);
    await other.close();
  });

  it('include command monitoring while someone listens', async () => {
    const names: string[] = [];
    const listener = (event: driver.CommandStartedEvent) => names.push(event.commandName);
    client.on('commandStarted', listener);
    await client.delegate.db(DB).command({ ping: 1 });
    client.off('commandStarted', listener);
    await client.delegate.db(DB).command({ ping: 1 });
    expect(names).to.deep.equal(['ping']);
    expect(client.delegate.listenerCount('commandStarted')).to.equal(0);
  });

  it("pass the wrapper of the session to the listeners of ended, and keep the driver's listener", async () => {
    const session = client.startSession();
    expect(session).to.be.instanceOf(ClientSession);
    session.on('ended', () => {}).removeAllListeners();
    const ended = once(session, 'ended');
    expect(Reflect.get(client.delegate, 's').activeSessions.has(session.delegate)).to.equal(true);
    await session.endSession();
    expect((await ended)[0]).to.equal(session);
    expect(Reflect.get(client.delegate, 's').activeSessions.has(session.delegate)).to.equal(false);
  });

  it("report a closed cursor, and keep the driver's listener", async () => {
    const cursor = client.collection(DB, 'c').find({});
    expect(cursor).to.be.instanceOf(FindCursor);
    let closed = 0;
    cursor
      .on('close', () => {})
      .removeAllListeners()
      .on('close', () => (closed += 1));
    await cursor.close();
    expect(closed).to.equal(1);
    expect(openedBy(client.delegate).cursors.has(cursor.delegate)).to.equal(false);
  });

  it('ignore an error without a listener if the driver does', function () {
    needs(this, 'a client handles its own error events');
    expect(client.emit('error', new Error('ignored'))).to.equal(client.delegate.emit('error', new Error('ignored')));
  });

  it('throw an error without a listener if the driver does', () => {
    const stream = client.collection(DB, 'c').watch();
    expect(() => stream.delegate.emit('error', new Error('thrown'))).to.throw('thrown');
    expect(() => stream.emit('error', new Error('thrown'))).to.throw('thrown');
    return stream.close();
  });

  describe('a change stream', () => {
    const insert = (n: number) => client.collection(DB, 'c').delegate.insertOne({ n });

    it('starts with the first change listener, stops with the last, and starts again', async () => {
      const stream = client.collection(DB, 'c').watch();
      const mode = (): unknown => modeOf(stream.delegate);
      stream.on('close', () => {}).on('error', () => {});
      expect(mode()).to.equal(false);
      const seen: number[] = [];
      const listener = (change: driver.ChangeStreamDocument) => seen.push(Reflect.get(change, 'fullDocument').n);
      const ready = once(stream, 'resumeTokenChanged');
      stream.on('change', listener);
      expect(mode()).to.equal('emitter');
      await ready;

      const first = once(stream, 'change');
      await insert(10);
      await first;
      stream.off('change', listener);
      expect(stream.delegate.listenerCount('change')).to.equal(0);
      const second = once(stream, 'change');
      stream.on('change', listener);
      await insert(11);
      await second;
      expect(seen).to.deep.equal([10, 11]);
      await stream.close();
    });

    it('refuses change listeners after iteration, as the driver does', async () => {
      const stream = client.collection(DB, 'c').watch();
      const next = stream.next();
      next.catch(() => {});
      const message = 'ChangeStream cannot be used as an EventEmitter after being used as an iterator';
      expect(() => stream.delegate.on('change', () => {})).to.throw(driver.MongoAPIError, message);
      expect(() => stream.on('change', () => {})).to.throw(driver.MongoAPIError, message);
      expect(stream.listenerCount('change')).to.equal(0);
      await sleep(50);
      await stream.close();
      await next.catch(() => {});
    });

    it('passes its changes to events.on', async () => {
      const stream = client.collection(DB, 'c').watch();
      const ready = once(stream, 'resumeTokenChanged');
      stream.on('change', () => {});
      await ready;
      setImmediate(() => void insert(20));
      for await (const [change] of on(stream, 'change')) {
        expect(change.fullDocument.n).to.equal(20);
        break;
      }
      expect(stream.listenerCount('change')).to.equal(1);
      await stream.close();
    });
  });
});
