import { expect } from 'chai';

import { parseSpecFile } from '../../../codegen/spec/parse/parse-spec.js';
import { ALL_RELEASES } from '../../../codegen/spec/releases.js';

const FILE = 'spec/Foo.yaml';

function at(line: number, column: number) {
  return { file: FILE, line, column };
}

describe('parseSpecFile', () => {
  it('returns every line with its place', () => {
    const { class: spec, problems } = parseSpecFile(
      FILE,
      [
        '# yaml-language-server: $schema=./schema.json',
        'class: Foo',
        'constructible: true',
        'bound: withSession',
        'handshake: appendMetadata',
        'constants:',
        '  - NAME',
        'commands:',
        '  - static connect # a comment',
        'protocol:',
        '  - "[Symbol.asyncIterator]": [next, close]',
        '  - "[Symbol.asyncDispose]"',
        'run:',
        '  properties:',
        '    - "id"',
        'events:',
        '  - open',
        'omitted:',
        '  - example: { since: 7.9.0, reason: why, framework: rxjs }',
        '  - static other:',
        '      since: 7.9.0',
        '      reason: >-',
        '        because',
        '        of this',
      ].join('\n'),
    );
    expect(problems).to.deep.equal([]);
    const claim = { static: false, run: false, through: [], releases: ALL_RELEASES };
    expect(spec).to.deep.equal({
      class: 'Foo',
      file: FILE,
      place: at(2, 8),
      releases: ALL_RELEASES,
      constructible: ALL_RELEASES,
      bound: { name: 'withSession', place: at(4, 8) },
      roles: { handshake: { name: 'appendMetadata', place: at(5, 12) } },
      claims: [
        { ...claim, member: 'NAME', kind: 'constant', static: true, place: at(7, 5) },
        { ...claim, member: 'connect', kind: 'command', static: true, place: at(9, 5) },
        {
          ...claim,
          member: '[Symbol.asyncIterator]',
          kind: 'protocol',
          through: [
            { name: 'next', place: at(11, 32) },
            { name: 'close', place: at(11, 38) },
          ],
          place: at(11, 5),
        },
        { ...claim, member: '[Symbol.asyncDispose]', kind: 'protocol', place: at(12, 5) },
        { ...claim, member: 'id', kind: 'property', run: true, place: at(15, 7) },
      ],
      events: [{ name: 'open', releases: ALL_RELEASES, place: at(17, 5) }],
      omitted: [
        {
          member: 'example',
          static: false,
          reason: 'why',
          releases: { since: '7.9.0', until: undefined },
          framework: 'rxjs',
          place: at(19, 5),
        },
        {
          member: 'other',
          static: true,
          reason: 'because of this',
          releases: { since: '7.9.0', until: undefined },
          framework: undefined,
          place: at(20, 5),
        },
      ],
    });
  });

  it('returns the releases that each line applies to', () => {
    const { class: spec, problems } = parseSpecFile(
      FILE,
      [
        'class: Foo',
        'since: 5.1.0',
        'until: 8.0.0',
        'constructible: { since: 6.0.0 }',
        'constants:',
        '  - NAME: { until: 7.0.0 }',
        'protocol:',
        '  - "[Symbol.a]": { through: [next], since: 6.9.0 }',
        '  - "[Symbol.b]": { until: 6.9.0 }',
        'run:',
        '  commands:',
        '    - static next: { since: 6.0.0, until: 7.0.0 }',
        'events:',
        '  - open: { since: 7.1.0 }',
      ].join('\n'),
    );
    expect(problems).to.deep.equal([]);
    const range = (since: string | undefined, until: string | undefined) => ({ since, until });
    expect(spec?.releases).to.deep.equal(range('5.1.0', '8.0.0'));
    expect(spec?.constructible).to.deep.equal(range('6.0.0', undefined));
    expect(spec?.claims.map(({ member, releases, place }) => ({ member, releases, place }))).to.deep.equal([
      { member: 'NAME', releases: range(undefined, '7.0.0'), place: at(6, 5) },
      { member: '[Symbol.a]', releases: range('6.9.0', undefined), place: at(8, 5) },
      { member: '[Symbol.b]', releases: range(undefined, '6.9.0'), place: at(9, 5) },
      { member: 'next', releases: range('6.0.0', '7.0.0'), place: at(12, 7) },
    ]);
    expect(spec?.claims[1]?.through).to.deep.equal([{ name: 'next', place: at(8, 31) }]);
    expect(spec?.events).to.deep.equal([{ name: 'open', releases: range('7.1.0', undefined), place: at(14, 5) }]);
  });

  it('only needs the class', () => {
    const { class: spec, named } = parseSpecFile(FILE, 'class: Foo');
    expect(spec).to.deep.equal({
      class: 'Foo',
      file: FILE,
      place: at(1, 8),
      releases: ALL_RELEASES,
      constructible: undefined,
      bound: undefined,
      roles: {},
      claims: [],
      events: [],
      omitted: [],
    });
    expect(named).to.deep.equal({ name: 'Foo', place: at(1, 8) });
  });

  it('accepts a list through an alias', () => {
    const { class: spec, problems } = parseSpecFile(FILE, 'class: Foo\ncommands: &c [a]\nevents: *c\n');
    expect(problems).to.deep.equal([]);
    expect(spec?.events).to.deep.equal([{ name: 'a', releases: ALL_RELEASES, place: at(3, 9) }]);
  });

  it('returns no class if the form is wrong, but still the name of the class', () => {
    const parsed = parseSpecFile(FILE, 'class: Foo\ncomands: [a]\n');
    expect(parsed).not.to.have.property('class');
    expect(parsed.named?.name).to.equal('Foo');
    expect(parseSpecFile(FILE, 'class: [\n')).to.have.all.keys('problems');
  });
});
