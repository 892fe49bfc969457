import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { type Document, MongoClient } from 'mongodb';

import { Consumer } from '../support/consumer.js';
import { inProject } from '../support/project-root.js';
import { type Answer, Service } from '../support/service.js';
import { currentServer } from './current-server.js';
import { expectNoneLeftOpen, openCursors } from './scene/open-cursors.js';

const EXAMPLE = inProject('examples', 'effect');
const DATABASE = 'motorized_example_effect';

/** Loaded before the example: says what the driver's client still has when it is closed. The driver keeps it privately. */
const LEFTOVERS = `
  import { MongoClient } from 'mongodb';
  const { close } = MongoClient.prototype;
  MongoClient.prototype.close = function (...given) {
    const { activeCursors, activeSessions } = this.s;
    console.log('left open: %d cursors, %d sessions', activeCursors.size, activeSessions.size);
    return close.apply(this, given);
  };
`;

/** The example in a process of its own. */
function start({ folder }: Consumer, uri: string): Service {
  return new Service({ args: ['--import', './leftovers.mjs', 'out/main.js'], folder, env: { MONGODB_URI: uri } });
}

describe('examples/effect, from the packed tarball', function () {
  this.timeout(120_000);
  let consumer: Consumer;
  let admin: MongoClient;
  let service: Service;
  let openBefore: number;

  before(() => {
    consumer = new Consumer();
    const sources = readdirSync(EXAMPLE).filter((name) => name.endsWith('.ts'));
    for (const name of sources) consumer.write(name, readFileSync(join(EXAMPLE, name), 'utf8'));
    consumer.write('leftovers.mjs', LEFTOVERS);
    expect(consumer.typeCheck(sources).stdout).to.equal('');
    admin = new MongoClient(currentServer().uri);
  });
  after(async () => {
    await admin.db(DATABASE).dropDatabase();
    await admin.close();
    consumer.remove();
  });
  beforeEach(async () => {
    await admin.db(DATABASE).dropDatabase();
    openBefore = await openCursors(admin);
    service = start(consumer, currentServer().uri);
    expect(await service.request('POST', '/deliveries', { article: 'tea', quantity: 3 })).to.deep.equal([200, null]);
  });
  afterEach(() => service.stop('SIGKILL'));

  const order = (quantity: number): Promise<Answer> => service.request('POST', '/orders', { article: 'tea', quantity });

  const stored = (name: string): Promise<Document[]> =>
    admin.db(DATABASE).collection(name).find().sort({ _id: 1 }).toArray();

  /** Ends the service, and looks whether anything is left of it. */
  const expectCleanEnd = async (signal: NodeJS.Signals): Promise<void> => {
    expect(await service.stop(signal), service.stderr).to.equal(0);
    expect(service.output).to.match(/left open: 0 cursors, 0 sessions\nclosed\n$/);
    expect(service.stderr).to.equal('');
    await expectNoneLeftOpen(admin, openBefore);
  };

  it('places an order, which is shipped, and rolls back one that cannot be', async () => {
    const [placed, _id] = await order(2);
    expect(placed).to.equal(200);
    expect(await order(2)).to.deep.equal([409, { error: 'sold out: tea' }]);
    expect(await service.request('GET', '/orders')).to.deep.equal([200, [{ _id, article: 'tea', quantity: 2 }]]);
    expect(await stored('stock')).to.deep.equal([{ _id: 'tea', left: 1 }]);
    await order(1);
    // The changes come in order: one of the order that was rolled back would be between these two.
    await service.printed(/shipping 2 of tea\n.*shipping 1 of tea\n/);
    await expectCleanEnd('SIGTERM');
  });

  it('sells no more than there is, whoever comes first', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => order(1)));
    expect(answers.map(([status]) => status)).to.have.members([200, 200, 200, 409, 409]);
    expect(await stored('orders')).to.have.length(3);
    expect(await stored('stock')).to.deep.equal([{ _id: 'tea', left: 0 }]);
    await service.printed(/(shipping 1 of tea\n[^]*){3}/);
    await expectCleanEnd('SIGINT');
  });

  it('says what is wrong with a request, and goes on', async () => {
    const refused = await service.request('POST', '/orders', { article: 'tea', quantity: 'much' });
    expect(refused).to.deep.equal([400, { error: 'Expected number\n  at ["quantity"]' }]);
    expect(await service.request('GET', '/tea')).to.deep.equal([404, { error: 'not found' }]);
    expect(await service.request('GET', '/orders')).to.deep.equal([200, []]);
    await expectCleanEnd('SIGTERM');
  });

  it('ends with what failed where there is no server, and shows no credentials', async () => {
    const nobody = start(consumer, 'mongodb://ada:s3cret@127.0.0.1:9/?serverSelectionTimeoutMS=100');
    expect(await nobody.ended()).to.equal(1);
    expect(nobody.stderr).to.include('ServerSelectionError').and.not.include('s3cret');
  });
});
