import { expect } from 'chai';
import { gte } from 'semver';

import { driverVersion, spec } from '../support/release/release.js';
import { memberName } from './call.js';
import { compared } from './compared.js';
import { type ApiClass, readDriverApi } from './driver-api.js';
import { ORACLE_FRAMEWORKS } from './frameworks.js';
import { NEWEST } from './newest.js';
import { describeFailures, type OracleResult, runOracle } from './oracle.js';

// Count again for a newer release.
const isNewest = gte(driverVersion, NEWEST.version);

describe('type oracle', function () {
  this.timeout(120_000);
  let api: ApiClass[];

  before(() => {
    api = readDriverApi();
  });

  it('reads every wrapped part of the driver', () => {
    const methods = api.flatMap((each) => each.methods);
    const properties = api.flatMap((each) => each.properties);
    if (!isNewest) return;
    expect(methods).to.have.length(NEWEST.signatures);
    expect(methods.filter((method) => method.isAsync)).to.have.length(NEWEST.asynchronous);
    expect(properties).to.have.length(NEWEST.properties);
    expect(properties.filter((property) => property.isStatic)).to.have.length(18);
    expect(api.filter((each) => each.constructors.length > 0)).to.have.length(6);
  });

  it('reads every member that the spec lists for the release', () => {
    const read = api.flatMap(({ name, methods, properties }) =>
      [...methods, ...properties].map(({ member, isStatic }) => memberName(name, { member, isStatic })),
    );
    const claimed = spec.classes.flatMap(({ class: name, claims, omitted }) =>
      [...claims, ...omitted].map(({ member, static: isStatic }) => memberName(name, { member, isStatic })),
    );
    expect([...new Set(read)].sort()).to.deep.equal([...new Set(claimed)].sort());
  });

  for (const framework of ORACLE_FRAMEWORKS) {
    describe(framework.name, () => {
      let whole: ApiClass[];
      let result: OracleResult;

      before(async () => {
        whole = api.map(compared);
        result = await runOracle(whole, framework);
      });

      it('has the result that the map expects for every call of the driver', () => {
        expect(describeFailures(result.failures)).to.deep.equal([]);
      });

      it('is compared completely', () => {
        expect(result.count('signature')).to.equal(whole.flatMap((each) => each.methods).length);
        expect(result.count('property')).to.equal(whole.flatMap((each) => each.properties).length);
        expect(result.count('constructor')).to.equal(api.length);
        expect(result.count('inherited')).to.be.greaterThan(isNewest ? 200 : 100);
        expect(result.count('export')).to.be.greaterThan(isNewest ? 400 : 300);
        if (!framework.takesCallbacks) expect(result.count('callback')).to.equal(0);
        if (!isNewest) return;
        if (framework.takesCallbacks) expect(result.count('callback')).to.equal(NEWEST.callbackForms);
        expect(result.count('event')).to.equal(NEWEST.events);
      });
    });
  }
});
