import { inspect } from 'node:util';

import { expect } from 'chai';
import * as driver from 'mongodb';
import * as motorized from 'motorized/rxjs';
import { AbstractCursor, AggregationCursor, ChangeStream, FindCursor } from 'motorized/rxjs';
import { concat, from, lastValueFrom, mergeMap, Observable, observable, of, take, toArray } from 'rxjs';

import { needs } from '../../support/release/needs.js';
import { has } from '../../support/release/has.js';
import { run } from '../../support/processes.js';
import { inProject } from '../../support/project-root.js';
import { failureOf } from './failure.js';
import { useStage } from './stage.js';

const numbersOf = (documents: readonly { n: number }[]): number[] => documents.map(({ n }) => n);

describe('motorized/rxjs: recipes', () => {
  const stage = useStage('recipes');
  beforeEach(() => stage.insert(10));

  it("are classes with the driver's names and inheritance", () => {
    const found = stage.collection.find();
    expect(found).to.be.instanceOf(FindCursor).and.instanceOf(AbstractCursor);
    expect(stage.collection.aggregate()).to.be.instanceOf(AggregationCursor).and.instanceOf(AbstractCursor);
    if (has('ListSearchIndexesCursor'))
      expect(stage.collection.listSearchIndexes()).to.be.instanceOf(motorized.ListSearchIndexesCursor);
    expect(stage.collection.watch()).to.be.instanceOf(ChangeStream);
    expect(found).to.not.have.any.keys('next', 'close', 'closed', 'id');
    expect(found.delegate).to.equal(undefined);
  });

  it('are not changed by builder calls, which return new ones', async () => {
    const all = stage.collection.find().sort({ n: -1 });
    const three = all.limit(3);
    const last = three.skip(9);
    const mapped = three.map(({ n }) => n * 2);
    expect(new Set([all, three, last, mapped])).to.have.property('size', 4);
    expect(numbersOf(await lastValueFrom(three.toArray()))).to.deep.equal([9, 8, 7]);
    expect(numbersOf(await lastValueFrom(last.toArray()))).to.deep.equal([0]);
    expect(await lastValueFrom(mapped.toArray())).to.deep.equal([18, 16, 14]);
    expect(await lastValueFrom(all.toArray())).to.have.length(10);
  });

  it('run again for each subscription', async () => {
    const cursor = stage.collection.find().sort({ n: 1 }).limit(2);
    expect(numbersOf(await lastValueFrom(cursor.pipe(toArray())))).to.deep.equal([0, 1]);
    await stage.raw.deleteOne({ n: 0 });
    expect(numbersOf(await lastValueFrom(cursor.pipe(toArray())))).to.deep.equal([1, 2]);
    expect(stage.commands).to.deep.equal(['find', 'find']);
  });

  it('are an ObservableInput under both keys, and can be subscribed to', async () => {
    const cursor = stage.collection.find().sort({ n: 1 }).limit(2);
    const keys = [observable, '@@observable'] as const;
    for (const key of keys) expect((cursor as unknown as Record<PropertyKey, unknown>)[key]).to.be.a('function');
    expect(cursor.asObservable()).to.be.instanceOf(Observable);
    expect(numbersOf(await lastValueFrom(from(cursor).pipe(toArray())))).to.deep.equal([0, 1]);
    const twice = of(1, 2).pipe(
      mergeMap(() => cursor),
      toArray(),
    );
    expect(numbersOf(await lastValueFrom(twice))).to.have.members([0, 1, 0, 1]);
    const both = concat(cursor, stage.collection.find({ n: 9 })).pipe(toArray());
    expect(numbersOf(await lastValueFrom(both))).to.deep.equal([0, 1, 9]);
    const seen: number[] = [];
    await new Promise<void>((complete) => cursor.subscribe({ next: ({ n }) => seen.push(n), complete }));
    await new Promise<void>((done) => cursor.subscribe(({ n }) => seen.push(n) === 4 && done()));
    expect(seen).to.deep.equal([0, 1, 0, 1]);
  });

  it('have the key that other libraries look for, if there is one', () => {
    const program = `
      Symbol.observable = Symbol('observable');
      const { MongoClient } = await import('motorized/rxjs');
      const { from, observable } = await import('rxjs');
      const cursor = new MongoClient('mongodb://localhost').db('app').collection('numbers').find();
      console.log(observable === Symbol.observable, from(cursor[Symbol.observable]()).subscribe !== undefined);
    `;
    const { code, stdout } = run(process.execPath, ['--input-type=module', '--eval', program], { cwd: inProject() });
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: 'true true\n' });
  });

  it('can be iterated over, each time in a new run', async () => {
    const cursor = stage.collection.find({}, { batchSize: 4 }).sort({ n: 1 });
    for (const _ of [1, 2]) {
      const seen: number[] = [];
      for await (const { n } of cursor) {
        seen.push(n);
        if (n === 5) break;
      }
      expect(seen).to.deep.equal([0, 1, 2, 3, 4, 5]);
    }
    expect(stage.commands).to.deep.equal(['find', 'getMore', 'killCursors', 'find', 'getMore', 'killCursors']);
  });

  it('have toArray, forEach, count and explain, each with a new run', async () => {
    const cursor = stage.collection.find({ n: { $lt: 4 } }).sort({ n: 1 });
    const seen: number[] = [];
    expect(
      await lastValueFrom(
        cursor.forEach(({ n }) => n < 2 && void seen.push(n)),
        { defaultValue: 'none' },
      ),
    ).to.equal(undefined);
    expect(await lastValueFrom(cursor.count())).to.equal(4);
    expect(await lastValueFrom(cursor.explain())).to.be.an('object');
    expect(numbersOf(await lastValueFrom(cursor.toArray()))).to.deep.equal([0, 1, 2, 3]);
    expect(seen).to.deep.equal([0, 1]);
    expect(stage.commands).to.deep.equal(['find', 'count', 'explain', 'find']);
  });

  it('apply map as the driver does: in order, with await, and never to null', async () => {
    const cursor = stage.collection.find({}, { batchSize: 3 }).sort({ n: 1 }).limit(5);
    const mapped = cursor.map(({ n }) => n + 1).map((n) => `#${n}`);
    expect(await lastValueFrom(mapped.pipe(toArray()))).to.deep.equal(['#1', '#2', '#3', '#4', '#5']);
    const later = cursor.map(async ({ n }) => (await stage.raw.findOne({ n }))?.n);
    expect(await lastValueFrom(later.pipe(toArray()))).to.deep.equal([0, 1, 2, 3, 4]);
    expect(await failureOf(cursor.map(() => null))).to.be.instanceOf(driver.MongoAPIError);
    const failure = new Error('thrown by the transform');
    const failing = cursor.map(({ n }) => {
      if (n === 1) throw failure;
      return n;
    });
    expect(await failureOf(failing)).to.equal(failure);
    expect(await failureOf(failing.toArray())).to.equal(failure);
  });

  it("keep the session, which the driver's clone() loses", async () => {
    await lastValueFrom(
      stage.client.withSession((session) => {
        const found = stage.collection.find({}, { session }).batchSize(4).limit(6);
        return concat(found.clone(), found.toArray());
      }),
    );
    const finds = stage.started.filter(({ commandName }) => commandName === 'find');
    expect(finds).to.have.length(2);
    expect(String(finds[0]?.command.lsid.id)).to.equal(String(finds[1]?.command.lsid.id));
  });

  it('know their properties without a run, and leave no cursor behind', () => {
    const pipeline = [{ $match: { n: 1 } }];
    const grouped = stage.collection.aggregate(pipeline).limit(1);
    expect(grouped.pipeline).to.deep.equal([...pipeline, { $limit: 1 }]);
    grouped.pipeline.push({ $limit: 5 });
    expect(grouped.pipeline).to.have.length(2);
    expect(String(stage.collection.find().namespace)).to.equal(stage.collection.namespace);
    expect(stage.collection.find().withReadPreference('secondary').readPreference.mode).to.equal('secondary');
    expect(stage.collection.find().readConcern).to.equal(undefined);
    const { collection } = stage;
    expect(collection.listIndexes().parent).to.equal(collection);
    const stream = stage.client.watch(pipeline);
    expect(stream.parent).to.equal(stage.client);
    expect(stream.pipeline).to.deep.equal(pipeline);
    expect(stage.commands).to.deep.equal([]);
  });

  it('show their kind in util.inspect', () => {
    expect(inspect(stage.collection.find())).to.equal('[FindCursor recipe]');
    const made = stage.collection.delegate.find();
    expect(inspect(FindCursor.wrap(made))).to.equal('[FindCursor recipe of one run]');
    return made.close();
  });

  it("throw the driver's error for settings that a command cursor lacks", async function () {
    needs(this, 'Db.runCursorCommand');
    const cursor = stage.db.runCursorCommand({ find: 'numbers', batchSize: 2 });
    for (const refused of [
      () => cursor.clone(),
      () => cursor.maxTimeMS(1),
      () => cursor.batchSize(1),
      () => cursor.withReadConcern('local'),
      () => cursor.addCursorFlag('tailable', true),
    ])
      expect(refused).to.throw(driver.MongoAPIError);
    expect(await lastValueFrom(cursor.setBatchSize(3).pipe(toArray()))).to.have.length(10);
    expect(stage.commands).to.deep.equal(['find', 'getMore', 'getMore', 'getMore']);
    expect(stage.started[1]?.command).to.have.property('batchSize', 3);
  });

  it('that wrap a cursor of the driver run once, and then fail with an explanation', async () => {
    const made = stage.client.delegate
      .db(stage.db.databaseName)
      .collection('numbers')
      .find()
      .map(({ n }) => n);
    const cursor = FindCursor.wrap(made);
    expect(FindCursor.wrap(made)).to.equal(cursor);
    expect(cursor.delegate).to.equal(made);
    expect(await lastValueFrom(cursor.pipe(take(3), toArray()))).to.deep.equal([0, 1, 2]);
    expect((await failureOf(cursor)).message).to.include('be run once');
    expect(() => cursor.namespace).to.not.throw();
  });
});
