import type { Collection, MongoClient } from 'motorized/promise';

export interface Account {
  _id: string;
  balance: number;
}

/** Moves an amount from one account to another: all of it, or nothing. */
export async function pay(
  client: MongoClient,
  accounts: Collection<Account>,
  from: string,
  to: string,
  amount: number,
) {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const bound = accounts.withSession(session);
      await bound.updateOne({ _id: to }, { $inc: { balance: amount } });
      const { matchedCount } = await bound.updateOne(
        { _id: from, balance: { $gte: amount } },
        { $inc: { balance: -amount } },
      );
      if (matchedCount === 0) throw new Error(`${from} has not ${amount}`);
    }),
  );
}
