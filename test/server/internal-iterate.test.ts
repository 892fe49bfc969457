import { expect } from 'chai';
import * as driver from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';

import { has } from '../support/release/has.js';
import { needs } from '../support/release/needs.js';
import { AbstractCursor, ChangeStream, FindCursor, MongoClient, wrappers } from '../support/hand-wrapped.js';
import { currentServer } from './current-server.js';

const DB = 'internal_iterate';

interface Numbered {
  _id: driver.ObjectId;
  n: number;
}

describe('iterating wrappers on a server', () => {
  let client: MongoClient;
  const collection = () => client.collection<Numbered>(DB, 'c');
  const names: string[] = [];

  before(async () => {
    client = await new MongoClient(currentServer().uri, { monitorCommands: true }).connect();
    await client.delegate.db(DB).dropDatabase();
    await collection().delegate.insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: new driver.ObjectId(), n })));
    client.on('commandStarted', (event) => names.push(event.commandName));
  });

  beforeEach(() => (names.length = 0));

  after(async () => {
    await client.delegate.db(DB).dropDatabase();
    await client.close();
  });

  it('reads to the end', async () => {
    const read: number[] = [];
    for await (const { n } of collection().find({}).batchSize(3)) read.push(n);
    expect(read).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(names).to.deep.equal(['find', 'getMore', 'getMore', 'getMore']);
  });

  it('closes once when the loop is left', async () => {
    const cursor = collection().find({}).batchSize(3);
    let closed = 0;
    cursor.on('close', () => (closed += 1));
    for await (const { n } of cursor) if (n === 1) break;
    expect(names).to.deep.equal(['find', 'killCursors']);
    expect([closed, cursor.delegate.killed]).to.deep.equal([1, true]);
  });

  it('closes when the loop throws', async () => {
    const cursor = collection().find({}).batchSize(3);
    const reading = (async () => {
      for await (const { n } of cursor) throw new Error(`mine ${n}`);
    })();
    expect(await reading.catch((error) => error.message)).to.equal('mine 0');
    expect(names).to.deep.equal(['find', 'killCursors']);
  });

  it('calls the next and close of a subclass', async () => {
    const calls: string[] = [];
    class Counted extends FindCursor<Numbered> {
      override async next(): Promise<Numbered | null> {
        calls.push('next');
        const document = await super.next();
        return document && { ...document, n: document.n * 100 };
      }

      override close(): Promise<void> {
        calls.push('close');
        return super.close();
      }

      static make(delegate: driver.FindCursor<Numbered>): Counted {
        return new Counted(delegate);
      }
    }
    const cursor = Counted.make(collection().delegate.find({})).batchSize(3);
    expect(wrappers.of(cursor.delegate, Counted)).to.equal(cursor);
    for await (const { n } of cursor) {
      expect(n % 100).to.equal(0);
      if (n === 100) break;
    }
    expect(calls).to.deep.equal(['next', 'next', 'close']);
    await (has('AbstractCursor[Symbol.asyncDispose]') ? cursor[Symbol.asyncDispose]() : cursor.close());
    expect(calls).to.deep.equal(['next', 'next', 'close', 'close']);
    expect(cursor.delegate.killed).to.equal(true);
  });

  it('does not close if nothing was read', async () => {
    const cursor = collection().find({});
    const iterator = cursor[Symbol.asyncIterator]();
    await iterator.return();
    expect(cursor.closed).to.equal(false);
    await cursor.close();
  });

  for (const when of ['before', 'while'] as const) {
    it(`behaves like the driver if the signal is aborted ${when} reading`, async function () {
      needs(this, 'Collection.find(signal)');
      const read = async (cursor: AsyncIterable<Numbered>, controller: AbortController) => {
        const seen: unknown[] = [];
        if (when === 'before') controller.abort(new Error('enough'));
        try {
          for await (const { n } of cursor) {
            seen.push(n);
            if (n === 1) controller.abort(new Error('enough'));
          }
        } catch (error) {
          seen.push((error as Error).message);
        }
        await sleep(20);
        return [...seen, ...names.splice(0)];
      };
      const of = (open: (options: driver.Abortable) => AsyncIterable<Numbered>) => {
        const controller = new AbortController();
        return read(open({ signal: controller.signal }), controller);
      };
      const raw = await of((options) => collection().delegate.find({}, options).batchSize(3));
      const wrapped = await of((options) =>
        collection()
          .find({}, options as driver.FindOptions)
          .batchSize(3),
      );
      expect(wrapped).to.deep.equal(raw).and.to.include('enough');
    });
  }

  it("wraps a cursor that is declared with its base class in the cursor's own class", async () => {
    const delegate = collection().delegate.find({});
    const cursor = AbstractCursor.wrap(delegate);
    expect(cursor).to.be.instanceOf(FindCursor);
    expect(AbstractCursor.wrap(delegate)).to.equal(cursor);
    const other = AbstractCursor.wrap(collection().delegate.aggregate());
    expect(other.constructor).to.equal(AbstractCursor);
    await Promise.all([cursor.close(), other.close()]);
  });

  it('iterates over a change stream, and closes it when the loop is left', async () => {
    const stream = collection().watch();
    expect(stream).to.be.instanceOf(ChangeStream);
    let closed = 0;
    const close = stream.delegate.close.bind(stream.delegate);
    stream.delegate.close = () => ((closed += 1), close());
    const writing = setInterval(() => void collection().delegate.insertOne({ _id: new driver.ObjectId(), n: -1 }), 20);
    try {
      for await (const change of stream) {
        expect(change.operationType).to.equal('insert');
        break;
      }
    } finally {
      clearInterval(writing);
    }
    expect([closed, stream.closed]).to.deep.equal([1, true]);
  });
});
