import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { currentServer } from './current-server.js';

const PROGRAM = `
  import { startServer } from ${JSON.stringify(new URL('start-server.js', import.meta.url).href)};
  console.log((await startServer()).uri);
  setInterval(() => {}, 1000);
`;

describe('the test server', function () {
  this.timeout(120_000);

  it('is a replica set with transactions', async () => {
    const client = new MongoClient(currentServer().uri);
    const db = client.db('motorized_server_test');
    const collection = db.collection('transactions');
    try {
      await collection.insertOne({ in: 'no transaction' });
      await client.withSession((session) =>
        session.withTransaction(() => collection.insertOne({ in: 'a transaction' }, { session })),
      );
      expect(await collection.countDocuments()).to.equal(2);
    } finally {
      await db.dropDatabase();
      await client.close();
    }
  });

  it('ends with the process that started it, even if that is killed', async function () {
    if (currentServer().kind !== 'secantus') this.skip();
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_V8_COVERAGE: '' },
    });
    const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    expect(uri).not.to.equal(currentServer().uri);
    expect(await answers(uri)).to.equal(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    let tries = 100;
    while (--tries > 0 && (await answers(uri))) await new Promise((done) => setTimeout(done, 100));
    expect(tries, 'the server still answers').to.be.greaterThan(0);
  });
});

async function answers(uri: string): Promise<boolean> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 300 });
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
