import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';
import { MongoInvalidArgumentError, MongoServerError, type ObjectId } from 'mongodb';
import { ListCollectionsCursor, MongoClient, type FindOptions } from 'motorized/rxjs';
import { defer, firstValueFrom, lastValueFrom, Observable, toArray } from 'rxjs';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';
import { failureOf } from './failure.js';
import { useStage } from './stage.js';

describe('motorized/rxjs: cold commands', () => {
  const stage = useStage('cold');

  it('send nothing before they are subscribed to', async () => {
    const { collection, db, client } = stage;
    expect(collection.insertOne({ _id: 1, n: 1 })).to.be.instanceOf(Observable);
    collection.findOne({});
    collection.find({}).toArray();
    collection.watch();
    db.command({ ping: 1 });
    client.withSession(() => collection.findOne({}));
    await sleep(50);
    expect(stage.commands).to.deep.equal([]);
  });

  it('run again for each subscription, with one value and completion', async () => {
    const inserted = stage.collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true });
    const all = await lastValueFrom(inserted.pipe(toArray()));
    expect(all.map((each) => each.upsertedCount)).to.deep.equal([1]);
    expect(await firstValueFrom(inserted)).to.include({ upsertedCount: 0, modifiedCount: 1 });
    expect(stage.commands).to.deep.equal(['update', 'update']);
  });

  it('insert a document once: the driver writes its _id, and a second subscription is a duplicate key', async () => {
    const document: { _id?: ObjectId; tag: string } = { tag: 'one' };
    const insert = stage.db.collection('tags').insertOne(document);
    expect(document).to.not.have.property('_id');
    await lastValueFrom(insert);
    expect(document).to.have.property('_id');
    expect(await failureOf(insert))
      .to.be.instanceOf(MongoServerError)
      .and.to.have.property('code', 11000);
  });

  it('pass an error that the driver throws synchronously to the subscriber', async () => {
    const noPipeline = stage.collection.aggregate(1 as never);
    expect(await failureOf(noPipeline)).to.be.instanceOf(MongoInvalidArgumentError);
    expect(await failureOf(stage.collection.find().sort({ n: 3 as never }))).to.be.instanceOf(
      MongoInvalidArgumentError,
    );
    expect(await failureOf(MongoClient.connect('nonsense'))).to.be.instanceOf(Error);
    expect(stage.commands).to.deep.equal([]);
  });

  it('copy their options when they are called', async () => {
    await stage.insert(4);
    const options: FindOptions & { signal?: AbortSignal } = { sort: { n: -1 } };
    const found = stage.collection.findOne({}, options);
    const cursor = stage.collection.find({}, options);
    options.sort = { n: 1 };
    if (has('Collection.find(signal)')) options.signal = AbortSignal.abort();
    expect(await lastValueFrom(found)).to.deep.equal({ _id: 3, n: 3 });
    expect(await firstValueFrom(cursor.asObservable())).to.deep.equal({ _id: 3, n: 3 });
  });

  it('copy a pipeline when they are called, and do not change it', async () => {
    await stage.insert(10);
    const pipeline = [{ $match: { n: { $gt: 3 } } }];
    const limited = stage.collection.aggregate(pipeline).limit(3);
    const all = stage.collection.aggregate(pipeline);
    pipeline.push({ $match: { n: { $gt: 100 } } });
    expect(await lastValueFrom(limited.toArray())).to.have.length(3);
    expect(await lastValueFrom(limited.toArray())).to.have.length(3);
    expect(await lastValueFrom(all.toArray())).to.have.length(6);
    expect(pipeline).to.have.length(2);
    expect(limited.pipeline).to.deep.equal([{ $match: { n: { $gt: 3 } } }, { $limit: 3 }]);
  });

  it('notify nobody who has unsubscribed', async () => {
    const seen: string[] = [];
    const observer = {
      next: () => seen.push('next'),
      error: () => seen.push('error'),
      complete: () => seen.push('end'),
    };
    stage.collection.insertOne({ _id: 1, n: 1 }).subscribe(observer).unsubscribe();
    stage.collection.findOne({}).subscribe(observer).unsubscribe();
    await sleep(100);
    expect(seen).to.deep.equal([]);
  });

  it('create a client for each subscription to connect, and close one that nobody receives', async () => {
    const { uri } = currentServer();
    const connect = MongoClient.connect(uri);
    const [one, two] = await Promise.all([lastValueFrom(connect), lastValueFrom(connect)]);
    expect(one).to.be.instanceOf(MongoClient).and.to.not.equal(two);
    await Promise.all([one, two].map((client) => lastValueFrom(client.close())));
    let given = 0;
    connect.subscribe(() => (given += 1)).unsubscribe();
    await sleep(100);
    expect(given).to.equal(0);
  });

  it('dispose of a client through its close, also that of a subclass', async function () {
    needs(this, 'MongoClient[Symbol.asyncDispose]');
    let closes = 0;
    class Counting extends MongoClient {
      override close(force?: boolean): Observable<void> {
        return defer(() => {
          closes += 1;
          return super.close(force);
        });
      }
    }
    const client = await lastValueFrom(Counting.connect(currentServer().uri));
    await client[Symbol.asyncDispose]();
    expect(closes).to.equal(1);
  });

  it('include a cursor that the user constructs, which is a recipe', async () => {
    await stage.insert(1);
    const options = { nameOnly: true, batchSize: 1 };
    const listed = new ListCollectionsCursor(stage.db, {}, options);
    options.batchSize = 7;
    const names = async () => (await lastValueFrom(listed.toArray())).map(({ name }) => name);
    expect(await names()).to.include('numbers');
    expect(await names()).to.include('numbers');
    const sizes = stage.started.map(({ command }) => command['cursor']?.batchSize);
    expect(sizes).to.deep.equal([1, 1]);
  });
});
