const { MongoError } = require('mongodb');
const { Collection, MongoClient } = require('motorized/rxjs');
const { lastValueFrom, of } = require('rxjs');

const { take } = require('./stock.js');

const client = new MongoClient(process.env.MONGODB_URI);
const items = client.db('motorized_jest').collection('items');

beforeEach(async () => {
  await lastValueFrom(items.deleteMany({}));
  await lastValueFrom(items.insertOne({ _id: 1, name: 'tea', left: 1 }));
});
afterAll(() => lastValueFrom(client.close()));

test('the last one is taken once', async () => {
  expect(await lastValueFrom(take(items, 'tea'))).toBe(true);
  expect(await lastValueFrom(take(items, 'tea'))).toBe(false);
});

test('a method can be replaced, and no server is asked', async () => {
  const spy = jest.spyOn(Collection.prototype, 'updateOne').mockReturnValue(of({ matchedCount: 1 }));
  expect(await lastValueFrom(take(items, 'none'))).toBe(true);
  spy.mockRestore();
});

test("errors are the driver's", async () => {
  await expect(lastValueFrom(items.insertOne({ _id: 1 }))).rejects.toBeInstanceOf(MongoError);
});
