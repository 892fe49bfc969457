import { expect } from 'chai';
import * as driver from 'mongodb';
import * as promise from 'motorized/promise';

import { Comparable } from '../../../codegen/conformance/stage/comparable.js';

const WRAPPED = new Set(['MongoClient', 'Db']);
const ofOurs = (): Comparable => new Comparable(promise, WRAPPED, false);
const ofDriver = (): Comparable => new Comparable(driver, WRAPPED, true);

describe('comparable values', () => {
  const raw = new driver.MongoClient('mongodb://127.0.0.1:1');
  const client = new promise.MongoClient('mongodb://127.0.0.1:1');
  after(() => Promise.all([raw.close(), client.close()]));

  it('distinguish a wrapper from an object of the driver', () => {
    expect(ofOurs().of({ list: [client.db('a')] })).to.deep.equal({ list: ['[Db]'] });
    expect(ofDriver().of({ list: [raw.db('a')] })).to.deep.equal({ list: ['[Db]'] });
    expect(ofOurs().of(raw.db('a'))).to.equal('[Db of another package]');
    expect(ofDriver().of(client)).to.equal('[MongoClient of another package]');
  });

  it('number ids, so that equal ids stay equal', () => {
    const [one, two] = [new driver.ObjectId(), new driver.ObjectId()];
    const lsid = { id: new driver.UUID() };
    const seen = ofOurs().of([one, two, one, { lsid, txnNumber: 4, $clusterTime: {} }]);
    expect(seen).to.deep.equal([
      'ObjectId#1',
      'ObjectId#2',
      'ObjectId#1',
      { lsid: { id: 'Binary#1' }, txnNumber: '[txnNumber]' },
    ]);
  });

  it('keep the class, message and code of an error', () => {
    const error = new driver.MongoServerError({
      message: `no ${new driver.ObjectId().toHexString()}`,
      code: 3,
      codeName: 'Three',
    });
    expect(ofOurs().of(error)).to.deep.equal({
      error: 'MongoServerError',
      isExportedClass: true,
      message: 'no [id]',
      code: 3,
      codeName: 'Three',
      errorLabels: [],
    });
  });
});
