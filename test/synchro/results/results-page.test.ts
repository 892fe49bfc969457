import { expect } from 'chai';

import { resultsPage, store } from '../../../codegen/synchro/results/results-page.js';

describe('the results page of synchro', () => {
  const file = 'test/unit/error.test.js';
  const tests = [
    { id: `${file} > a`, file, verdict: 'passed' as const },
    { id: `${file} > b`, file, verdict: 'internals' as const, reason: 'MongoClient.s in test/unit/error.test' },
    { id: `${file} > c`, file, verdict: 'lost' as const, error: 'no\n at /a/path' },
  ];
  const raw = { passed: 3, failed: 2, skipped: 1 };
  const facts = { topology: 'replica set', driver: '7.9.0', suite: '7.6.0' } as const;
  const stored = store({ framework: 'rxjs', raw, tests, used: new Set() }, facts);

  it('has a row for each framework and folder, the reasons, and the names of lost tests', () => {
    const lines = resultsPage([stored]).split('\n');
    expect(lines).to.include('| 7.9.0 | rxjs | replica set | 3 | 1 | 0 | 1 | 0 | 1 |');
    expect(lines).to.include('| unit | 3 | 1 | 0 | 1 | 0 | 1 |');
    expect(lines).to.include('- 1: MongoClient.s in test/unit/error.test');
    expect(lines).to.include(`- \`${file} > c\``);
  });

  it('says which driver and suite the tests ran on, and how many passed, failed or were skipped', () => {
    expect(resultsPage([stored])).to.include(
      'mongodb 7.9.0, with a suite whose package.json says 7.6.0: on the raw driver, 3 tests pass, 2 fail and 1 are skipped.',
    );
  });

  it('omits errors, which may contain a path of this machine', () => {
    expect(JSON.stringify(stored)).to.not.include('/a/path');
  });
});
