import { MongoClient } from 'motorized/promise';

const client = new MongoClient(process.env.MONGODB_URI);
const db = client.db('motorized_esm');
const accounts = db.collection('accounts');

await db.dropDatabase();
await accounts.insertMany([
  { _id: 'Ada', balance: 10 },
  { _id: 'Grace', balance: 0 },
]);
await client.withSession((session) =>
  session.withTransaction(async () => {
    const bound = accounts.withSession(session);
    await bound.updateOne({ _id: 'Ada' }, { $inc: { balance: -7 } });
    await bound.updateOne({ _id: 'Grace' }, { $inc: { balance: 7 } });
  }),
);
for await (const { _id, balance } of accounts.find().sort({ _id: 1 })) console.log('promise', _id, balance);
await client.close();
