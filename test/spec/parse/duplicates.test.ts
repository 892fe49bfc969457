import { expect } from 'chai';

import type { Place } from '../../../codegen/common/place.js';
import { sortProblems } from '../../../codegen/common/problem-text.js';
import { parseSpecFile } from '../../../codegen/spec/parse/parse-spec.js';

const ONE_LINE = 'delete one of the two lines';
const ONE_OF_TWO = 'expected one of the two';

interface Case {
  readonly name: string;
  readonly text: readonly string[];
  /** The place, the place of the first one, the subject, the message and the fix. */
  readonly problems: readonly (readonly [at: string, first: string, subject: string, message: string, fix: string])[];
}

const CASES: readonly Case[] = [
  {
    name: 'twice under one heading',
    text: ['methods: [a, b, a]'],
    problems: [['2:17', '2:11', 'Foo.a', '`a` is listed twice under `methods`, expected once', ONE_LINE]],
  },
  {
    name: 'under two headings, a run among them',
    text: ['methods: [a]', 'commands: [a]', 'run:', '  methods: [a]'],
    problems: [
      ['2:11', '3:12', 'Foo.a', `\`a\` is listed under \`methods\` and under \`commands\`, ${ONE_OF_TWO}`, ONE_LINE],
      [
        '5:13',
        '3:12',
        'Foo.a',
        `\`a\` is listed under \`methods\` in \`run\` and under \`commands\`, ${ONE_OF_TWO}`,
        ONE_LINE,
      ],
    ],
  },
  {
    name: 'a static member, which differs from an instance member of the same name',
    text: ['constants: [a]', 'methods: [a, static b]', 'properties: [static a, b]'],
    problems: [
      [
        '4:14',
        '2:13',
        'Foo.a',
        `\`static a\` is listed under \`properties\` and under \`constants\`, ${ONE_OF_TWO}`,
        ONE_LINE,
      ],
    ],
  },
  {
    name: 'a symbol, and what it goes through',
    text: ['protocol:', '  - "[Symbol.a]": [next, next]', '  - "[Symbol.a]"'],
    problems: [
      [
        '3:26',
        '3:20',
        'Foo[Symbol.a]',
        '`next` is listed twice among the members that `[Symbol.a]` goes through, expected once',
        'delete one of the two',
      ],
      ['4:5', '3:5', 'Foo[Symbol.a]', '`[Symbol.a]` is listed twice under `protocol`, expected once', ONE_LINE],
    ],
  },
  {
    name: 'claimed and omitted',
    text: ['methods: [a]', 'omitted:', '  - a: { reason: r }'],
    problems: [
      [
        '4:5',
        '2:11',
        'Foo.a',
        '`a` is omitted and listed under `methods`, expected one of the two',
        'delete one of the two lines, or name the one `framework` that omits it',
      ],
    ],
  },
  {
    name: 'claimed, and omitted by one framework, is not a duplicate',
    text: ['methods: [a]', 'omitted:', '  - a: { reason: r, framework: rxjs }'],
    problems: [],
  },
  {
    name: 'omitted twice: for the same framework, and for all',
    text: [
      'omitted:',
      '  - a: { reason: r, framework: rxjs }',
      '  - a: { reason: r, framework: effect }',
      '  - a: { reason: r, framework: rxjs }',
      '  - a: { reason: r }',
      '  - static a: { reason: r }',
    ],
    problems: [
      ['5:5', '3:5', 'Foo.a', '`a` is omitted twice, expected once, or once for each `framework`', ONE_LINE],
      ['6:5', '3:5', 'Foo.a', '`a` is omitted twice, expected once, or once for each `framework`', ONE_LINE],
    ],
  },
  {
    name: 'lines of one member without a common release are not duplicates',
    text: [
      'commands: [a: { until: 6.0.0 }, b: { until: 5.9.0 }, b: { since: 6.2.0 }]',
      'methods: [a: { since: 6.0.0 }]',
      'events: [e: { until: 6.0.0 }, e: { since: 6.0.0 }]',
      'omitted:',
      '  - b: { since: 5.9.0, until: 6.2.0, reason: r }',
      '  - c: { until: 6.0.0, reason: r }',
      '  - c: { since: 6.0.0, reason: r }',
    ],
    problems: [],
  },
  {
    name: 'lines of one member with a common release',
    text: ['commands: [a: { until: 6.0.1 }]', 'methods: [a: { since: 6.0.0 }]', 'events: [e, e: { since: 6.0.0 }]'],
    problems: [
      [
        '3:11',
        '2:12',
        'Foo.a',
        `\`a\` is listed under \`methods\` and under \`commands\`, ${ONE_OF_TWO}, or separate releases: one applies from 6.0.0 on, the other until 6.0.1`,
        `end one with \`until\` where the other begins, or ${ONE_LINE}`,
      ],
      [
        '4:13',
        '4:10',
        'Foo.e',
        'the event `e` is listed twice, expected once, or separate releases: one applies from 6.0.0 on, the other in every release',
        'end one with `until` where the other begins, or delete one of the two',
      ],
    ],
  },
  {
    name: 'an event',
    text: ['events: [open, close, open]'],
    problems: [
      ['2:23', '2:10', 'Foo.open', 'the event `open` is listed twice, expected once', 'delete one of the two'],
    ],
  },
  {
    name: 'a list that an alias repeats',
    text: ['commands: &list', '  - a', 'methods: *list'],
    problems: [
      ['4:10', '3:5', 'Foo.a', `\`a\` is listed under \`methods\` and under \`commands\`, ${ONE_OF_TWO}`, ONE_LINE],
    ],
  },
  {
    name: 'a key, in the file and inside an entry',
    text: ['methods: [a]', 'methods: [b]', 'omitted:', '  - c: { since: 7.9.0, since: 7.9.0, reason: r }'],
    problems: [
      [
        '3:1',
        '2:1',
        'spec/Foo.yaml',
        '`methods` is listed twice in one map, expected once',
        'merge the two, or delete one',
      ],
      [
        '5:24',
        '5:10',
        'spec/Foo.yaml',
        '`since` is listed twice in one map, expected once',
        'merge the two, or delete one',
      ],
    ],
  },
  {
    name: 'are found beside an entry of the wrong type',
    text: ['methods: [a, 5, a]'],
    problems: [['2:17', '2:11', 'Foo.a', '`a` is listed twice under `methods`, expected once', ONE_LINE]],
  },
];

