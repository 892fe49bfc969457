import { join } from 'node:path';

import { expect } from 'chai';

import { copiesOf } from '../../codegen/synchro/masquerade/loaded-copies.js';
import { masquerade } from '../../codegen/synchro/masquerade/masquerade.js';
import { canBreak, type Shape, type ShapeMember } from '../../codegen/synchro/masquerade/shape.js';
import { describeError, TestNames } from '../../codegen/synchro/results/test-results.js';
import { readLines } from '../../codegen/synchro/run/run-worker.js';
import { judgeFile } from '../../codegen/synchro/run/type-tests.js';
import { beginningWith, selectGroups } from '../../codegen/synchro/suite/selection.js';

const SUITE = join('/', 'suite');
const DRIVER = join('/', 'project', 'node_modules', 'mongodb');

describe('the masquerade of synchro', () => {
  const Raw = function Raw(): void {};
  const Wrapped = function Wrapped(): void {};
  const barrel = join(SUITE, 'test', 'mongodb.js');
  const test = join(SUITE, 'test', 'unit', 'a.test.js');
  const collection = join(DRIVER, 'lib', 'collection.js');
  const exports = { Collection: Raw, ObjectId: function ObjectId(): void {} };
  let instances = 0;
  const evaluate = (file: string): typeof exports => {
    instances += 1;
    return replace(exports, collection, file) as typeof exports;
  };
  const replace = masquerade(SUITE, DRIVER, { Collection: Wrapped }, evaluate);

  it("gives tests the framework's classes, and everything else of the driver", () => {
    const found = replace(exports, barrel, test) as typeof exports;
    expect(found.Collection).to.equal(Wrapped);
    expect(found.ObjectId).to.equal(exports.ObjectId);
    expect(exports.Collection).to.equal(Raw);
  });

  it("lets the suite's barrel extend the classes of its other instance, once", () => {
    expect(replace(exports, collection, barrel)).to.equal(exports);
    instances = 0;
    const nested = join(SUITE, 'test', 'mongodb_all.js');
    expect(replace(exports, nested, test)).to.equal(replace(exports, nested, test));
    expect(instances).to.equal(1);
  });

  it("also replaces the classes in the driver's modules, and does not change modules without any", () => {
    const found = replace(exports, collection, test) as typeof exports;
    expect(found.Collection).to.equal(Wrapped);
    const utils = { parse: () => undefined };
    expect(replace(utils, join(DRIVER, 'lib', 'utils.js'), test)).to.equal(utils);
  });

  it("gives the suite's own runner the raw driver", () => {
    const importer = join(SUITE, 'test', 'tools', 'runner', 'hooks', 'leak_checker.js');
    expect(replace(exports, barrel, importer)).to.equal(exports);
  });
});

describe('a member that can be broken on purpose', () => {
  const member = { kind: 'command', static: false, run: false, copies: false, restarts: false, closes: false } as const;
  const members = (...names: string[]): ShapeMember[] =>
    names.map((name) => ({ ...member, name, through: [], required: 0 }));
  const shape: Shape = {
    lazy: false,
    classes: [
      { name: 'AbstractCursor', base: undefined, isCursor: true, members: members('next', '[Symbol.asyncIterator]') },
      { name: 'FindCursor', base: 'AbstractCursor', isCursor: true, members: members('count') },
      { name: 'Db', base: undefined, isCursor: false, members: [{ ...members('name')[0]!, kind: 'property' }] },
    ],
  };

  it('is a method of a class or of one of its base classes', () => {
    for (const name of ['FindCursor.count', 'FindCursor.next', 'AbstractCursor.[Symbol.asyncIterator]'])
      expect(canBreak(shape, name), name).to.equal(true);
    for (const name of [
      'AbstractCursor.count',
      'FindCursor.next.x',
      'Nope.next',
      'FindCursor',
      'Db.name',
      'Db.constructor',
    ])
      expect(canBreak(shape, name), name).to.equal(false);
  });
});

describe('copies of the driver', () => {
  it('are reported if there are two', () => {
    const one = join(DRIVER, 'lib', 'index.js');
    const other = join(SUITE, 'node_modules', 'mongodb', 'lib', 'index.js');
    const bson = (name: string): string => join('/', 'project', 'node_modules', 'bson', 'lib', name);
    expect(copiesOf([one, one, bson('bson.cjs')])).to.deep.equal([]);
    expect(copiesOf([one, other, bson('bson.cjs')])).to.deep.equal([one, other]);
    expect(copiesOf([bson('bson.cjs'), bson('bson.node.mjs')])).to.have.length(2);
  });
});

