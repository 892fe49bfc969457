import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { formatProblems } from '../../../codegen/common/problem-text.js';
import { ALL_RELEASES } from '../../../codegen/spec/releases.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { errorsJsonSchema } from '../../../codegen/spec/parse/json-schema.js';
import { parseErrorsFile } from '../../../codegen/spec/parse/parse-errors.js';
import { inProject } from '../../support/project-root.js';

/** The problems of a file as text. */
function shown(text: string, file = 'spec/errors.yaml'): string[] {
  const { problems } = parseErrorsFile(file, text);
  return formatProblems(problems, { sources: new Map(), color: false, frames: false }).split('\n');
}

describe('parseErrorsFile', () => {
  it('returns each error class and member with its place', () => {
    const text = 'anything:\n  Db: [command]\nerrors:\n  WriteError:\n    Client: [static connect]\n    Stream: all\n';
    const at = (line: number, column: number) => ({ file: 'spec/errors.yaml', line, column });
    expect(parseErrorsFile('spec/errors.yaml', text)).to.deep.equal({
      errors: {
        anything: [
          {
            class: { name: 'Db', place: at(2, 3) },
            members: [{ name: 'command', releases: ALL_RELEASES, place: at(2, 8) }],
          },
        ],
        limited: [
          {
            error: { name: 'WriteError', place: at(4, 3) },
            releases: ALL_RELEASES,
            by: [
              {
                class: { name: 'Client', place: at(5, 5) },
                members: [{ name: 'static connect', releases: ALL_RELEASES, place: at(5, 14) }],
              },
              { class: { name: 'Stream', place: at(6, 5) }, members: undefined },
            ],
          },
        ],
      },
      problems: [],
    });
  });

  it('returns the releases that have an error class, and those in which a member can fail with it', () => {
    const text =
      'errors:\n  A:\n    since: 6.0.0\n    until: 7.0.0\n    B: [c: { since: 6.1.0 }, c: { until: 6.1.0 }]\n';
    const { errors, problems } = parseErrorsFile('spec/errors.yaml', text);
    expect(problems).to.deep.equal([]);
    expect(errors.limited[0]?.releases).to.deep.equal({ since: '6.0.0', until: '7.0.0' });
    expect(errors.limited[0]?.by.map((each) => each.class.name)).to.deep.equal(['B']);
    expect(errors.limited[0]?.by[0]?.members?.map(({ releases }) => releases)).to.deep.equal([
      { since: '6.1.0', until: undefined },
      { since: undefined, until: '6.1.0' },
    ]);
  });

  it('reports members that are listed twice, or also under `anything`', () => {
    const text =
      'anything:\n  Db: [command]\n  Admin: all\nerrors:\n  WriteError:\n    Db: [drop, command, drop]\n    Admin: [ping]\n';
    expect(shown(text)).to.deep.equal([
      'spec/errors.yaml:6:16 WriteError(Db.command): `command` of Db is listed under `WriteError` and under `anything`, which covers every error class (spec-duplicate)',
      '  fix: delete it here',
      '  see: spec/errors.yaml:2:8',
      'spec/errors.yaml:6:25 WriteError(Db.drop): `drop` of Db is listed twice under `WriteError`, expected once (spec-duplicate)',
      '  fix: delete one of the two',
      '  see: spec/errors.yaml:6:10',
      'spec/errors.yaml:7:13 WriteError(Admin.ping): `ping` of Admin is listed under `WriteError` and under `anything`, which covers every error class (spec-duplicate)',
      '  fix: delete it here',
      '  see: spec/errors.yaml:3:3',
    ]);
  });

  it('reports classes and error classes that are listed twice', () => {
    const text = 'errors:\n  WriteError:\n    Db: [a]\n    Db: [b]\n  WriteError:\n    Db: all\n';
    expect(shown(text).filter((line) => line.includes('spec-duplicate'))).to.deep.equal([
      'spec/errors.yaml:4:5: `Db` is listed twice in one map, expected once (spec-duplicate)',
      'spec/errors.yaml:5:3: `WriteError` is listed twice in one map, expected once (spec-duplicate)',
    ]);
  });

  for (const [name, text, line, fix] of [
    ['a misspelt key', 'error:\n  A:\n    B: all\n', '1:1: `error` is not a known key', 'rename it'],
    ['a list in place of the classes', 'errors:\n  A: [B.c]\n', '2:6: `A` in `errors` is a list', 'write'],
    [
      'a word in place of the members',
      'errors:\n  A:\n    B: c\n',
      '3:8: `B` in `A` in `errors` is the text `c`',
      'write',
    ],
    [
      'no members',
      'errors:\n  A:\n    B: []\n',
      '3:8: `B` in `A` in `errors` is a list, expected a list of at least one member',
      'write',
    ],
    ['nothing', 'errors:\n  A:\n    B:\n', '3:5: `B` in `A` in `errors` is nothing', 'give it a value'],
    [
      'a number among the members',
      'errors:\n  A:\n    B: [1]\n',
      '3:9: item 1 of `B` in `A` in `errors` is the number `1`',
      'write it in quotes',
    ],
    [
      'an error class that ends before it begins',
      'errors:\n  A:\n    since: 6.0.0\n    until: 6.0.0\n    B: all\n',
      '4:12: the range from 6.0.0 until 6.0.0 contains no release',
      'correct one of the two',
    ],
    [
      'a release that is none',
      'errors:\n  A:\n    since: 6\n    B: all\n',
      '3:12: `since` in `A` in `errors` is',
      'write',
    ],
    [
      'a class that is none beside releases',
      'errors:\n  A:\n    B.c: all\n',
      'the key `B.c` of `A` in `errors` is',
      'write',
    ],
    [
      'a class that is none',
      'anything:\n  B.c: all\n',
      '2:3: the key `B.c` of `anything` is not a valid name',
      'write',
    ],
    ['a file of comments', '# nothing\n', '1:1: the file is empty, expected a map of `errors`', 'write'],
    ['no YAML', 'errors: [\n', 'spec/errors.yaml', ''],
  ] as const) {
    it(`reports ${name}, with its place and a fix`, () => {
      const lines = shown(text);
      expect(lines.join('\n')).to.include(line);
      expect(
        lines.some((each) => each.startsWith(`  fix: ${fix}`)),
        lines.join('\n'),
      ).to.equal(true);
      if (!name.startsWith('an error class that ends'))
        expect(parseErrorsFile('spec/errors.yaml', text).errors).to.deep.equal({ anything: [], limited: [] });
    });
  }

  it('reports a file that ends in .yml, instead of silently ignoring it', () => {
    expect(shown('errors: {}\n', 'spec/errors.yml')).to.deep.equal([
      'spec/errors.yml:1:1: the file is named `errors.yml`, expected `errors.yaml` (spec-file-name)',
      '  fix: rename the file to `errors.yaml`',
    ]);
  });
});

describe('spec/errors.yaml', () => {
  it('has a schema, which matches the committed file', () => {
    expect(readFileSync(inProject('spec', 'errors.schema.json'), 'utf8')).to.equal(errorsJsonSchema());
    const [first] = readFileSync(inProject('spec', 'errors.yaml'), 'utf8').split('\n');
    expect(first).to.equal('# yaml-language-server: $schema=./errors.schema.json');
  });

  it('does not describe a class, and may be missing', () => {
    const classes = new Map([['spec/A.yaml', Buffer.from('class: A\n')]]);
    const { spec } = loadSpec('spec', () => classes);
    expect(spec.errors).to.deep.equal({ anything: [], limited: [] });
    const errors = Buffer.from('errors:\n  E:\n    A: all\n');
    const loaded = loadSpec('spec', () => new Map([...classes, ['spec/errors.yaml', errors]]));
    expect(loaded.spec.classes.map((each) => each.class)).to.deep.equal(['A']);
    expect(loaded.spec.errors.limited.map((each) => each.error.name)).to.deep.equal(['E']);
    expect(() => loadSpec('spec', () => new Map([['spec/errors.yaml', errors]]))).to.throw(
      'has no .yaml file of a class',
    );
  });
});
