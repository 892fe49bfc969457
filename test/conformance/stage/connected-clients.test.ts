import { expect } from 'chai';

import { ConnectedClients } from '../../../codegen/conformance/stage/connected-clients.js';
import { NoAnswer, Side } from '../../../codegen/conformance/stage/side.js';
import { PROMISING } from '../../../codegen/conformance/subject/promising.js';

/** The watched part of a driver. */
function someDriver() {
  return class MongoClient {
    isOpen = false;
    async connect(): Promise<this> {
      this.isOpen = true;
      return this;
    }
    async close(): Promise<void> {
      this.isOpen = false;
    }
  };
}

describe('the clients of a stage', () => {
  it('are closed with it, whoever created them, and others are left alone', async () => {
    const MongoClient = someDriver();
    const { connect } = Object.getOwnPropertyDescriptors(MongoClient.prototype);
    const before = await new MongoClient().connect();
    const connected = new ConnectedClients({ MongoClient });
    const forgotten = await new (class Mine extends MongoClient {})().connect();
    expect(forgotten.isOpen).to.equal(true);
    await connected.close();
    expect([forgotten.isOpen, before.isOpen]).to.deep.equal([false, true]);
    expect(MongoClient.prototype).to.have.property('connect', connect.value);
  });

  it('cannot be created after it has closed, by a clause that was cancelled', async () => {
    const MongoClient = someDriver();
    const client = new MongoClient();
    const source = { module: { MongoClient }, idiom: PROMISING, lazy: false, required: () => 0 };
    const side = new Side({ ...source, client: client as never });
    await side.call(client, 'connect');
    side.end();
    const error: unknown = await side.call(new MongoClient(), 'connect').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NoAnswer);
  });
});
