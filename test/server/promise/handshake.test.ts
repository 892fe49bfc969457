import { expect } from 'chai';
import * as driver from 'mongodb';

import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';
import { packages } from '../scene/packages.js';
import { type Proxy, startProxy } from '../scene/proxy.js';

describe('the handshake', () => {
  let proxy: Proxy;
  beforeEach(async () => {
    proxy = await startProxy(currentServer().uri);
  });
  afterEach(() => proxy.close());

  const told = async (client: { connect(): Promise<unknown>; close(): Promise<void> }) => {
    try {
      await client.connect();
      return proxy.clients.at(-1);
    } finally {
      await client.close();
    }
  };
  const version = /^[^|]*\|\d+\.\d+\.\d+$/;

  it('of the driver itself does not mention motorized', async () => {
    const metadata = await told(new driver.MongoClient(proxy.uri));
    expect(metadata?.['driver'].name).to.equal('nodejs');
  });

  for (const [name, { MongoClient }] of packages) {
    it(`names motorized and ${name}`, async function () {
      needs(this, 'MongoClient.appendMetadata');
      const metadata = await told(new MongoClient(proxy.uri, { appName: 'my app' }));
      expect(metadata?.['driver'].name).to.equal('nodejs|motorized');
      expect(metadata?.['driver'].version).to.match(version);
      expect(metadata?.['platform']).to.match(new RegExp(`\\|${name}$`));
      expect(metadata?.['application'].name).to.equal('my app');
    });

    it(`keeps the program's driverInfo in ${name}`, async function () {
      needs(this, 'MongoClient.appendMetadata');
      const driverInfo = { name: 'my-odm', version: '9.8.7', platform: 'my platform' };
      const options = { driverInfo };
      const metadata = await told(new MongoClient(proxy.uri, options));
      expect(metadata?.['driver'].name).to.equal('nodejs|my-odm|motorized');
      expect(metadata?.['driver'].version).to.match(/^[^|]*\|9\.8\.7\|\d+\.\d+\.\d+$/);
      expect(metadata?.['platform']).to.match(new RegExp(`\\|my platform\\|${name}$`));
      expect(options).to.deep.equal({ driverInfo: { name: 'my-odm', version: '9.8.7', platform: 'my platform' } });
      expect(options.driverInfo).to.equal(driverInfo);
    });

    it(`includes metadata that a program appends in ${name}`, async function () {
      needs(this, 'MongoClient.appendMetadata');
      const client = new MongoClient(proxy.uri);
      client.appendMetadata({ name: 'later' });
      expect((await told(client))?.['driver'].name).to.equal('nodejs|motorized|later');
    });

    it(`is unchanged for a wrapped client in ${name}`, async () => {
      const client = MongoClient.wrap(new driver.MongoClient(proxy.uri));
      expect((await told(client))?.['driver'].name).to.equal('nodejs');
    });

    it(`is the same for MongoClient.connect and a subclass in ${name}`, async function () {
      needs(this, 'MongoClient.appendMetadata');
      class Mine extends MongoClient {}
      const client = await Mine.connect(proxy.uri);
      await client.close();
      expect(proxy.clients.at(-1)?.['driver'].name).to.equal('nodejs|motorized');
    });
  }
});
