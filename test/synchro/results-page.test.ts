import { expect } from 'chai';

import { resultsPage, store } from '../../codegen/synchro/results-page.js';

describe('the results page of synchro', () => {
  const file = 'test/unit/error.test.js';
  const tests = [
    { id: `${file} > a`, file, verdict: 'passed' as const },
    { id: `${file} > b`, file, verdict: 'internals' as const, reason: 'MongoClient.s in test/unit/error.test' },
    { id: `${file} > c`, file, verdict: 'lost' as const, error: 'no\n at /a/path' },
  ];
  const stored = store({ framework: 'rxjs', tests, used: new Set() }, 'replica set', '7.9.0');

  it('has a line for each framework and folder, the reasons, and the names of what is lost', () => {
    const lines = resultsPage([stored]).split('\n');
    expect(lines).to.include('| rxjs | replica set | 3 | 1 | 0 | 1 | 0 | 1 |');
    expect(lines).to.include('| unit | 3 | 1 | 0 | 1 | 0 | 1 |');
    expect(lines).to.include('- 1: MongoClient.s in test/unit/error.test');
    expect(lines).to.include(`- \`${file} > c\``);
  });

  it('keeps no error, which may name a path of this machine', () => {
    expect(JSON.stringify(stored)).to.not.include('/a/path');
  });
});
