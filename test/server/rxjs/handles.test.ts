import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { type ChangeStreamDocument, MongoCursorExhaustedError } from 'mongodb';
import { AbstractCursorRun, type ChangeStreamRun, FindCursor } from 'motorized/rxjs';
import {
  concatMap,
  firstValueFrom,
  from,
  fromEvent,
  lastValueFrom,
  map,
  NEVER,
  type Observable,
  take,
  toArray,
} from 'rxjs';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { type Numbered, useStage } from './stage.js';

/** The handle of a run, and a function that closes it. */
async function opened<R>(open: Observable<R>): Promise<{ run: R; end: () => void }> {
  return new Promise((resolve, reject) => {
    const subscription = open.subscribe({
      next: (run) => setImmediate(() => resolve({ run, end: () => subscription.unsubscribe() })),
      error: reject,
      complete: () => reject(new Error('an open run does not complete')),
    });
  });
}

/** Checks the outcome of a step of a closed cursor. */
function expectExhausted(outcome: unknown): void {
  if (has('a closed cursor is exhausted')) expect(outcome).to.be.instanceOf(MongoCursorExhaustedError);
  else expect(outcome).to.equal(null);
}

describe('motorized/rxjs: the handle of a run', () => {
  const stage = useStage('handles');
  beforeEach(() => stage.insert(6));

  it('steps through it', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 4 }).sort({ n: 1 }).open());
    expect(run.id).to.equal(undefined);
    expect(await lastValueFrom(run.hasNext())).to.equal(true);
    expect(run.id?.isZero()).to.equal(false);
    expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 0, n: 0 });
    expect(await lastValueFrom(run.tryNext())).to.deep.equal({ _id: 1, n: 1 });
    expect(run.bufferedCount()).to.equal(2);
    expect(run.readBufferedDocuments(1)).to.deep.equal([{ _id: 2, n: 2 }]);
    expect(run).to.include({ closed: false, killed: false });
    const rest: number[] = [];
    for await (const { n } of run) rest.push(n);
    expect(rest).to.deep.equal([3, 4, 5]);
    expect(run.closed).to.equal(true);
    end();
    expect(stage.commands).to.deep.equal(['find', 'getMore']);
  });

  it('belongs to the class of runs, with one handle for each subscription', async () => {
    const open = stage.collection.find().open();
    const [one, two] = [await opened(open), await opened(open)];
    expect(one.run).to.be.instanceOf(AbstractCursorRun).and.to.not.equal(two.run);
    expect(one.run.delegate).to.not.equal(two.run.delegate);
    expect(one.run).to.not.be.instanceOf(FindCursor);
    one.end();
    two.end();
    await stage.until(() => one.run.closed && two.run.closed);
  });

  it('closes with the subscription, or through close()', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(run.next());
    const closed = once(run, 'close');
    end();
    await closed;
    expect(run.killed).to.equal(true);
    const other = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(other.run.next());
    await lastValueFrom(other.run.close());
    await lastValueFrom(other.run.close());
    other.end();
    expect(stage.commands).to.deep.equal(['find', 'killCursors', 'find', 'killCursors']);
  });

  it('passes the options of close() to the driver', async function () {
    // Before client-side timeouts, the driver's close() had no options.
    if (AbstractCursorRun.prototype.close.length === 0) return this.skip();
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(run.next());
    const cursor = run.delegate;
    const given: unknown[] = [];
    cursor.close = async (...args) => {
      given.push(...args);
      await Object.getPrototypeOf(cursor).close.apply(cursor, args);
    };
    await lastValueFrom(run.close({ timeoutMS: 1000 }), { defaultValue: undefined });
    end();
    expect(given).to.deep.equal([{ timeoutMS: 1000 }]);
    expect(stage.commands).to.deep.equal(['find', 'killCursors']);
  });

  it('rewinds', async () => {
    const { run, end } = await opened(stage.collection.find().sort({ n: 1 }).limit(2).open());
    const two = run.next().pipe(concatMap((first) => run.next().pipe(map((second) => [first?.n, second?.n]))));
    expect(await lastValueFrom(two)).to.deep.equal([0, 1]);
    run.rewind();
    expect(await lastValueFrom(two)).to.deep.equal([0, 1]);
    run.rewind();
    end();
  });

  it('ends its session as soon as the result is exhausted, and goes on after a rewind', async () => {
    const sessions = (): number => stage.sessions();
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 4 }).open());
    await lastValueFrom(run.next());
    expect(sessions()).to.equal(1);
    run.readBufferedDocuments();
    await lastValueFrom(run.hasNext());
    await stage.until(() => sessions() === 0);
    expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 4, n: 4 });
    run.rewind();
    expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 0, n: 0 });
    expect(sessions()).to.equal(1);
    end();
    await stage.until(() => sessions() === 0 && run.killed);
    const streamed = await opened(stage.collection.find({}, { batchSize: 4 }).open());
    await once(streamed.run.stream().resume(), 'end');
    await stage.until(() => sessions() === 0);
    streamed.end();
  });

  it('closes again if it is rewound after it was closed', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(run.next());
    await lastValueFrom(run.close());
    run.rewind();
    expect(await lastValueFrom(run.next())).to.be.an('object');
    end();
    await stage.until(() => run.killed);
  });

  it('closes its cursor on the server each time before it starts over', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).sort({ n: 1 }).open());
    for (let time = 0; time < 3; time++) {
      expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 0, n: 0 });
      run.rewind();
      run.rewind();
      expect(run.bufferedCount()).to.equal(0);
    }
    const first = [];
    for await (const { n } of run) if (first.push(n) === 3) break;
    expect(first).to.deep.equal([0, 1, 2]);
    run.rewind();
    expect(await once(run.stream(), 'data')).to.deep.equal([{ _id: 0, n: 0 }]);
    run.rewind();
    end();
    await stage.until(() => stage.commands.filter((name) => name === 'killCursors').length === 5);
    expect(stage.commands.filter((name) => name === 'find')).to.have.length(5);
  });

  it('starts an iteration over, also from inside the loop', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).sort({ n: 1 }).open());
    await lastValueFrom(run.next());
    run.rewind();
    const read = [];
    for await (const { n } of run) {
      if (read.push(n) === 3) run.rewind();
    }
    expect(read).to.deep.equal([0, 1, 2, 0, 1, 2, 3, 4, 5]);
    run.rewind();
    for await (const { n } of run) if (read.push(n) > 0) break;
    run.rewind();
    expect(await lastValueFrom(from(run))).to.deep.equal({ _id: 5, n: 5 });
    end();
  });

  it('does not start over after the subscription has ended', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(run.next());
    end();
    await stage.sent('killCursors');
    run.rewind();
    expectExhausted(await lastValueFrom(run.next()).catch((error: unknown) => error));
    expect(stage.commands).to.deep.equal(['find', 'killCursors']);
  });

  it('starts over after a pending close, but not if it is closed again after that', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await lastValueFrom(run.next());
    run.close().subscribe();
    run.rewind();
    expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 0, n: 0 });
    run.rewind();
    const step = lastValueFrom(run.next()).catch((error: unknown) => error);
    await lastValueFrom(run.close(), { defaultValue: undefined });
    expectExhausted(await step);
    expect(run.closed).to.equal(true);
    end();
    expect(stage.commands).to.deep.equal(['find', 'killCursors', 'find', 'killCursors']);
  });

  it('starts over before the first reply', async () => {
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 100 }, { times: 1 });
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    const early = lastValueFrom(run.next());
    await stage.sent('find');
    run.rewind();
    expect(await lastValueFrom(run.next())).to.deep.equal({ _id: 0, n: 0 });
    await early;
    end();
    await stage.until(() => run.killed);
  });

  it('closes when its stream is destroyed', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    const stream = run.stream();
    await once(stream, 'data');
    stream.destroy();
    await once(stream, 'close');
    expect(run.closed).to.equal(true);
    await stage.until(() => stage.sessions() === 0);
    end();
  });

  it('closes when its stream is destroyed before the first reply, and the subscription ends', async () => {
    await stage.fail({ failCommands: ['find', 'aggregate'], blockConnection: true, blockTimeMS: 100 }, { times: 2 });
    const found = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    const documents = found.run.stream().on('data', () => expect.fail('it was given up'));
    await stage.sent('find');
    documents.destroy();
    found.end();
    const watched = await opened(stage.collection.watch().open());
    const changes = watched.run.stream().resume();
    await stage.sent('aggregate');
    changes.destroy();
    watched.end();
    await stage.until(() => found.run.killed && watched.run.closed);
  });

  it('closes after it is rewound when a stream has read it', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    await once(run.stream().resume(), 'end');
    run.rewind();
    await lastValueFrom(run.close(), { defaultValue: undefined });
    end();
  });

  it("ends with the reason of a signal that is in the user's own cursor", async function () {
    needs(this, 'Collection.find(signal)');
    const stop = new AbortController();
    const reason = new Error('stopped');
    const cursor = stage.client.delegate
      .db(stage.db.databaseName)
      .collection<Numbered>('numbers')
      .find({}, { batchSize: 2, signal: stop.signal });
    const { run, end } = await opened(FindCursor.wrap(cursor).open());
    const iterated = (async (): Promise<void> => {
      for await (const document of run) if (document !== undefined) stop.abort(reason);
    })();
    expect(await iterated.catch((error: unknown) => error)).to.equal(reason);
    end();
  });

  it("rejects its steps with the reason of the user's signal", async function () {
    needs(this, 'Collection.find(signal)');
    const stop = new AbortController();
    const reason = new Error('stopped');
    const open = stage.collection.find({}, { batchSize: 4, signal: stop.signal }).open();
    const failures: unknown[] = [];
    const runs: AbstractCursorRun<Numbered>[] = [];
    for (let count = 0; count < 2; count += 1)
      open.subscribe({ next: (run) => runs.push(run), error: (error: unknown) => failures.push(error) });
    const [run, streamed] = runs as [AbstractCursorRun<Numbered>, AbstractCursorRun<Numbered>];
    await lastValueFrom(run.next());
    const stream = streamed.stream();
    stream.once('data', () => stream.pause());
    await once(stream, 'data');
    const destroyed = once(stream, 'error');
    stop.abort(reason);
    expect(failures).to.deep.equal([reason, reason]);
    const steps: Observable<unknown>[] = [run.next(), run.tryNext(), run.hasNext(), from(run)];
    for (const step of steps) expect(await lastValueFrom(step).catch((error: unknown) => error)).to.equal(reason);
    expect(await destroyed).to.deep.equal([reason]);
    expect(await once(run.stream(), 'error')).to.deep.equal([reason]);
  });

  it("rejects a step that waits for data when the user's signal is aborted", async function () {
    needs(this, 'Collection.find(signal)');
    const capped = await stage.capped();
    const stop = new AbortController();
    const cursor = capped.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 5000, signal: stop.signal });
    const steps: AbstractCursorRun<Numbered>[] = [];
    cursor.open().subscribe({ next: (run) => steps.push(run), error: () => {} });
    const [run] = steps as [AbstractCursorRun<Numbered>];
    await lastValueFrom(run.next());
    const waiting = lastValueFrom(run.next()).catch((error: unknown) => error);
    await stage.sent('getMore');
    stop.abort();
    expect(await waiting).to.equal(stop.signal.reason);
  });

  it('closes its stream, also before the first reply', async () => {
    const { run, end } = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    const seen: Numbered[] = [];
    run.stream().on('data', (document: Numbered) => seen.push(document));
    await stage.until(() => seen.length > 0);
    end();
    const other = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    other.run.stream().on('data', () => expect.fail('it was given up'));
    other.end();
    const unread = await opened(stage.collection.find({}, { batchSize: 2 }).open());
    unread.run.stream();
    unread.end();
    await stage.until(() => run.closed && other.run.closed && unread.run.closed);
  });

  it('of a change stream has changes and tokens', async () => {
    const { run, end } = await opened(stage.collection.watch([], { fullDocument: 'updateLookup' }).open());
    expect(await lastValueFrom(run.tryNext())).to.equal(null);
    const token = run.resumeToken;
    expect(token).to.be.an('object');
    await stage.raw.insertOne({ _id: 100, n: 100 });
    expect(await lastValueFrom(run.next())).to.include({ operationType: 'insert' });
    expect(run.resumeToken).to.not.deep.equal(token);
    await stage.raw.insertOne({ _id: 101, n: 101 });
    expect(await lastValueFrom(run.hasNext())).to.equal(true);
    end();
    await stage.until(() => run.closed);
    const again = stage.collection.watch([], { resumeAfter: token as object });
    expect(await lastValueFrom(again.pipe(take(2), map(keyOf), toArray()))).to.deep.equal([100, 101]);
  });

  it('of a change stream resumes as the driver does', async () => {
    const { run, end } = await opened(stage.collection.watch().open());
    await lastValueFrom(run.tryNext());
    await stage.fail({ failCommands: ['getMore'], closeConnection: true });
    await stage.raw.insertOne({ _id: 100, n: 100 });
    expect(keyOf(await lastValueFrom(run.next()))).to.equal(100);
    expect(stage.commands.filter((name) => name === 'aggregate')).to.have.length(2);
    end();
    await stage.until(() => run.closed);
  });

  it('of a change stream flows if it has listeners', async () => {
    const { run, end } = await opened(stage.collection.watch().open());
    const changes: unknown[] = [];
    run.on('change', (change) => changes.push(keyOf(change)));
    await once(run, 'resumeTokenChanged');
    await stage.raw.insertOne({ _id: 100, n: 100 });
    await stage.until(() => changes.length > 0);
    end();
    await stage.until(() => run.closed);
    await stage.raw.insertOne({ _id: 101, n: 101 });
    await sleep(50);
    expect(changes).to.deep.equal([100]);
  });

  it('of a change stream with a listener also closes before the first reply', async () => {
    const { run, end } = await opened(stage.collection.watch().open());
    run.on('change', () => expect.fail('it was given up'));
    await new Promise((done) => setImmediate(done));
    end();
    await stage.until(() => run.closed);
  });

  it('has events as Observables', async () => {
    const open: Observable<ChangeStreamRun<Numbered, ChangeStreamDocument<Numbered>>> = stage.collection.watch().open();
    const { run, end } = await opened(open);
    const change = firstValueFrom(run.events('change'));
    const same = firstValueFrom(fromEvent(run as never, 'change'));
    await once(run, 'resumeTokenChanged');
    await stage.raw.insertOne({ _id: 100, n: 100 });
    expect(await change).to.equal(await same);
    end();
  });

  it('closes when a program that never completes is unsubscribed from', async () => {
    const running = stage.collection
      .find({}, { batchSize: 2 })
      .open()
      .pipe(concatMap((run) => run.next().pipe(concatMap(() => NEVER))));
    const subscription = running.subscribe();
    await stage.sent('find');
    await sleep(30);
    subscription.unsubscribe();
    await stage.sent('killCursors');
  });
});

function keyOf(change: object): unknown {
  return (change as { documentKey?: { _id: unknown } }).documentKey?._id;
}
