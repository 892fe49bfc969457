import { expect } from 'chai';

import { DATABASE, scenario } from '../scene/scenario.js';

describe('Db', () => {
  scenario('command, stats and collections', async ({ pkg, db, note, failure }) => {
    note(
      db,
      db.databaseName,
      db.namespace,
      db.readConcern,
      db.writeConcern,
      db.readPreference?.mode,
      db.options === undefined,
    );
    note(await db.command({ ping: 1 }), await db.command({ ping: 1 }, { readPreference: 'primary' }));
    await failure(db.command({ noSuchCommand: 1 }));
    await db.createCollection('one');
    const collections = await db.collections();
    expect(collections[0]).to.be.instanceOf(pkg.Collection);
    note(
      collections,
      collections.map(({ collectionName }) => collectionName),
    );
    note(typeof (await db.stats()), Object.keys(await db.stats({ scale: 1024 })).includes('db'));
  });

  scenario('createCollection, renameCollection, dropCollection, dropDatabase', async ({ pkg, db, note, failure }) => {
    const created = await db.createCollection('one', { validator: { a: { $exists: true } } });
    expect(created).to.be.instanceOf(pkg.Collection);
    note(created, created.collectionName);
    await failure(created.insertOne({ b: 1 }));
    await failure(db.createCollection('one', { capped: true, size: 100 }));
    const renamed = await db.renameCollection('one', 'two');
    expect(renamed).to.be.instanceOf(pkg.Collection);
    note(renamed.collectionName, await db.dropCollection('two'), await db.dropDatabase());
  });

  scenario(
    'identity: a collection knows its database, and that its client',
    async ({ client, db, pkg, note }) => {
      const collection = db.collection('things') as unknown as { db: typeof db & { client: unknown } };
      expect(collection.db).to.equal(db);
      expect(collection.db.client).to.equal(client);
      const made = new pkg.Db(client, 'another', { readPreference: pkg.ReadPreference.SECONDARY });
      expect((made as unknown as { client: unknown }).client).to.equal(client);
      note(made, made.databaseName, made.readPreference?.mode, client.db('x') === client.db('x'));
      note(pkg.Db.SYSTEM_COMMAND_COLLECTION, pkg.Db.SYSTEM_USER_COLLECTION);
    },
    { needs: ['Collection.db', 'Db.client'] },
  );

  scenario('indexes through the database', async ({ db, note }) => {
    note(await db.createIndex('things', { a: 1 }, { unique: true }), await db.indexInformation('things'));
    note((await db.indexInformation('things', { full: true })).length);
  });

  scenario('aggregate on the database', async ({ pkg, db, note }) => {
    const cursor = db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }]);
    expect(cursor).to.be.instanceOf(pkg.AggregationCursor);
    note(await cursor.toArray());
  });

  scenario('profiling and users', async ({ db, note }) => {
    for (const work of [
      () => db.profilingLevel(),
      () => db.setProfilingLevel('off'),
      () => db.setProfilingLevel('nonsense' as never),
      () => db.removeUser('nobody'),
    ]) {
      note(await work().catch((error: unknown) => error));
    }
  });

  scenario(
    'createEncryptedCollection and ClientEncryption, without their native module',
    async ({ pkg, client, failure }) => {
      const options = { keyVaultNamespace: `${DATABASE}.keys`, kmsProviders: { local: { key: Buffer.alloc(96) } } };
      await failure(() => new pkg.ClientEncryption(client, options));
      await failure(() => new pkg.ClientEncryption(client, { ...options, keyVaultClient: client }));
      await failure(() => pkg.ClientEncryption.libmongocryptVersion);
      await failure(
        () => new pkg.MongoClient('mongodb://127.0.0.1', { autoEncryption: { ...options, keyVaultClient: client } }),
      );
    },
  );
});

describe('Admin', () => {
  scenario('every command', async ({ client, db, note }) => {
    const admin = db.admin();
    note(admin);
    await db.collection('things').insertOne({});
    for (const work of [
      () => admin.ping(),
      () => admin.command({ ping: 1 }),
      async () => Object.keys(await admin.buildInfo()).includes('version'),
      async () => typeof (await admin.serverInfo()),
      async () => typeof (await admin.serverStatus()),
      async () => (await admin.listDatabases({ nameOnly: true })).databases.some(({ name }) => name === DATABASE),
      async () => typeof (await admin.replSetGetStatus()),
      async () => typeof (await db.admin().validateCollection('things')),
      () => admin.removeUser('nobody'),
      () => admin.command({ noSuchCommand: 1 }),
    ]) {
      note(await work().catch((error: unknown) => error));
    }
    await client.withSession(async (session) => note(await admin.ping({ session })));
  });
});
