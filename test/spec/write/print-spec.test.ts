import { expect } from 'chai';
import fc from 'fast-check';

import { InternalError } from '../../../codegen/common/problem.js';
import { MEMBER_KINDS } from '../../../codegen/model/member-kind.js';
import { parseSpecFile } from '../../../codegen/spec/parse/parse-spec.js';
import { ROLE_NAMES } from '../../../codegen/spec/roles.js';
import { ALL_RELEASES, type Releases } from '../../../codegen/spec/releases.js';
import { type ClaimOutline, outline, printSpec, type SpecOutline } from '../../../codegen/spec/write/print-spec.js';

const SINCE: Releases = { since: '7.9.0', until: undefined };

const EMPTY: SpecOutline = {
  class: 'Foo',
  releases: ALL_RELEASES,
  constructible: undefined,
  bound: undefined,
  roles: {},
  claims: [],
  events: [],
  omitted: [],
};

function claim(kind: ClaimOutline['kind'], member: string, changes: Partial<ClaimOutline> = {}): ClaimOutline {
  return { member, kind, static: kind === 'constant', run: false, through: [], releases: ALL_RELEASES, ...changes };
}

describe('printSpec', () => {
  it('prints the committed style', () => {
    const text = printSpec({
      class: 'Foo',
      releases: { since: '6.0.0', until: undefined },
      constructible: ALL_RELEASES,
      bound: 'withSession',
      roles: {
        handshake: 'appendMetadata',
        copy: 'clone',
        transform: 'map',
        restart: 'rewind',
        unabortable: 'list',
      },
      claims: [
        claim('protocol', '[Symbol.asyncIterator]', { through: ['next', 'close'] }),
        claim('protocol', '[Symbol.asyncDispose]'),
        claim('protocol', '[Symbol.dispose]', { through: ['close'], releases: SINCE }),
        claim('protocol', '[Symbol.other]', { releases: SINCE }),
        claim('command', 'next', { run: true, releases: { since: '6.1.0', until: '7.0.0' } }),
        claim('property', 'id', { run: true }),
        claim('command', 'find'),
        claim('command', 'connect', { static: true }),
        claim('constant', 'NAME'),
        claim('method', 'true', { releases: SINCE }),
      ],
      events: [
        { name: 'open', releases: ALL_RELEASES },
        { name: 'shut', releases: SINCE },
      ],
      omitted: [
        {
          member: 'example',
          static: false,
          releases: SINCE,
          reason: `it's, {so}: ${'long '.repeat(30)}`,
          framework: 'rxjs',
        },
        { member: 'other', static: true, releases: ALL_RELEASES, reason: 'two\nlines', framework: undefined },
      ],
    });
    expect(text.split('\n')).to.deep.equal([
      '# yaml-language-server: $schema=./schema.json',
      'class: Foo',
      'since: 6.0.0',
      'constructible: true',
      'bound: withSession',
      'handshake: appendMetadata',
      'copy: clone',
      'transform: map',
      'restart: rewind',
      'unabortable: list',
      'constants:',
      '  - NAME',
      'commands:',
      '  - find',
      '  - static connect',
      'methods:',
      '  - "true": { since: 7.9.0 }',
      'protocol:',
      '  - "[Symbol.asyncIterator]": [next, close]',
      '  - "[Symbol.asyncDispose]"',
      '  - "[Symbol.dispose]": { through: [close], since: 7.9.0 }',
      '  - "[Symbol.other]": { since: 7.9.0 }',
      'run:',
      '  properties:',
      '    - id',
      '  commands:',
      '    - next: { since: 6.1.0, until: 7.0.0 }',
      'events:',
      '  - open',
      '  - shut: { since: 7.9.0 }',
      'omitted:',
      `  - example: { since: 7.9.0, reason: "it's, {so}: ${'long '.repeat(30)}", framework: rxjs }`,
      '  - static other: { reason: "two\\nlines" }',
      '',
    ]);
  });

  it('omits empty lists', () => {
    expect(printSpec(EMPTY)).to.equal('# yaml-language-server: $schema=./schema.json\nclass: Foo\n');
  });

  it('refuses what the form cannot express', () => {
    const print = (...claims: ClaimOutline[]) => printSpec({ ...EMPTY, claims });
    expect(() => print(claim('constant', 'A', { run: true }))).to.throw(InternalError);
    expect(() => print(claim('method', 'a', { through: ['b'] }))).to.throw(InternalError);
  });

  it('reads back as the same class', () => {
    fc.assert(
      fc.property(specs(), (spec) => {
        const { class: parsed, problems } = parseSpecFile(`spec/${spec.class}.yaml`, printSpec(spec));
        expect(problems).to.deep.equal([]);
        expect(parsed && outline(parsed)).to.deep.equal(spec);
      }),
      { numRuns: 300 },
    );
  });
});

