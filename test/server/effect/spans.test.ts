import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import * as Fiber from 'effect/Fiber';
import * as Stream from 'effect/Stream';
import * as Tracer from 'effect/Tracer';
import { GridFSBucket, MongoClient } from 'motorized/effect';

import { write } from '../../../codegen/frameworks/effect/runtime/commands.js';
import { currentServer } from '../current-server.js';
import { has } from '../../support/release/has.js';
import { interrupt, useStage } from './stage.js';

/** A tracer that records its spans. */
class Recorder {
  readonly spans: Tracer.NativeSpan[] = [];
  readonly tracer: Tracer.Tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options);
      this.spans.push(span);
      return span;
    },
  });

  get names(): string[] {
    return this.spans.map((each) => each.name);
  }

  run<A, E>(effect: Effect.Effect<A, E>): Promise<Exit.Exit<A, E>> {
    this.spans.length = 0;
    return Effect.runPromiseExit(Effect.withTracer(effect, this.tracer));
  }

  /** The attributes of the only span. */
  only(): Record<string, unknown> {
    expect(this.names).to.have.length(1);
    return Object.fromEntries(this.spans[0]?.attributes ?? []);
  }

  parentOf(name: string): string | undefined {
    const span = this.spans.find((each) => each.name === name) ?? expect.fail(this.names.join(', '));
    return span.parent._tag === 'Some' && span.parent.value._tag === 'Span' ? span.parent.value.name : undefined;
  }

  expectEnded(): void {
    expect(this.spans.filter((each) => each.status._tag !== 'Ended').map((each) => each.name)).to.deep.equal([]);
  }
}

