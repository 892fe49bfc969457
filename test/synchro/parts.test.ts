import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { hasMember } from '../../codegen/synchro/framework-classes.js';
import { masquerade } from '../../codegen/synchro/masquerade.js';
import { copiesOf } from '../../codegen/synchro/module-hook.js';
import { describeError, TestNames } from '../../codegen/synchro/results.js';
import { readLines } from '../../codegen/synchro/run-worker.js';
import { beginningWith, selectGroups, strayEntries } from '../../codegen/synchro/selection.js';
import type { Entry } from '../../codegen/synchro/settings.js';
import { judgeFile } from '../../codegen/synchro/type-tests.js';

const SUITE = join('/', 'suite');
const DRIVER = join('/', 'project', 'node_modules', 'mongodb');

describe('the masquerade of synchro', () => {
  const Raw = function Raw(): void {};
  const Wrapped = function Wrapped(): void {};
  const replace = masquerade(SUITE, DRIVER, { Collection: Wrapped });
  const barrel = join(SUITE, 'test', 'mongodb.js');
  const exports = { Collection: Raw, ObjectId: function ObjectId(): void {} };

  it('gives tests the classes of the framework, and all else of the driver', () => {
    const found = replace(exports, barrel, join(SUITE, 'test', 'unit', 'a.test.js')) as typeof exports;
    expect(found.Collection).to.equal(Wrapped);
    expect(found.ObjectId).to.equal(exports.ObjectId);
    expect(exports.Collection).to.equal(Raw);
  });

  it("gives them for the driver's modules, too, and leaves those alone that have none", () => {
    const importer = join(SUITE, 'test', 'unit', 'a.test.js');
    const found = replace(exports, join(DRIVER, 'lib', 'collection.js'), importer) as typeof exports;
    expect(found.Collection).to.equal(Wrapped);
    const utils = { parse: () => undefined };
    expect(replace(utils, join(DRIVER, 'lib', 'utils.js'), importer)).to.equal(utils);
  });

  it("leaves the suite's own runner the raw driver", () => {
    const importer = join(SUITE, 'test', 'tools', 'runner', 'hooks', 'leak_checker.js');
    expect(replace(exports, barrel, importer)).to.equal(exports);
  });
});

describe('what is broken on purpose', () => {
  it('is a member that the framework has', async () => {
    const index = fileURLToPath(import.meta.resolve('motorized/promise'));
    expect(await hasMember(index, 'Collection.findOne')).to.equal(true);
    for (const name of ['Collection.nope', 'Nope.findOne', 'Collection'])
      expect(await hasMember(index, name), name).to.equal(false);
  });
});

describe('copies of the driver', () => {
  it('are named when there are two', () => {
    const one = join(DRIVER, 'lib', 'index.js');
    const other = join(SUITE, 'node_modules', 'mongodb', 'lib', 'index.js');
    const bson = join('/', 'project', 'node_modules', 'bson', 'lib', 'bson.node.cjs');
    expect(copiesOf([one, bson])).to.deep.equal([]);
    expect(copiesOf([one, other, bson])).to.deep.equal([one, other]);
  });
});

describe('the names of tests', () => {
  it('tell tests of one name apart', () => {
    const names = new TestNames();
    expect([names.of('a.js', ['b', 'c']), names.of('a.js', ['b', 'c']), names.of('a.js', ['b'])]).to.deep.equal([
      'a.js > b > c',
      'a.js > b > c #2',
      'a.js > b',
    ]);
  });
});

describe('an error of a test', () => {
  it('is cut, since an assertion may print a whole client', () => {
    const text = describeError(new Error('x'.repeat(1000)));
    expect(text.split('\n')[0]).to.equal(`Error: ${'x'.repeat(293)}…`);
    expect(text.split('\n').length).to.be.within(2, 12);
  });
});