describe('parseSpecFile: spec-duplicate', () => {
  const spelled = (place: Place | undefined) => `${place?.line}:${place?.column}`;
  for (const { name, text, problems } of CASES) {
    it(name, () => {
      const found = sortProblems(parseSpecFile('spec/Foo.yaml', ['class: Foo', ...text].join('\n')).problems);
      const duplicates = found.filter(({ rule }) => rule === 'spec-duplicate');
      expect(
        duplicates.map(({ at, related, subject, message, fix }) => [
          spelled(at),
          spelled(related),
          subject,
          message,
          fix,
        ]),
      ).to.deep.equal(problems);
    });
  }

  it('keep the first of each in the class', () => {
    const { class: spec } = parseSpecFile(
      'spec/Foo.yaml',
      'class: Foo\ncommands: [a, a]\nmethods: [a, b]\nevents: [o, o]\nprotocol:\n  - "[Symbol.x]": [a, a]\n',
    );
    expect(spec?.claims.map(({ member, kind }) => `${kind} ${member}`)).to.deep.equal([
      'command a',
      'method b',
      'protocol [Symbol.x]',
    ]);
    expect(spec?.claims[2]?.through.map(({ name }) => name)).to.deep.equal(['a']);
    expect(spec?.events).to.have.length(1);
  });
});
