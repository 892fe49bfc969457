import { expect } from 'chai';
import * as driver from 'mongodb';
import * as promise from 'motorized/promise';

import { Comparable } from './comparable.js';
import { rawDriver, variants } from './variants.js';

const ours = variants[0]!.pkg;

describe('what scenarios compare', () => {
  const raw = new driver.MongoClient('mongodb://127.0.0.1:1');
  const client = new promise.MongoClient('mongodb://127.0.0.1:1');
  after(() => Promise.all([raw.close(), client.close()]));

  it('tells a wrapper from an object of the driver', () => {
    expect(new Comparable(ours).of({ list: [client.db('a')] })).to.deep.equal({ list: ['[Db]'] });
    expect(new Comparable(rawDriver.pkg).of({ list: [raw.db('a')] })).to.deep.equal({ list: ['[Db]'] });
    expect(new Comparable(ours).of(raw.db('a'))).to.equal('[Db of another package]');
    expect(new Comparable(rawDriver.pkg).of(client)).to.equal('[MongoClient of another package]');
  });

  it('numbers ids, so that the same one is the same again', () => {
    const [one, two] = [new driver.ObjectId(), new driver.ObjectId()];
    const lsid = { id: new driver.UUID() };
    const seen = new Comparable(ours).of([one, two, one, { lsid, txnNumber: 4, $clusterTime: {} }]);
    expect(seen).to.deep.equal([
      'ObjectId#1',
      'ObjectId#2',
      'ObjectId#1',
      { lsid: { id: 'Binary#1' }, txnNumber: '[txnNumber]' },
    ]);
  });

  it('keeps the class, message and code of an error', () => {
    const error = new driver.MongoServerError({
      message: `no ${new driver.ObjectId().toHexString()}`,
      code: 3,
      codeName: 'Three',
    });
    expect(new Comparable(ours).of(error)).to.deep.equal({
      error: 'MongoServerError',
      isExportedClass: true,
      message: 'no [id]',
      code: 3,
      codeName: 'Three',
      errorLabels: [],
    });
  });
});
