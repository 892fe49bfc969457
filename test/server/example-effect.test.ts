import { expect } from 'chai';
import type { Document } from 'mongodb';

import { needsNewestLine } from '../support/release/needs.js';
import type { Answer, Service } from '../support/service.js';
import { Databases, Example, startedForEach } from './scene/examples.js';

const DATABASE = 'motorized_example_effect';

/** Loaded before the example. Prints what the driver's client still holds when it is closed, from private fields. */
const LEFTOVERS = `
  import { MongoClient } from 'mongodb';
  const { close } = MongoClient.prototype;
  MongoClient.prototype.close = function (...given) {
    const { activeCursors, activeSessions } = this.s;
    console.log('left open: %d cursors, %d sessions', activeCursors.size, activeSessions.size);
    return close.apply(this, given);
  };
`;

describe('examples/effect, from the packed tarball', function () {
  needsNewestLine(this);
  this.timeout(120_000);
  const example = Example.built({
    folders: ['effect'],
    prepare: (consumer) => consumer.write('leftovers.mjs', LEFTOVERS),
  });
  const databases = Databases.droppedForEach(DATABASE);
  const start = (uri?: string): Service =>
    example.start({ imports: ['./leftovers.mjs'], ...(uri !== undefined && { uri }) });
  const service = startedForEach(() => start());
  beforeEach(async () => {
    expect(await service().request('POST', '/deliveries', { article: 'tea', quantity: 3 })).to.deep.equal([200, null]);
  });

  const order = (quantity: number): Promise<Answer> =>
    service().request('POST', '/orders', { article: 'tea', quantity });

  const stored = (name: string): Promise<Document[]> =>
    databases.admin.db(DATABASE).collection(name).find().sort({ _id: 1 }).toArray();

  /** Stops the service, and checks that it leaves nothing. */
  const expectCleanEnd = async (signal: NodeJS.Signals): Promise<void> => {
    expect(await service().stop(signal), service().stderr).to.equal(0);
    expect(service().output).to.match(/left open: 0 cursors, 0 sessions\nclosed\n$/);
    expect(service().stderr).to.equal('');
    await databases.expectNoneLeftOpen();
  };

  it('ships an order, and rolls back one that it cannot fulfil', async () => {
    const [placed, _id] = await order(2);
    expect(placed).to.equal(200);
    expect(await order(2)).to.deep.equal([409, { error: 'sold out: tea' }]);
    expect(await service().request('GET', '/orders')).to.deep.equal([200, [{ _id, article: 'tea', quantity: 2 }]]);
    expect(await stored('stock')).to.deep.equal([{ _id: 'tea', left: 1 }]);
    await order(1);
    // Changes come in order, so a change of the rolled back order would come between these two.
    await service().printed(/shipping 2 of tea\n.*shipping 1 of tea\n/);
    await expectCleanEnd('SIGTERM');
  });

  it('sells no more than it has, whichever order comes first', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => order(1)));
    expect(answers.map(([status]) => status)).to.have.members([200, 200, 200, 409, 409]);
    expect(await stored('orders')).to.have.length(3);
    expect(await stored('stock')).to.deep.equal([{ _id: 'tea', left: 0 }]);
    await service().printed(/(shipping 1 of tea\n[^]*){3}/);
    await expectCleanEnd('SIGINT');
  });

  it('answers what is wrong with a request, and goes on', async () => {
    const refused = await service().request('POST', '/orders', { article: 'tea', quantity: 'much' });
    expect(refused).to.deep.equal([400, { error: 'Expected number\n  at ["quantity"]' }]);
    expect(await service().request('GET', '/tea')).to.deep.equal([404, { error: 'not found' }]);
    expect(await service().request('GET', '/orders')).to.deep.equal([200, []]);
    await expectCleanEnd('SIGTERM');
  });

  it('ends with an error without credentials if there is no server', async () => {
    const nobody = start('mongodb://ada:s3cret@127.0.0.1:9/?serverSelectionTimeoutMS=100');
    expect(await nobody.ended()).to.equal(1);
    expect(nobody.stderr).to.include('ServerSelectionError').and.not.include('s3cret');
  });
});
