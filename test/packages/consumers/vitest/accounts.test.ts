import * as Effect from 'effect/Effect';
import { MongoClient as Effectful } from 'motorized/effect';
import { Collection, MongoClient } from 'motorized/promise';
import { MongoClient as Reactive } from 'motorized/rxjs';
import { lastValueFrom } from 'rxjs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';

import { pay, type Account } from './accounts';

const client = new MongoClient(process.env.MONGODB_URI ?? '');
const accounts = client.db('motorized_vitest').collection<Account>('accounts');

beforeEach(async () => {
  await accounts.deleteMany({});
  await accounts.insertMany([
    { _id: 'Ada', balance: 10 },
    { _id: 'Bob', balance: 0 },
  ]);
});
afterAll(() => client.close());

test('an amount is moved', async () => {
  await pay(client, accounts, 'Ada', 'Bob', 7);
  expect(await accounts.findOne({ _id: 'Bob' })).toEqual({ _id: 'Bob', balance: 7 });
});

test('nothing is moved if there is not enough', async () => {
  await expect(pay(client, accounts, 'Ada', 'Bob', 11)).rejects.toThrow('Ada has not 11');
  expect(await accounts.findOne({ _id: 'Bob' })).toEqual({ _id: 'Bob', balance: 0 });
});

test('a method can be spied on', async () => {
  const spy = vi.spyOn(Collection.prototype, 'countDocuments');
  expect(await accounts.countDocuments()).toBe(2);
  expect(spy).toHaveBeenCalledOnce();
});

test('other frameworks see the same', async () => {
  const reactive = Reactive.wrap(client.delegate).db('motorized_vitest').collection('accounts');
  expect(await lastValueFrom(reactive.countDocuments())).toBe(2);
  const effectful = Effectful.wrap(client.delegate).db('motorized_vitest').collection('accounts');
  expect(await Effect.runPromise(effectful.countDocuments())).toBe(2);
});
