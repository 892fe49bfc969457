import { MongoClient, ObjectId } from 'motorized/promise';

import { latest, type Visit } from './sessions';

const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
const visits = client.db('motorized_ts_jest').collection<Visit>('visits');

beforeEach(() => visits.deleteMany({}));
afterAll(() => client.close());

test('the latest comes first', async () => {
  await visits.insertMany([
    { _id: new ObjectId(), page: '/', at: new Date(0) },
    { _id: new ObjectId(), page: '/orders', at: new Date(1) },
  ]);
  expect(await latest(visits)).toEqual(['/orders', '/']);
});
