import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { Consumer } from '../support/consumer.js';
import { inProject } from '../support/project-root.js';
import { needs } from '../support/release/needs.js';
import { currentServer } from './current-server.js';

const CLI = fileURLToPath(new URL('../../codegen/cli.js', import.meta.url));
const DATABASE = 'motorized_own_words';

/** A user's program on a framework whose values cannot be awaited. */
const PROGRAM = `
import { FindCursor, MongoClient, MongoServerError, NotFound, ERRORS, withScope } from './mongodb/task/index.js';
import { currentScope } from './mongodb/task/scopes.js';

const [uri = '', name = ''] = process.argv.slice(2);
const say = (title: string, value: unknown): void => console.log(title + ': ' + JSON.stringify(value));

const client = await MongoClient.connect(uri).result();
say('connected', client instanceof MongoClient);
const items = client.db(name).collection<{ _id: number; n: number }>('items');
await items.insertMany([1, 2, 3].map((n) => ({ _id: n, n }))).result();
say('nothing found', (await items.findOne({ _id: 9 }).result()) === NotFound);
const found = await items.findOne({ _id: 2 }).result();
say('found', found === NotFound ? 'nothing' : found.n);
say('nothing deleted', (await items.findOneAndDelete({ _id: 9 }).result()) === NotFound);
say('with metadata', (await items.findOneAndDelete({ _id: 9 }, { includeResultMetadata: true }).result()).value);
const refused = await items.insertOne({ _id: 1, n: 1 }).result().catch((error: unknown) => error);
say('refused', refused instanceof MongoServerError && ERRORS.includes(MongoServerError));

// Iteration calls members that users override, which return Tasks, in the scope of the loop.
const steps: unknown[] = [];
const cursor = items.find().sort({ n: 1 });
const own = cursor.next.bind(cursor);
cursor.next = () => {
  steps.push(currentScope());
  return own();
};
const read: number[] = [];
await withScope('reader', async () => {
  for await (const item of cursor) read.push(item.n);
});
say('read', read);
say('steps', [...new Set(steps)]);
say('plain', await (async () => { const all = []; for await (const each of items.find()) all.push(each.n); return all; })());

// A transaction runs in the scope of its caller, commits, and is aborted by a failure.
const attempted = client.startSession();
if ('error' in attempted) throw attempted.error;
const session = attempted.value;
const scopesSeen: unknown[] = [];
await withScope('writer', () =>
  session.withTransaction((own) => {
    scopesSeen.push(currentScope());
    return items.insertOne({ _id: 4, n: 4 }, { session: own });
  }),
).result();
say('scopes', scopesSeen);
say('committed', await items.countDocuments().result());
const twice = session.startTransaction();
say('begun', 'value' in twice);
const again = session.startTransaction();
say('begun again', 'error' in again && again.error instanceof Error);
await session.abortTransaction().result();
await session.endSession().result();
say('hidden', 'stream' in FindCursor.prototype);
say('added', [client.kinds.includes('executor'), MongoClient.shape.startsWith('MongoClient<')]);

// Disposal also calls an overridden member.
let closed = 0;
class Counting extends MongoClient {
  override close(force?: boolean): ReturnType<MongoClient['close']> {
    closed += 1;
    return super.close(force);
  }
}
{
  await using other = new Counting(uri);
  await other.connect().result();
}
say('closed', closed);
await client.close().result();
`;

describe('a framework with every key of the contract', function () {
  this.timeout(120_000);
  let consumer: Consumer;
  before(() => {
    consumer = new Consumer();
  });
  after(() => consumer.remove());

  it('is generated, compiles, and works on the server', async function () {
    needs(this, 'MongoClient[Symbol.asyncDispose]');
    const framework = inProject('test/support/frameworks/task');
    const args = ['generate', '--framework', framework, '--spec', inProject('spec'), '--out', 'mongodb'];
    const generated = consumer.node([CLI, ...args]);
    expect({ code: generated.code, stderr: generated.stderr }).to.deep.equal({ code: 0, stderr: '' });
    consumer.write('program.ts', PROGRAM);
    const compiled = consumer.typeCheck(['program.ts'], {
      declaration: true,
      isolatedDeclarations: true,
      stripInternal: true,
    });
    expect(compiled.stdout).to.equal('');
    const { uri } = currentServer();
    const client = new MongoClient(uri);
    try {
      await client.db(DATABASE).dropDatabase();
      const { code, stdout, stderr } = consumer.node(['out/program.js', uri, DATABASE], { timeout: 30_000 });
      expect({ code, lines: stdout.trimEnd().split('\n') }, stderr).to.deep.equal({ code: 0, lines: EXPECTED });
    } finally {
      await client.db(DATABASE).dropDatabase();
      await client.close();
    }
  });

  it('uses the chosen values of its options', () => {
    const framework = inProject('test/support/frameworks/task');
    const args = ['generate', '--framework', framework, '--spec', inProject('spec'), '--out', 'chosen'];
    const generated = consumer.node([CLI, ...args, '--option', 'task.absent=null']);
    expect({ code: generated.code, stderr: generated.stderr }).to.deep.equal({ code: 0, stderr: '' });
    consumer.write('chosen.ts', CHOSEN);
    expect(consumer.typeCheck(['chosen.ts'], { noEmit: true }).stdout).to.equal('');
  });
});

/** A missing document is `null`, as in the driver. */
const CHOSEN = `
import { Task, type Collection } from './chosen/task/index.js';

export const find = (items: Collection<{ n: number }>): Promise<{ n: number } | null> => {
  const found: Task<{ n: number } | null> = items.findOne({});
  return found.result();
};
`;

const EXPECTED = [
  'connected: true',
  'nothing found: true',
  'found: 2',
  'nothing deleted: true',
  'with metadata: null',
  'refused: true',
  'read: [1,2,3]',
  'steps: ["reader"]',
  'plain: [1,2,3]',
  'scopes: ["writer"]',
  'committed: 4',
  'begun: true',
  'begun again: true',
  'hidden: false',
  'added: [true,true]',
  'closed: 1',
];
