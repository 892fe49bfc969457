/** A program for the driver. The tests compile it unchanged, and with only its import changed. */
import {
  type BulkWriteResult,
  type ClientSession,
  type Collection,
  type CommandStartedEvent,
  type Db,
  type Document,
  type Filter,
  type FindOptions,
  GridFSBucket,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
  ObjectId,
  type OptionalId,
  ReadPreference,
  type UpdateFilter,
} from 'mongodb';

interface Account {
  _id: ObjectId;
  owner: string;
  balance: number;
  tags: string[];
  opened?: Date;
}

class NotEnoughError extends Error {}

class Bank {
  readonly #client: MongoClient;
  readonly #accounts: Collection<Account>;
  #commands = 0;

  constructor(url: string, options: MongoClientOptions = {}) {
    this.#client = new MongoClient(url, { ...options, monitorCommands: true });
    this.#accounts = this.database.collection<Account>('accounts', { readPreference: ReadPreference.primary });
    this.#client.on('commandStarted', (event: CommandStartedEvent) => (this.#commands += event.requestId > 0 ? 1 : 0));
  }

  get database(): Db {
    return this.#client.db('bank');
  }

  async open(owner: string, balance = 0): Promise<ObjectId> {
    await this.#accounts.createIndex({ owner: 1 }, { unique: true });
    const account: OptionalId<Account> = { owner, balance, tags: [] };
    try {
      const { insertedId } = await this.#accounts.insertOne({ ...account, _id: new ObjectId() });
      return insertedId;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11000)
        throw new Error(`${owner} has one`, { cause: error });
      throw error;
    }
  }

  transfer(from: string, to: string, amount: number): Promise<number> {
    return this.#client.withSession((session) =>
      session.withTransaction(
        async (session) => {
          const payer = await this.#add(from, -amount, session);
          if (payer < 0) throw new NotEnoughError(from);
          return this.#add(to, amount, session);
        },
        { writeConcern: { w: 'majority' } },
      ),
    );
  }

  async #add(owner: string, amount: number, session: ClientSession): Promise<number> {
    const update: UpdateFilter<Account> = { $inc: { balance: amount }, $push: { tags: 'moved' } };
    const account = await this.#accounts.findOneAndUpdate({ owner }, update, { session, returnDocument: 'after' });
    return account?.balance ?? 0;
  }

  async richest(limit: number): Promise<string[]> {
    const filter: Filter<Account> = { balance: { $gt: 0 } };
    const options: FindOptions = { sort: { balance: -1 }, limit };
    const cursor = this.#accounts.find(filter, options).project<{ owner: string }>({ owner: 1 });
    const owners: string[] = [];
    for await (const { owner } of cursor) owners.push(owner);
    return [
      ...owners,
      ...(await this.#accounts
        .find(filter)
        .map((account) => account.owner)
        .toArray()),
    ];
  }

  async totals(): Promise<Map<string, number>> {
    const stages: Document[] = [{ $unwind: '$tags' }, { $group: { _id: '$tags', sum: { $sum: '$balance' } } }];
    const totals = await this.#accounts.aggregate<{ _id: string; sum: number }>(stages).toArray();
    return new Map(totals.map(({ _id, sum }) => [_id, sum]));
  }

  async importAll(accounts: readonly Account[]): Promise<BulkWriteResult> {
    const bulk = this.#accounts.initializeUnorderedBulkOp();
    for (const account of accounts) bulk.find({ _id: account._id }).upsert().replaceOne(account);
    await this.#accounts.bulkWrite(accounts.map((account) => ({ deleteOne: { filter: { owner: account.owner } } })));
    return bulk.execute({ ordered: false });
  }

  follow(report: (owner: string) => void): () => Promise<void> {
    const changes = this.#accounts.watch([{ $match: { operationType: 'insert' } }], { fullDocument: 'updateLookup' });
    changes.on('change', (change) => {
      if (change.operationType === 'insert') report(change.fullDocument.owner);
    });
    return () => changes.close();
  }

  statement(owner: string): NodeJS.ReadableStream {
    const bucket = new GridFSBucket(this.database, { bucketName: 'statements' });
    bucket.openUploadStream(owner).end('nothing yet');
    return bucket.openDownloadStreamByName(owner);
  }

  async names(): Promise<string[]> {
    const collections = await this.database.listCollections({}, { nameOnly: true }).toArray();
    const { databases } = await this.database.admin().listDatabases();
    return [...collections.map(({ name }) => name), ...databases.map(({ name }) => name), String(this.#commands)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}

async function main(): Promise<void> {
  await using bank = new Bank('mongodb://localhost:27017');
  await bank.open('Ann', 10);
  await bank.transfer('Ann', 'Bob', 5);
}

void main();