describe('the names of tests', () => {
  it('distinguish tests with the same name', () => {
    const names = new TestNames();
    expect([names.of('a.js', ['b', 'c']), names.of('a.js', ['b', 'c']), names.of('a.js', ['b'])]).to.deep.equal([
      'a.js > b > c',
      'a.js > b > c #2',
      'a.js > b',
    ]);
  });
});

describe('an error of a test', () => {
  it('is shortened, since an assertion may print a whole client', () => {
    const text = describeError(new Error('x'.repeat(1000)));
    expect(text.split('\n')[0]).to.equal(`Error: ${'x'.repeat(293)}…`);
    expect(text.split('\n').length).to.be.within(2, 12);
  });
});

describe('the output of a worker', () => {
  const line = (id: string, state: string): string =>
    JSON.stringify({ type: 'test', id, file: 'a.js', state, ms: 1, internals: [] });

  it('is read up to an incomplete line', () => {
    const { results, isDone } = readLines(`${line('a', 'passed')}\n${line('b', 'passed').slice(0, 20)}`);
    expect(results.map((result) => result.id)).to.deep.equal(['a']);
    expect(isDone).to.equal(false);
  });

  it('says that a root hook ended it', () => {
    const hook = { type: 'hook', error: 'no server', isLate: false };
    const { hooks, isDone } = readLines(
      [hook, { type: 'done', copies: [] }].map((each) => JSON.stringify(each)).join('\n'),
    );
    expect({ hooks, isDone }).to.deep.equal({ hooks: [hook], isDone: true });
  });

  it('counts a test as failed if it fails after it has passed', () => {
    const { results } = readLines([line('a', 'passed'), line('a', 'failed')].join('\n'));
    expect(results.map((result) => result.state)).to.deep.equal(['failed']);
  });
});

describe('the selection of synchro', () => {
  it('sorts files into groups, without those that have a reason', () => {
    const place = { file: 'synchro.yaml', line: 1, column: 1 };
    const unselected = [{ pattern: 'test/unit/native/*', reason: 'native', frameworks: undefined, place }];
    const settings = { unselected, unreliable: [], fallThrough: [], internals: [], exclusions: [], fast: [] };
    const files = [
      'test/integration/a.test.js',
      'test/integration/b.spec.test.js',
      'test/integration/change-streams/a.test.js',
      'test/integration/change-streams/b.spec.test.js',
      'test/integration/crud/bulk.test.js',
      'test/integration/crud/find.test.js',
      'test/integration/server-selection/a.test.js',
      'test/types/e.test-d.ts',
      'test/unit/c.spec.test.js',
      'test/unit/native/d.test.js',
    ];
    const groups = selectGroups(files, settings, () => true);
    expect(groups.map(({ name, files: of }) => [name, ...of])).to.deep.equal([
      ['change-streams', 'test/integration/change-streams/a.test.js'],
      ['unified', 'test/integration/b.spec.test.js', 'test/integration/change-streams/b.spec.test.js'],
      ['batches', 'test/integration/crud/bulk.test.js'],
      ['server-selection', 'test/integration/server-selection/a.test.js'],
      ['crud', 'test/integration/crud/find.test.js'],
      ['integration', 'test/integration/a.test.js'],
      ['unit', 'test/unit/c.spec.test.js'],
      ['types', 'test/types/e.test-d.ts'],
    ]);
    expect(groups.map(({ kind }) => kind).slice(-3)).to.deep.equal(['integration', 'unit', 'types']);
    expect(
      selectGroups(files, settings, (file) => file.endsWith('integration/a.test.js')).map((group) => group.name),
    ).to.deep.equal(['integration']);
  });
});

describe('requested files', () => {
  const files = ['test/unit/a.test.js', 'test/integration/crud/b.test.js', 'test/types/c.test-d.ts'];

  it('are those with the given prefix, compiled or not', () => {
    expect(files.filter(beginningWith(files, ['test/unit/a.test.ts']))).to.deep.equal([files[0]]);
    expect(files.filter(beginningWith(files, ['test/types/c.test-d.ts']))).to.deep.equal([files[2]]);
    expect(files.filter(beginningWith(files, ['test/integration', 'test/unit', 'test/types']))).to.deep.equal(files);
  });

  it('are refused if the suite has none', () => {
    expect(() => beginningWith(files, ['test/unit', 'integration/crud'])).to.throw(
      "no test file of the driver suite begins with 'integration/crud'",
    );
  });
});

describe('the type tests of synchro', () => {
  it('are the lines with an expectation, and whether the rest compiles', () => {
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
