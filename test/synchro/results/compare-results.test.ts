import { expect } from 'chai';

import { compare, scores } from '../../../codegen/synchro/results/compare-results.js';
import type { TestResult, TestState } from '../../../codegen/synchro/results/test-results.js';
import type { Entry, Settings } from '../../../codegen/synchro/suite/settings.js';

const FILE = 'test/integration/crud/find.test.js';
const NONE: Settings = { unselected: [], unreliable: [], fallThrough: [], internals: [], exclusions: [], fast: [] };

function result(id: string, state: TestState, internals: readonly string[] = []): TestResult {
  return { id: `${FILE} > ${id}`, file: FILE, state, ms: 1, internals, ...(state === 'failed' ? { error: 'no' } : {}) };
}

function entry(test: string, framework?: string): Entry {
  const place = { file: 'synchro.yaml', line: 1, column: 1 };
  return {
    pattern: `${FILE} > ${test}`,
    reason: 'by design',
    frameworks: framework === undefined ? undefined : [framework],
    place,
  };
}

describe('the comparison of synchro', () => {
  const verdicts = (raw: TestResult[], wrapped: TestResult[], settings = NONE): string[] =>
    compare('rxjs', raw, wrapped, settings).tests.map((test) => test.verdict);

  it('only includes tests that pass on the raw driver', () => {
    const raw = [result('a', 'passed'), result('b', 'failed'), result('c', 'skipped')];
    expect(verdicts(raw, [result('a', 'passed'), result('b', 'failed'), result('c', 'failed')])).to.deep.equal([
      'passed',
    ]);
  });

  it('counts a test as lost if it fails, is skipped or never runs', () => {
    const raw = [result('a', 'passed'), result('b', 'passed'), result('c', 'passed')];
    const { tests } = compare('rxjs', raw, [result('a', 'failed'), result('b', 'skipped')], NONE);
    expect(tests.map((test) => [test.verdict, test.error])).to.deep.equal([
      ['lost', 'no'],
      ['lost', 'it did not run'],
      ['lost', 'it did not run'],
    ]);
  });

  it("counts separately what needs internals, and what only the suite's tools need", () => {
    const raw = [result('a', 'passed'), result('b', 'passed'), result('c', 'passed')];
    const own = ['MongoClient.s in test/tools/utils', 'MongoClient.s in test/unit/a.test'];
    const wrapped = [result('a', 'passed', own), result('b', 'passed', own.slice(0, 1)), result('c', 'passed')];
    expect(verdicts(raw, wrapped)).to.deep.equal(['internals', 'tools', 'passed']);
  });

  it('uses the better of two runs', () => {
    const twice = [result('a', 'failed'), result('a', 'passed', ['Db.s in test/a']), result('a', 'passed')];
    expect(verdicts([result('a', 'passed')], twice)).to.deep.equal(['passed']);
  });

  it('applies an exclusion to its framework only', () => {
    const settings = { ...NONE, exclusions: [entry('a', 'rxjs'), entry('b', 'promise')] };
    const failed = [result('a', 'failed'), result('b', 'failed')];
    const raw = [result('a', 'passed'), result('b', 'passed')];
    expect(verdicts(raw, failed, settings)).to.deep.equal(['excluded', 'lost']);
  });

  it('knows which members that fall through were needed', () => {
    const place = { file: 'synchro.yaml', line: 1, column: 1 };
    const member = (pattern: string): Entry => ({ pattern, reason: 'x', frameworks: undefined, place });
    const settings = { ...NONE, fallThrough: [member('Db.s'), member('Db.secret')] };
    const { used } = compare('rxjs', [result('a', 'passed')], [result('a', 'passed', ['Db.s in test/a'])], settings);
    expect([...used].map(({ pattern }) => pattern)).to.deep.equal(['Db.s']);
  });

  it('counts how all tests ended on the raw driver', () => {
    const raw = [result('a', 'passed'), result('b', 'failed'), result('c', 'skipped'), result('d', 'skipped')];
    expect(compare('rxjs', raw, [], NONE).raw).to.deep.equal({ passed: 1, failed: 1, skipped: 2 });
  });

  it('has sums for each folder', () => {
    const raw = [result('a', 'passed'), { ...result('b', 'passed'), file: 'test/unit/error.test.js' }];
    const wrapped = [result('a', 'failed'), result('b', 'passed')];
    expect(scores(compare('rxjs', raw, wrapped, NONE).tests)).to.deep.equal([
      { folder: 'integration/crud', raw: 1, passed: 0, tools: 0, internals: 0, excluded: 0, lost: 1 },
      { folder: 'unit', raw: 1, passed: 1, tools: 0, internals: 0, excluded: 0, lost: 0 },
      { folder: 'all', raw: 2, passed: 1, tools: 0, internals: 0, excluded: 0, lost: 1 },
    ]);
  });
});
