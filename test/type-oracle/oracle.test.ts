import { expect } from 'chai';

import { type ApiClass, readDriverApi } from './driver-api.js';
import { ORACLE_FRAMEWORKS } from './frameworks.js';
import { describeFailures, type OracleResult, runOracle } from './oracle.js';

/**
 * The signatures, the asynchronous ones that take a callback with every number of optional arguments, and the
 * properties.
 */
const SIGNATURES = 250;
const CALLBACK_FORMS = 197;
const PROPERTIES = 102;

describe('type oracle', function () {
  this.timeout(120_000);
  let api: ApiClass[];

  before(() => {
    api = readDriverApi();
  });

  it('reads all of the driver that is wrapped', () => {
    const methods = api.flatMap((each) => each.methods);
    const properties = api.flatMap((each) => each.properties);
    expect(methods).to.have.length(SIGNATURES);
    expect(methods.filter((method) => method.isAsync)).to.have.length(139);
    expect(properties).to.have.length(PROPERTIES);
    expect(properties.filter((property) => property.isStatic)).to.have.length(18);
    expect(api.filter((each) => each.constructors.length > 0)).to.have.length(6);
  });

  for (const framework of ORACLE_FRAMEWORKS) {
    describe(framework.name, () => {
      let result: OracleResult;

      before(async () => {
        result = await runOracle(api, framework);
      });

      it('gives for every call what the map makes of what the driver gives', () => {
        expect(describeFailures(result.failures)).to.deep.equal([]);
      });

      it('was compared whole', () => {
        expect(result.count('signature')).to.equal(SIGNATURES);
        expect(result.count('callback')).to.equal(framework.takesCallbacks ? CALLBACK_FORMS : 0);
        expect(result.count('property')).to.equal(PROPERTIES);
        expect(result.count('constructor')).to.equal(api.length);
        expect(result.count('event')).to.equal(38);
        expect(result.count('inherited')).to.be.greaterThan(200);
        expect(result.count('export')).to.be.greaterThan(400);
      });
    });
  }
});