/** Includes names that YAML would read as something else. */
function names(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,8}$/),
    fc.constantFrom('null', 'true', 'False', 'yes', 'y', '_', '$1', 'constructor', 'toString', 'hasOwnProperty'),
  );
}

function members(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: names() },
    { weight: 1, arbitrary: names().map((name) => `[Symbol.${name}]`) },
  );
}

function claims(): fc.Arbitrary<ClaimOutline[]> {
  const one = fc
    .record({
      member: members(),
      static: fc.boolean(),
      kind: fc.constantFrom(...MEMBER_KINDS),
      run: fc.boolean(),
      through: fc.uniqueArray(members(), { maxLength: 3 }),
      releases: releases(),
    })
    .map((drawn) => ({
      ...drawn,
      static: drawn.static || drawn.kind === 'constant',
      run: drawn.run && drawn.kind !== 'constant',
      through: drawn.kind === 'protocol' ? drawn.through : [],
    }));
  // In a file, the claims of a run come last, and headings are in the order of the kinds.
  const rank = ({ run, kind }: ClaimOutline) => Number(run) * MEMBER_KINDS.length + MEMBER_KINDS.indexOf(kind);
  return fc
    .uniqueArray(one, { selector: (drawn) => `${drawn.static} ${drawn.member}` })
    .map((drawn) => drawn.sort((a, b) => rank(a) - rank(b)));
}

function omissions(): fc.Arbitrary<SpecOutline['omitted'][number][]> {
  return fc.uniqueArray(
    fc.record({
      // No claim has such a name.
      member: names().map((name) => `omitted_${name}`),
      static: fc.boolean(),
      reason: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).filter((reason) => /\S/.test(reason)),
      releases: releases(),
      framework: fc.option(fc.constantFrom('rxjs', './mine.ts', '5'), { nil: undefined }),
    }),
    { selector: (drawn) => `${drawn.static} ${drawn.member}` },
  );
}

/** Ranges that all share a release with those of any class. */
function releases(): fc.Arbitrary<Releases> {
  return fc.record({
    since: fc.constantFrom(undefined, '5.0.0', '6.9.0'),
    until: fc.constantFrom(undefined, '7.9.0', '10.0.12'),
  });
}

function classReleases(): fc.Arbitrary<Releases> {
  return fc.constantFrom(ALL_RELEASES, { since: '6.10.0', until: undefined }, { since: undefined, until: '7.0.0' });
}

function roles(): fc.Arbitrary<SpecOutline['roles']> {
  const of = Object.fromEntries(ROLE_NAMES.map((role) => [role, names()] as const));
  return fc.record(of, { requiredKeys: [], noNullPrototype: true });
}

function specs(): fc.Arbitrary<SpecOutline> {
  return fc.record({
    class: names(),
    releases: classReleases(),
    constructible: fc.option(releases(), { nil: undefined }),
    bound: fc.option(fc.stringMatching(/^[A-Za-z_$][\w$]{0,8}$/), { nil: undefined }),
    roles: roles(),
    claims: claims(),
    events: fc.uniqueArray(
      fc.record({ name: fc.oneof(members(), fc.stringMatching(/^[!-~]{1,8}$/)), releases: releases() }),
      { selector: ({ name }) => name },
    ),
    omitted: omissions(),
  });
}
