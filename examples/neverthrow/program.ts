import { errAsync, okAsync } from 'neverthrow';

import { MongoClient, MongoServerError } from './mongodb/neverthrow/index.js';

class Overdrawn extends Error {
  override readonly name = 'Overdrawn';
}

const client = new MongoClient('mongodb://localhost:27017');
const accounts = client.db('app').collection<{ _id: string; balance: number }>('accounts');

/** All of it, or nothing: an `Err` aborts the transaction. */
const pay = (from: string, to: string, amount: number) =>
  client.withSession((session) =>
    session.withTransaction(() =>
      accounts
        .updateOne({ _id: to }, { $inc: { balance: amount } }, { session })
        .andThen(() => accounts.updateOne({ _id: from, balance: { $gte: amount } }, { $inc: { balance: -amount } }, { session }))
        .andThen(({ modifiedCount }) => (modifiedCount === 1 ? okAsync(amount) : errAsync(new Overdrawn(`not ${amount}`)))),
    ),
  );

await accounts.insertMany([
  { _id: 'Ada', balance: 10 },
  { _id: 'Bob', balance: 0 },
]);
for (const amount of [7, 8]) {
  const paid = await pay('Ada', 'Bob', amount);
  console.log(paid.isOk() ? `paid ${amount}` : `${paid.error.name}: ${paid.error.message}`);
}
const again = await accounts.insertOne({ _id: 'Ada', balance: 0 });
if (again.isErr()) console.log(again.error instanceof MongoServerError && again.error.code);
for await (const { _id, balance } of accounts.find()) console.log(_id, balance);
await client.close();
