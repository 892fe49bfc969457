import { expect } from 'chai';

import { compare } from '../../../codegen/synchro/results/compare-results.js';
import { type Known, strayFiles, strayNames, unusedEntries } from '../../../codegen/synchro/results/stale-entries.js';
import type { TestResult, TestState } from '../../../codegen/synchro/results/test-results.js';
import type { Topology } from '../../../codegen/synchro/run/suite-server.js';
import type { Entry, Settings } from '../../../codegen/synchro/suite/settings.js';

const FILE = 'test/integration/crud/find.test.js';
const NONE: Settings = { unselected: [], unreliable: [], fallThrough: [], internals: [], exclusions: [], fast: [] };

function result(id: string, state: TestState): TestResult {
  return { id: `${FILE} > ${id}`, file: FILE, state, ms: 1, internals: [] };
}

function entry(test: string, framework?: string): Entry {
  return { ...named(`${FILE} > ${test}`), frameworks: framework === undefined ? undefined : [framework] };
}

function named(pattern: string): Entry {
  return { pattern, reason: 'by design', frameworks: undefined, place: { file: 'synchro.yaml', line: 1, column: 1 } };
}

describe('entries of the settings', () => {
  const known: Known = {
    frameworks: ['promise', 'rxjs'],
    classes: new Set(['Db']),
    members: new Set(['Db.collection']),
  };
  const messages = (settings: Partial<Settings>): string[] =>
    strayNames({ ...NONE, ...settings }, known).map(({ message }) => message);

  it('must name files of the suite', () => {
    const settings = { ...NONE, unselected: [named('test/unit/*')], fast: [named('test/a')] };
    expect(strayFiles(settings, ['test/unit/b.test.js']).map(({ message }) => message)).to.deep.equal([
      "'test/a' is not a test file of the driver suite",
    ]);
  });

  it('must name existing frameworks', () => {
    expect(messages({ exclusions: [entry('a', 'rxjs'), entry('a', 'rxsj')] })).to.deep.equal([
      `'${FILE} > a' names 'rxsj', which is not a framework`,
    ]);
  });

  it('must only let members of wrapped classes fall through, and no public ones', () => {
    const fallThrough = ['Db.s', 'Db.[kInit]', 'Db', 'Nope.s', 'Db.collection'].map(named);
    expect(messages({ fallThrough })).to.deep.equal([
      "'Db' is not a member of a wrapped class",
      "'Nope.s' is not a member of a wrapped class",
      "'Db.collection' is public, and must not fall through",
    ]);
  });
});

describe('unused entries', () => {
  it('are those whose every test passes, if one of them ran', () => {
    const settings = { ...NONE, exclusions: [entry('a'), entry('b'), entry('z')] };
    const raw = [result('a', 'passed'), result('b', 'passed')];
    const comparison = compare('rxjs', raw, [result('a', 'passed'), result('b', 'failed')], settings);
    const outcome = { comparisons: [comparison], raw: [...raw, result('z', 'skipped')] };
    const unused = unusedEntries(settings, outcome, { topology: 'standalone', isEveryFramework: true });
    expect(unused.map((problem) => problem.subject)).to.deep.equal([`${FILE} > a`]);
  });

  it('are those that name no test, also among the unreliable ones', () => {
    const settings = {
      ...NONE,
      internals: [entry('cut off at'), entry('y', 'promise')],
      unreliable: [entry('a'), entry('z')],
    };
    const raw = [result('a', 'passed')];
    const outcome = { comparisons: [compare('rxjs', raw, raw, settings)], raw };
    const problems = unusedEntries(settings, outcome, { topology: 'standalone', isEveryFramework: true });
    expect(problems.map(({ message }) => message)).to.deep.equal([
      `'${FILE} > cut off at' does not name a test`,
      `'${FILE} > z' does not name a test`,
    ]);
  });

  it('are members that fall through for no test, if all tests ran on all frameworks', () => {
    const settings = { ...NONE, fallThrough: [named('Db.s'), named('Db.[kInit]')] };
    const outcome = { comparisons: [compare('rxjs', [], [], settings)], raw: [] };
    const found = (topology: Topology, isEveryFramework: boolean): number =>
      unusedEntries(settings, outcome, { topology, isEveryFramework }).length;
    expect([found('replica set', true), found('standalone', true), found('replica set', false)]).to.deep.equal([
      1, 0, 0,
    ]);
  });
});
