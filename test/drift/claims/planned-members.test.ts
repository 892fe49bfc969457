import { expect } from 'chai';

import { checkClaims } from '../../../codegen/drift/claims/check-claims.js';
import { checkPlans, shortfalls } from '../../../codegen/drift/claims/planned-members.js';
import { readInternal } from '../../../codegen/frameworks/load/load-framework.js';
import { loadFrameworks } from '../../../codegen/frameworks/load/load-frameworks.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { reconcile } from '../../../codegen/reconcile/reconcile.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { ALL_RELEASES } from '../../../codegen/spec/releases.js';
import { NO_ERRORS } from '../../../codegen/spec/parse/parse-errors.js';
import { readText } from '../support/case.js';
import { driverOf } from '../support/installed.js';
import { lineOf } from '../support/line-of.js';

describe('drift: the plans of frameworks', function () {
  this.timeout(30_000);

  let driver: Driver;
  before(async () => {
    driver = await driverOf('7.9');
  });

  it('plans every overload of the driver in every framework', async () => {
    const { spec } = loadSpec('spec');
    const claims = { frameworks: await loadFrameworks([]), internal: await readInternal() };
    expect(checkPlans(driver, reconcile(driver, spec), claims)).to.deep.equal({ problems: [], hidden: [] });
  });

  it('reports a member that is emitted with fewer overloads than the driver has', async () => {
    const { classes } = reconcile(driver, loadSpec('spec').spec);
    const pair = classes.find((each) => each.class.name === 'Collection');
    if (pair === undefined) throw new Error('the spec has no Collection');
    const counts = pair.pairs.map(({ member }): [string, number] => [
      `Collection.${member.name}`,
      member.kind === 'method' ? member.overloads.length : 1,
    ]);
    const covered = new Map(counts);
    expect(shortfalls(pair, 'promise', covered)).to.deep.equal([]);
    covered.set('Collection.find', 2);
    covered.delete('Collection.dbName');
    expect(shortfalls(pair, 'promise', covered).map((problem) => problem.message)).to.have.members([
      'Collection.dbName has 1 form in the driver, but the promise framework emits 0',
      'Collection.find has 3 forms in the driver, but the promise framework emits 2',
    ]);
  });

  it('reports what the plan cannot express', async () => {
    const text = `export declare class Client {
  constructor(url: string);
  open(): Promise<void>;
  disagree(name: string): Promise<Session>;
  disagree(name: number): Promise<string>;
}
export declare class Session {
  end(): Promise<void>;
}
`;
    const at = { file: 'spec/X.yaml', line: 1, column: 1 };
    const claim = (member: string) =>
      ({ member, static: false, kind: 'command', run: false, through: [], place: at, releases: ALL_RELEASES }) as const;
    const shared = {
      file: 'spec/X.yaml',
      place: at,
      releases: ALL_RELEASES,
      bound: undefined,
      roles: {},
      events: [],
      omitted: [],
    };
    const spec = {
      folder: 'spec',
      classes: [
        { ...shared, class: 'Client', constructible: ALL_RELEASES, claims: [claim('open'), claim('disagree')] },
        { ...shared, class: 'Session', constructible: undefined, claims: [claim('end')] },
      ],
      errors: NO_ERRORS,
    };
    const frameworks = await loadFrameworks(['promise', 'callback']);
    const { findings } = checkClaims(readText(text), { spec, frameworks, internal: await readInternal() });
    expect(findings.map(lineOf)).to.deep.equal(['error not-planned Client.disagree']);
  });
});
