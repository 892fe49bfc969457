import { expect, test } from 'bun:test';

const { MongoClient } = require('motorized/callback');

test('require returns the same as import', async () => {
  expect((await import('motorized/callback')).MongoClient).toBe(MongoClient);
});

test('callbacks are called', (done) => {
  const client = new MongoClient(process.env.MONGODB_URI);
  client.db('motorized_bun').command({ ping: 1 }, (error: unknown, reply: { ok: number }) => {
    expect([error, reply.ok]).toEqual([null, 1]);
    client.close(() => done());
  });
});
