import { once } from 'node:events';

import { expect } from 'chai';
import type { CommandStartedEvent, CommandSucceededEvent } from 'mongodb';
import { MongoClient } from 'motorized/rxjs';
import {
  concat,
  filter,
  firstValueFrom,
  fromEvent,
  lastValueFrom,
  map,
  NEVER,
  of,
  take,
  throwError,
  toArray,
} from 'rxjs';

import { currentServer } from '../current-server.js';
import { failureOf } from './failure.js';
import { useStage } from './stage.js';

describe('motorized/rxjs: events', () => {
  const stage = useStage('events');

  it('are typed Observables, which listen while they are subscribed to', async () => {
    const { client } = stage;
    const before = client.delegate.listenerCount('commandSucceeded');
    const names = client.events('commandSucceeded').pipe(
      map((event: CommandSucceededEvent) => event.commandName),
      filter((name) => name !== 'serverStatus'),
      take(2),
      toArray(),
    );
    expect(client.delegate.listenerCount('commandSucceeded')).to.equal(before);
    const seen = lastValueFrom(names);
    expect(client.delegate.listenerCount('commandSucceeded')).to.equal(before + 1);
    await lastValueFrom(concat(stage.db.command({ ping: 1 }), stage.collection.countDocuments({})));
    expect(await seen).to.deep.equal(['ping', 'aggregate']);
    expect(client.delegate.listenerCount('commandSucceeded')).to.equal(before);
  });

  it('also work with fromEvent and once', async () => {
    const event = firstValueFrom(fromEvent<CommandStartedEvent>(stage.client as never, 'commandStarted'));
    const same = once(stage.client, 'commandStarted');
    await lastValueFrom(stage.db.command({ ping: 1 }));
    expect([await event]).to.deep.equal(await same);
  });

  it('have wrappers as values', async () => {
    const session = stage.client.startSession();
    const ended = firstValueFrom(session.events('ended'));
    await lastValueFrom(session.endSession(), { defaultValue: undefined });
    expect(await ended).to.equal(session);
  });
});

describe('motorized/rxjs: MongoClient.using', () => {
  const stage = useStage('using');
  let uri: string;
  before(() => ({ uri } = currentServer()));

  it('creates a client for each subscription, and closes it before it completes', async () => {
    await stage.insert(3);
    const clients: MongoClient[] = [];
    const used = MongoClient.using(uri, { appName: 'used' }, (client) => {
      clients.push(client);
      return client.db(stage.db.databaseName).collection('numbers').find({}, { batchSize: 2 });
    });
    expect(clients).to.deep.equal([]);
    for (const count of [1, 2]) {
      expect(await lastValueFrom(used.pipe(toArray()))).to.have.length(3);
      expect(clients).to.have.length(count);
      expect(await failureOf(clients[count - 1]!.db('x').command({ ping: 1 }))).to.be.instanceOf(Error);
    }
  });

  it('closes the client when it fails or is unsubscribed from', async () => {
    const failure = new Error('thrown by the program');
    const closed: string[] = [];
    const using = (name: string, use: () => ReturnType<typeof throwError>) =>
      MongoClient.using(uri, (client) => {
        client.once('topologyClosed', () => closed.push(name));
        return concat(client.db('x').command({ ping: 1 }), use());
      });
    expect(await failureOf(using('failed', () => throwError(() => failure)))).to.equal(failure);
    expect(closed).to.deep.equal(['failed']);
    const subscription = using('unsubscribed', () => NEVER).subscribe();
    await new Promise((done) => setTimeout(done, 50));
    expect(closed).to.deep.equal(['failed']);
    subscription.unsubscribe();
    await stage.until(() => closed.includes('unsubscribed'));
    expect(
      await failureOf(
        MongoClient.using(uri, () => {
          throw failure;
        }),
      ),
    ).to.equal(failure);
    expect(await failureOf(MongoClient.using('nonsense', () => of(1)))).to.be.instanceOf(Error);
  });

  it('also closes unfinished runs on the server', async () => {
    await stage.insert(10);
    const first = MongoClient.using(uri, (client) =>
      client.db(stage.db.databaseName).collection('numbers').find({}, { batchSize: 2 }).pipe(take(1)),
    );
    for (let round = 0; round < 5; round += 1) await lastValueFrom(first);
    const taken = MongoClient.using(uri, (client) =>
      client.db(stage.db.databaseName).collection('numbers').find({}, { batchSize: 2 }),
    );
    for (let round = 0; round < 5; round += 1) await lastValueFrom(taken.pipe(take(1)));
  });
});