describe('motorized/effect: spans', () => {
  const stage = useStage('spans');
  const recorder = new Recorder();
  const database = 'motorized_effect_spans';
  let server: Record<string, unknown>;
  before(() => {
    const { hostname, port } = new URL(currentServer().uri.replace(/^mongodb/, 'http'));
    server = { 'server.address': hostname, ...(port !== '27017' && port !== '' && { 'server.port': Number(port) }) };
  });
  beforeEach(() => stage.insert(7));
  afterEach(() => recorder.expectEnded());

  it("have names and attributes according to OpenTelemetry's conventions", async () => {
    await recorder.run(stage.collection.findOne({}));
    expect(recorder.names).to.deep.equal(['findOne numbers']);
    expect(recorder.spans[0]?.kind).to.equal('client');
    expect(recorder.only()).to.deep.equal({
      'db.system.name': 'mongodb',
      'db.operation.name': 'findOne',
      'db.namespace': database,
      'db.collection.name': 'numbers',
      ...server,
    });
    await recorder.run(stage.db.command({ ping: 1 }));
    expect(recorder.names).to.deep.equal([`command ${database}`]);
    expect(recorder.only()).to.not.have.property('db.collection.name');
    await recorder.run(stage.db.admin().ping());
    expect(recorder.only()).to.include({ 'db.operation.name': 'ping', 'db.namespace': database });
  });

  it('have the size of a batch, if there is one', async () => {
    const sizes: unknown[] = [];
    for (const batch of [[1], [1, 2, 3], { not: 'a batch' }]) {
      await recorder.run(write(stage.collection, 'insertMany', async () => batch, batch));
      sizes.push(recorder.only()['db.operation.batch.size']);
    }
    expect(sizes).to.deep.equal([undefined, 3, undefined]);
  });

  it("are children of the caller's span, also in a transaction and in a Stream", async () => {
    await recorder.run(
      stage.client
        .withSession((session) => session.withTransaction(stage.collection.insertOne({ _id: 20, n: 1 })))
        .pipe(Effect.withSpan('order')),
    );
    expect(recorder.parentOf('insertOne numbers')).to.equal('withTransaction');
    expect(recorder.parentOf('withTransaction')).to.equal('withSession');
    expect(recorder.parentOf('withSession')).to.equal('order');
    await recorder.run(Stream.runDrain(stage.collection.find()).pipe(Effect.withSpan('report')));
    expect(recorder.names).to.deep.equal(['report', 'find numbers']);
    expect(recorder.parentOf('find numbers')).to.equal('report');
  });

  it("exist for each command of a Stream, and do not include the consumer's work", async () => {
    const worked = Stream.runForEach(stage.collection.find({}, { batchSize: 3 }), () => Effect.sleep(50));
    await recorder.run(worked);
    expect(recorder.names).to.deep.equal(['find numbers', 'getMore numbers', 'getMore numbers']);
    expect(stage.commands).to.deep.equal(['find', 'getMore', 'getMore']);
    for (const { status } of recorder.spans) {
      if (status._tag === 'Ended') expect(Number(status.endTime - status.startTime) / 1e6).to.be.lessThan(140);
    }
    const expected: Record<string, Effect.Effect<unknown, unknown>> = {
      'find numbers': stage.collection.find().toArray(),
      'aggregate numbers': Stream.runDrain(stage.collection.aggregate([])),
      [`aggregate ${database}`]: Stream.runDrain(stage.db.aggregate([{ $listLocalSessions: {} }])),
      [`listCollections ${database}`]: Stream.runDrain(stage.db.listCollections()),
      'listIndexes numbers': Stream.runDrain(stage.collection.listIndexes()),
      ...(has('Db.runCursorCommand') && {
        [`runCursorCommand ${database}`]: Stream.runDrain(stage.db.runCursorCommand({ find: 'numbers' })),
      }),
      'count numbers': stage.collection.find().count(),
      'explain numbers': stage.collection.find().explain(),
    };
    for (const [name, effect] of Object.entries(expected)) {
      await recorder.run(effect);
      expect(recorder.names).to.deep.equal([name]);
      expect(recorder.only(), name).to.include({ 'db.namespace': database, ...server });
    }
  });

  it('end when a change stream is open, since a change may come at any time', async () => {
    const changes = stage.collection.watch([], { maxAwaitTimeMS: 20 }).pipe(Stream.take(2), Stream.runDrain);
    recorder.spans.length = 0;
    const fiber = stage.fork(Effect.withTracer(changes, recorder.tracer));
    await stage.sent('getMore', 2);
    recorder.expectEnded();
    for (const n of [30, 31]) await stage.raw.insertOne({ _id: n, n });
    await Effect.runPromise(Fiber.join(fiber));
    expect(recorder.names).to.deep.equal(['watch numbers']);
    expect(recorder.only()).to.include({ 'db.collection.name': 'numbers', ...server });
  });

  it('end with an error, and have its type', async () => {
    const doubled = Effect.flip(stage.collection.insertOne({ _id: 1, n: 1 }));
    const failed = await recorder.run(doubled);
    if (Exit.isFailure(failed)) return expect.fail('there is such a key');
    expect(recorder.only()).to.include({ 'error.type': failed.value._tag, 'db.response.status_code': '11000' });
    await stage.fail({ failCommands: ['find'], errorCode: 1 });
    await recorder.run(Stream.runDrain(stage.collection.find()));
    expect(recorder.only()).to.include({ 'error.type': 'CommandError', 'db.response.status_code': '1' });
    await recorder.run(stage.client.withSession(() => Effect.fail('no')));
    expect(recorder.only()).to.include({ 'error.type': '_OTHER' });
    await recorder.run(stage.client.withSession(() => Effect.die(new TypeError('oops'))));
    expect(recorder.only()).to.include({ 'error.type': 'TypeError' });
    await stage.fail({ failCommands: ['find'], blockConnection: true, blockTimeMS: 100 });
    recorder.spans.length = 0;
    const fiber = stage.fork(Effect.withTracer(stage.collection.findOne({}), recorder.tracer));
    await stage.sent('find');
    await interrupt(fiber);
    expect(recorder.only()).to.not.have.property('error.type');
  });

  it('exist for each upload and each download', async () => {
    const bucket = new GridFSBucket(stage.db);
    const source = Stream.fromEffect(Effect.withSpan(Effect.succeed(Buffer.alloc(10)), 'reading'));
    const exit = await recorder.run(Stream.run(source, bucket.upload('file')));
    expect(recorder.names).to.deep.equal([`upload ${database}`, 'reading']);
    if (Exit.isFailure(exit)) return expect.fail('it is stored');
    await recorder.run(Stream.runDrain(bucket.download(exit.value)));
    expect(recorder.names).to.deep.equal([`download ${database}`]);
    await recorder.run(Stream.runDrain(bucket.downloadByName('none')));
    expect(recorder.only()).to.have.property('error.type');
  });

  it('are not created without a tracer', async () => {
    await recorder.run(Effect.withTracerEnabled(stage.collection.findOne({}), false));
    expect(recorder.names).to.deep.equal([]);
    // Effect's native tracer reports its spans to nobody, so commands create none with it.
    const asked: string[] = [];
    const { span } = Tracer.nativeTracer;
    Tracer.nativeTracer.span = (options) => {
      asked.push(options.name);
      return span.call(Tracer.nativeTracer, options);
    };
    try {
      await Effect.runPromise(Effect.withSpan(stage.collection.findOne({}), 'outer'));
      await Effect.runPromise(
        Effect.withTracer(Stream.runDrain(stage.collection.find()).pipe(Effect.withSpan('outer')), Tracer.nativeTracer),
      );
    } finally {
      Tracer.nativeTracer.span = span;
    }
    expect(asked).to.deep.equal(['outer', 'outer']);
  });

  it('hold no credentials', async () => {
    const uri = currentServer().uri.replace('mongodb://', 'mongodb://somebody:s3cret@');
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 500 });
    await recorder.run(Effect.ensuring(client.db('x').command({ ping: 1 }), Effect.ignore(client.close())));
    const told = recorder.spans.map((each) => [each.name, ...each.attributes]);
    expect(recorder.names).to.include('command x');
    expect(JSON.stringify(told)).to.not.match(/somebody|s3cret/);
  });
});