describe('what a worker wrote', () => {
  const line = (id: string, state: string): string =>
    JSON.stringify({ type: 'test', id, file: 'a.js', state, ms: 1, internals: [] });

  it('is read as far as it goes', () => {
    const { results, isDone } = readLines(`${line('a', 'passed')}\n${line('b', 'passed').slice(0, 20)}`);
    expect(results.map((result) => result.id)).to.deep.equal(['a']);
    expect(isDone).to.equal(false);
  });

  it('tells that a hook around all files ended it', () => {
    const { hooks, isDone } = readLines(
      `${JSON.stringify({ type: 'hook', error: 'no server' })}\n${JSON.stringify({ type: 'done', copies: [] })}`,
    );
    expect({ hooks, isDone }).to.deep.equal({ hooks: ['no server'], isDone: true });
  });

  it('has a test failed that fails after it has passed', () => {
    const { results } = readLines([line('a', 'passed'), line('a', 'failed')].join('\n'));
    expect(results.map((result) => result.state)).to.deep.equal(['failed']);
  });
});

describe('the selection of synchro', () => {
  it('sorts files into groups, without those that have a reason', () => {
    const place = { file: 'synchro.yaml', line: 1, column: 1 };
    const unselected = [{ pattern: 'test/unit/native/*', reason: 'native', framework: undefined, place }];
    const settings = { unselected, unreliable: [], fallThrough: [], internals: [], exclusions: [], fast: [] };
    const files = [
      'test/integration/a.test.js',
      'test/integration/b.spec.test.js',
      'test/integration/change-streams/a.test.js',
      'test/integration/change-streams/b.spec.test.js',
      'test/integration/crud/bulk.test.js',
      'test/integration/crud/find.test.js',
      'test/unit/c.spec.test.js',
      'test/unit/native/d.test.js',
    ];
    const groups = selectGroups(files, settings, () => true);
    expect(groups.map(({ name, files: of }) => [name, ...of])).to.deep.equal([
      ['change-streams', 'test/integration/change-streams/a.test.js'],
      ['unified', 'test/integration/b.spec.test.js', 'test/integration/change-streams/b.spec.test.js'],
      ['batches', 'test/integration/crud/bulk.test.js'],
      ['crud', 'test/integration/crud/find.test.js'],
      ['integration', 'test/integration/a.test.js'],
      ['unit', 'test/unit/c.spec.test.js'],
    ]);
    expect(
      selectGroups(files, settings, (file) => file.endsWith('integration/a.test.js')).map((group) => group.name),
    ).to.deep.equal(['integration']);
  });
});

describe('files that are asked for', () => {
  const files = ['test/unit/a.test.js', 'test/integration/crud/b.test.js'];

  it('are those that begin so, compiled or not', () => {
    expect(files.filter(beginningWith(files, ['test/unit/a.test.ts']))).to.deep.equal([files[0]]);
    expect(files.filter(beginningWith(files, ['test/integration', 'test/unit']))).to.deep.equal(files);
  });

  it('are refused where the suite has none', () => {
    expect(() => beginningWith(files, ['test/unit', 'integration/crud'])).to.throw(
      "no test file of the driver suite begins with 'integration/crud'",
    );
  });
});

describe('entries about files', () => {
  it('are reported where the suite has no such file', () => {
    const place = { file: 'synchro.yaml', line: 1, column: 1 };
    const entry = (pattern: string): Entry => ({ pattern, reason: 'x', framework: undefined, place });
    const settings = {
      unselected: [entry('test/unit/*')],
      unreliable: [],
      fallThrough: [],
      internals: [],
      exclusions: [],
      fast: [entry('test/a')],
    };
    expect(strayEntries(['test/unit/b.test.js'], settings).map((problem) => problem.subject)).to.deep.equal(['test/a']);
  });
});

describe('the type tests of synchro', () => {
  it('are the lines with an expectation, and that the rest compiles', () => {
    const text = 'import { expectType } from "tsd";\nexpectType<A>(a);\nexpectError(b);\nlet c = 1;\n';
    const results = judgeFile('test/types/a.test-d.ts', text, [{ line: 3, message: 'no error' }]);
    expect(results.map(({ id, state }) => [id.slice('test/types/a.test-d.ts > '.length), state])).to.deep.equal([
      ['compiles', 'passed'],
      ['line 2', 'passed'],
      ['line 3', 'failed'],
    ]);
    const [compiles] = judgeFile('a', text, [{ line: 4, message: 'wrong' }]);
    expect([compiles?.state, compiles?.error]).to.deep.equal(['failed', 'wrong']);
  });
});
