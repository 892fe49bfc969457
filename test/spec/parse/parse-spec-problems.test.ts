import { expect } from 'chai';

import { sortProblems } from '../../../codegen/common/problem-text.js';
import { parseSpecFile } from '../../../codegen/spec/parse/parse-spec.js';

const MEMBER = 'the name of a member such as `find` or `static connect`';
const BARE = 'the name of a member such as `find`, without `static`';
const LIST = 'a list of members, one per line';
const FILE_KEYS =
  '`class`, `since`, `until`, `constructible`, `bound`, `handshake`, `copy`, `transform`, `restart`, `closer`, `unabortable`, `constants`, `properties`, `chains`, `commands`, `executors`, `cursors`, ' +
  '`methods`, `protocol`, `run`, `events`, `omitted`';
const RUN_KEYS = '`properties`, `chains`, `commands`, `executors`, `cursors`, `methods`, `protocol`';
const OMISSION = 'one member with `{ reason: ... }`';
const RANGE = 'a map with `since`, `until` or both';
const VERSION = 'a release of the driver such as `7.9.0`';

interface Case {
  readonly name: string;
  /** The text of `spec/Foo.yaml`. */
  readonly text: readonly string[] | string;
  /** For each problem: `line:column rule: message`, then the fix. */
  readonly problems: readonly (readonly [problem: string, fix: string])[];
}

function run({ name, text, problems }: Case): void {
  it(name, () => {
    const yaml = typeof text === 'string' ? text : `${text.join('\n')}\n`;
    const found = sortProblems(parseSpecFile('spec/Foo.yaml', yaml).problems);
    const shown = found.map(({ at, rule, message, fix }) => [`${at?.line}:${at?.column} ${rule}: ${message}`, fix]);
    expect(shown).to.deep.equal(problems);
    expect(found.every(({ at, severity }) => at?.file === 'spec/Foo.yaml' && severity === 'error')).to.equal(true);
  });
}

describe('parseSpecFile: spec-syntax', () => {
  const correct = 'correct the YAML at this place';
  const cases: readonly Case[] = [
    {
      name: 'a tab as indentation, once for the line',
      text: ['class: Foo', 'methods:', '\t- x: y: z'],
      problems: [['3:1 spec-syntax: a tab indents this line, expected spaces', 'indent by two spaces']],
    },
    {
      name: 'several, on lines of their own',
      text: ['class: @Foo', 'methods: [a', 'chains: `b`'],
      problems: [
        ['1:8 spec-syntax: a plain text cannot begin with this character', 'write the text in quotes'],
        [
          '3:1 spec-syntax: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
          correct,
        ],
      ],
    },
    {
      name: 'a second colon on a line',
      text: ['class: Foo: Bar'],
      problems: [
        ['1:8 spec-syntax: there is a second `:` on the line', 'begin a new line, or write the text in quotes'],
      ],
    },
    {
      name: 'a second document',
      text: ['class: Foo', '---', 'class: Bar'],
      problems: [['2:1 spec-syntax: a second document begins, expected one', 'delete this line and what follows it']],
    },
    {
      name: 'an unknown tag, in addition to the other problems of the file',
      text: ['class: !name Foo', 'constructible: 1'],
      problems: [
        ['1:8 spec-syntax: a tag is unknown, expected none', 'delete the tag, the word after `!`'],
        [
          '2:16 spec-wrong-type: `constructible` is the number `1`, expected `true` or `false`',
          'write `true` or `false` instead',
        ],
      ],
    },
    {
      name: 'an alias without its anchor',
      text: ['class: Foo', 'commands: *these', 'methods:', '  - *those'],
      problems: [
        [
          '2:11 spec-syntax: `*these` refers to an anchor that does not exist',
          'write the name; a text that begins with `*` goes in quotes',
        ],
        [
          '4:5 spec-syntax: `*those` refers to an anchor that does not exist',
          'write the name; a text that begins with `*` goes in quotes',
        ],
      ],
    },
    {
      name: 'a quoted text without an end',
      text: ['class: "Foo', 'methods: [a]'],
      problems: [['3:1 spec-syntax: this is not YAML: Missing closing "quote', correct]],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: spec-unknown-key', () => {
  const cases: readonly Case[] = [
    {
      name: 'in the file, with and without a near name',
      text: ['class: Foo', 'comands: [a]', 'aggregates: [b]', '__proto__: [c]'],
      problems: [
        [
          `2:1 spec-unknown-key: \`comands\` is not a known key, expected one of ${FILE_KEYS}`,
          'rename it to `commands`',
        ],
        [`3:1 spec-unknown-key: \`aggregates\` is not a known key, expected one of ${FILE_KEYS}`, 'delete it'],
        [`4:1 spec-unknown-key: \`__proto__\` is not a known key, expected one of ${FILE_KEYS}`, 'delete it'],
      ],
    },
    {
      name: 'in a run, including a key of the file',
      text: ['class: Foo', 'run:', '  constants: [a]', '  method: [b]'],
      problems: [
        [
          `3:3 spec-unknown-key: \`constants\` in \`run\` is not a known key, expected one of ${RUN_KEYS}`,
          'move it out to the left margin',
        ],
        [
          `4:3 spec-unknown-key: \`method\` in \`run\` is not a known key, expected one of ${RUN_KEYS}`,
          'rename it to `methods`',
        ],
      ],
    },
    {
      name: 'in an omission',
      text: ['class: Foo', 'omitted:', '  - a: { since: 7.9.0, reason: r, framwork: rxjs }'],
      problems: [
        [
          '3:35 spec-unknown-key: `framwork` in `a` in item 1 of `omitted` is not a known key, ' +
            'expected one of `since`, `until`, `reason`, `framework`',
          'rename it to `framework`',
        ],
      ],
    },
    {
      name: 'a misspelt required key is not also reported as missing',
      text: ['clas: Foo', 'omitted:', '  - a: { sinc: 7.9.0, reason: r }'],
      problems: [
        [`1:1 spec-unknown-key: \`clas\` is not a known key, expected one of ${FILE_KEYS}`, 'rename it to `class`'],
        [
          '3:10 spec-unknown-key: `sinc` in `a` in item 1 of `omitted` is not a known key, ' +
            'expected one of `since`, `until`, `reason`, `framework`',
          'rename it to `since`',
        ],
      ],
    },
    {
      name: 'keys that are not texts',
      text: ['class: Foo', '5: x', 'null: y'],
      problems: [
        [`2:1 spec-unknown-key: \`5\` is not a known key, expected one of ${FILE_KEYS}`, 'delete it'],
        [`3:1 spec-unknown-key: \`null\` is not a known key, expected one of ${FILE_KEYS}`, 'delete it'],
      ],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: spec-missing-key', () => {
  const cases: readonly Case[] = [
    {
      name: 'the class',
      text: ['# a comment', 'commands: [a]'],
      problems: [
        [
          '2:1 spec-missing-key: `class` is missing, expected the name of a driver class such as `Collection`',
          'add `class:` with the name of a driver class such as `Collection`',
        ],
      ],
    },
    {
      name: 'the keys that an omission needs',
      text: ['class: Foo', 'omitted:', '  - a: { framework: rxjs }', '  - b:', '      since: 7.9.0'],
      problems: [
        [
          '3:8 spec-missing-key: `reason` in `a` in item 1 of `omitted` is missing, ' +
            'expected a sentence that says why it is not wrapped',
          'add `reason:` with a sentence that says why it is not wrapped',
        ],
        [
          '5:7 spec-missing-key: `reason` in `b` in item 2 of `omitted` is missing, ' +
            'expected a sentence that says why it is not wrapped',
          'add `reason:` with a sentence that says why it is not wrapped',
        ],
      ],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: spec-wrong-type', () => {
  const root = (found: string, place = '1:1') =>
    [
      `${place} spec-wrong-type: the file is ${found}, expected a map that begins with \`class:\``,
      'write a map that begins with `class:`',
    ] as const;
  const cases: readonly Case[] = [
    { name: 'an empty file', text: '', problems: [root('empty')] },
    { name: 'a file of comments', text: '\n# nothing here\n', problems: [root('empty')] },
    { name: 'a file with only a text', text: '\nFoo\n', problems: [root('the text `Foo`', '2:1')] },
    { name: 'a file with only a number', text: '5', problems: [root('the number `5`')] },
    { name: 'a file that is a list', text: '- class: Foo\n', problems: [root('a list')] },
    {
      name: 'scalars',
      text: ['class: 5', 'constructible: yes', 'handshake: [a]', 'run: true'],
      problems: [
        [
          '1:8 spec-wrong-type: `class` is the number `5`, expected the name of a driver class such as `Collection`',
          'write the name of a driver class such as `Collection` instead',
        ],
        [
          '2:16 spec-wrong-type: `constructible` is the text `yes`, expected `true` or `false`',
          'write `true` or `false` instead',
        ],
        [`3:12 spec-wrong-type: \`handshake\` is a list, expected ${BARE}`, `write ${BARE} instead`],
        [
          '4:6 spec-wrong-type: `run` is the value `true`, expected a map of headings such as `commands:`',
          'write a map of headings such as `commands:` instead',
        ],
      ],
    },
    {
      name: 'lists',
      text: ['class: Foo', 'commands: find', 'methods:', 'chains: { a: b }', 'events: 5'],
      problems: [
        [
          `2:11 spec-wrong-type: \`commands\` is the text \`find\`, expected ${LIST}`,
          'write it as a list: a line `- find` below the key',
        ],
        [`3:1 spec-wrong-type: \`methods\` is nothing, expected ${LIST}`, 'give it a value, or delete it'],
        [`4:9 spec-wrong-type: \`chains\` is a map, expected ${LIST}`, `write ${LIST} instead`],
        [
          '5:9 spec-wrong-type: `events` is the number `5`, expected a list of events, one per line',
          'write a list of events, one per line instead',
        ],
      ],
    },
    {
      name: 'items',
      text: [
        'class: Foo',
        'run:',
        '  commands:',
        '    -',
        '    - ~',
        '    - 0x5',
        '    - a b',
        '    - a: b',
        '    - []',
      ],
      problems: [
        [
          `4:6 spec-wrong-type: item 1 of \`commands\` in \`run\` is nothing, expected ${MEMBER}`,
          'give it a value, or delete it',
        ],
        [
          `5:7 spec-wrong-type: item 2 of \`commands\` in \`run\` is nothing, expected ${MEMBER}`,
          'give it a value, or delete it',
        ],
        [
          `6:7 spec-wrong-type: item 3 of \`commands\` in \`run\` is the number \`0x5\`, expected ${MEMBER}`,
          'write it in quotes: "0x5"',
        ],
        [
          `8:10 spec-wrong-type: \`a\` in item 5 of \`commands\` in \`run\` is the text \`b\`, expected ${RANGE}`,
          `write ${RANGE} instead`,
        ],
        [
          `9:7 spec-wrong-type: item 6 of \`commands\` in \`run\` is a list, expected ${MEMBER}`,
          `write ${MEMBER} instead`,
        ],
      ],
    },
    {
      name: 'a symbol without quotes, as an item and as a key',
      text: ['class: Foo', 'protocol:', '  - [Symbol.asyncIterator]', '  - [Symbol.asyncDispose]: [close]'],
      problems: [
        [
          '3:5 spec-wrong-type: item 1 of `protocol` is a list, ' +
            'expected the name of a member, or the name with the list of what it goes through',
          'write it in quotes: "[Symbol.asyncIterator]"',
        ],
        ['4:5 spec-wrong-type: a key is a list, expected a name', 'write it in quotes: "[Symbol.asyncDispose]"'],
      ],
    },
    {
      name: '`static` before a constant',
      text: ['class: Foo', 'constants: [static A]'],
      problems: [
        [
          `2:13 spec-wrong-type: item 1 of \`constants\` is the text \`static A\`, expected ${BARE}`,
          `write ${BARE} instead`,
        ],
      ],
    },
    {
      name: 'the members that a protocol member goes through',
      text: [
        'class: Foo',
        'protocol:',
        '  - "[Symbol.a]": next',
        '  - "[Symbol.b]": [a, 5]',
        '  - a: []',
        '    b: []',
        '  - 7',
      ],
      problems: [
        [
          '3:19 spec-wrong-type: `[Symbol.a]` in item 1 of `protocol` is the text `next`, ' +
            'expected a list of members of the wrapper such as `[next, close]`',
          'write it as a list: a line `- next` below the key',
        ],
        [
          `4:23 spec-wrong-type: item 2 of \`[Symbol.b]\` in item 2 of \`protocol\` is the number \`5\`, expected ${BARE}`,
          'write it in quotes: "5"',
        ],
        [
          '5:5 spec-wrong-type: item 3 of `protocol` is a map of 2 keys, ' +
            'expected one member with the list of what it goes through',
          'write one member with the list of what it goes through instead',
        ],
        [
          '7:5 spec-wrong-type: item 4 of `protocol` is the number `7`, ' +
            'expected the name of a member, or the name with the list of what it goes through',
          'write it in quotes: "7"',
        ],
      ],
    },
    {
      name: 'omissions',
      text: [
        'class: Foo',
        'omitted:',
        '  - a: { since: 7.90, reason: r }',
        '  - b:',
        '    since: 7.9.0',
        '  - c',
        '  - d e: { since: 7.9.0, reason: r }',
        '  - f:',
        '  - g: { since: 7.9.0, reason: "" }',
        '  - __proto__: { since: 7.9.0, reason: r }',
      ],
      problems: [
        [
          `3:17 spec-wrong-type: \`since\` in \`a\` in item 1 of \`omitted\` is the number \`7.90\`, expected ${VERSION}`,
          `write ${VERSION} instead`,
        ],
        [
          `4:5 spec-wrong-type: item 2 of \`omitted\` is a map of 2 keys, expected ${OMISSION}`,
          `write ${OMISSION} instead`,
        ],
        [
          `6:5 spec-wrong-type: item 3 of \`omitted\` is the text \`c\`, expected ${OMISSION}`,
          `write ${OMISSION} instead`,
        ],
        [
          '8:5 spec-wrong-type: `f` in item 5 of `omitted` is nothing, ' +
            'expected a map with `reason`, `framework` if it is for one only, and `since` or `until` if not for every release',
          'give it a value, or delete it',
        ],
        [
          '9:32 spec-wrong-type: `reason` in `g` in item 6 of `omitted` is the text ``, ' +
            'expected a sentence that says why it is not wrapped',
          'write a sentence that says why it is not wrapped instead',
        ],
        [
          `10:5 spec-wrong-type: item 7 of \`omitted\` is a map of 1 keys, expected ${OMISSION}`,
          `write ${OMISSION} instead`,
        ],
      ],
    },
    {
      name: 'a date of YAML 1.1',
      text: ['%YAML 1.1', '---', 'class: Foo', 'handshake: 2001-01-01'],
      problems: [
        [`4:12 spec-wrong-type: \`handshake\` is the value \`2001-01-01\`, expected ${BARE}`, `write ${BARE} instead`],
      ],
    },
    {
      name: 'an anchor that contains itself',
      text: ['class: Foo', 'commands: &a [*a]'],
      problems: [
        [`2:15 spec-wrong-type: item 1 of \`commands\` is a list, expected ${MEMBER}`, `write ${MEMBER} instead`],
      ],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: releases', () => {
  const cases: readonly Case[] = [
    {
      name: 'of the wrong form: on a line, in a protocol, of the construction and of the file',
      text: [
        'class: Foo',
        'since: 6.0',
        'constructible: {}',
        'commands:',
        '  - a: { since: 6.0.0-beta.1 }',
        '  - b: {}',
        '  - c: { sinse: 6.0.0 }',
        '  - d:',
        'protocol:',
        '  - "[Symbol.a]": { throgh: [close] }',
        'events:',
        '  - e: { until: 7 }',
      ],
      problems: [
        [`2:8 spec-wrong-type: \`since\` is the number \`6.0\`, expected ${VERSION}`, `write ${VERSION} instead`],
        [
          '3:16 spec-wrong-type: `constructible` is a map of 0 keys, expected a map with `since`, `until` or both',
          `write ${RANGE} instead`,
        ],
        [
          `5:17 spec-wrong-type: \`since\` in \`a\` in item 1 of \`commands\` is the text \`6.0.0-beta.1\`, expected ${VERSION}`,
          `write ${VERSION} instead`,
        ],
        [
          `6:8 spec-wrong-type: \`b\` in item 2 of \`commands\` is a map of 0 keys, expected ${RANGE}`,
          `write ${RANGE} instead`,
        ],
        [
          '7:10 spec-unknown-key: `sinse` in `c` in item 3 of `commands` is not a known key, expected one of `since`, `until`',
          'rename it to `since`',
        ],
        [
          `8:5 spec-wrong-type: \`d\` in item 4 of \`commands\` is nothing, expected ${RANGE}`,
          'give it a value, or delete it',
        ],
        [
          '10:21 spec-unknown-key: `throgh` in `[Symbol.a]` in item 1 of `protocol` is not a known key, expected one of `through`, `since`, `until`',
          'rename it to `through`',
        ],
        [
          `12:17 spec-wrong-type: \`until\` in \`e\` in item 1 of \`events\` is the number \`7\`, expected ${VERSION}`,
          `write ${VERSION} instead`,
        ],
      ],
    },
    {
      name: 'that end before they begin, or are not those of the class',
      text: [
        'class: Foo',
        'since: 6.0.0',
        'commands:',
        '  - a: { since: 7.0.0, until: 6.9.0 }',
        '  - b: { since: 7.0.0, until: 7.0.0 }',
        '  - c: { until: 6.0.0 }',
        '  - d: { until: 6.0.1 }',
      ],
      problems: [
        ...(['a', 'b'] as const).map(
          (_, index) =>
            [
              `${4 + index}:31 spec-range: the range from 7.0.0 until ${index === 0 ? '6.9.0' : '7.0.0'} contains no release, ` +
                'expected an `until` that comes after its `since`',
              'correct one of the two: `since` is the first release that has it, `until` the first that no longer has it',
            ] as const,
        ),
        [
          '6:5 spec-range: the line applies until 6.0.0 and its file from 6.0.0 on, expected a release to which both apply',
          'correct one of them, or delete the line',
        ],
      ],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: spec-file-name', () => {
  const cases: readonly Case[] = [
    {
      name: 'a file of another class',
      text: ['class: Bar', 'methods: [a, a]'],
      problems: [
        [
          '1:8 spec-file-name: the file is named `Foo.yaml`, expected `Bar.yaml` after its class',
          'rename the file to `Bar.yaml`, or correct the class',
        ],
        ['2:14 spec-duplicate: `a` is listed twice under `methods`, expected once', 'delete one of the two lines'],
      ],
    },
    {
      name: 'a name that differs in case',
      text: ['class: foo'],
      problems: [
        [
          '1:8 spec-file-name: the file is named `Foo.yaml`, expected `foo.yaml` after its class',
          'rename the file to `foo.yaml`, or correct the class',
        ],
      ],
    },
  ];
  cases.forEach(run);
});

describe('parseSpecFile: positions', () => {
  const wrong = (place: string): Case['problems'] => [
    [
      `${place} spec-wrong-type: item 2 of \`methods\` is the number \`5\`, expected ${MEMBER}`,
      'write it in quotes: "5"',
    ],
  ];
  const cases: readonly Case[] = [
    { name: 'windows line ends', text: 'class: Foo\r\nmethods:\r\n  - a\r\n  - 5\r\n', problems: wrong('4:5') },
    { name: 'a byte order mark', text: '\uFEFFclass: Foo\nmethods: [a, 5]\n', problems: wrong('2:14') },
    {
      name: 'a byte order mark on the same line',
      text: '\uFEFF{ class: Foo, methods: [a, 5] }',
      problems: wrong('1:28'),
    },
    { name: 'no line end at the end', text: 'class: Foo\nmethods:\n- a\n- 5', problems: wrong('4:3') },
    {
      name: 'a value through an alias has the place of the alias',
      text: ['class: Foo', 'x-: &m [a, 5]', 'methods: *m'],
      problems: [
        [`2:1 spec-unknown-key: \`x-\` is not a known key, expected one of ${FILE_KEYS}`, 'delete it'],
        ...wrong('3:10'),
      ],
    },
    {
      name: 'long and strange text is shortened to one line',
      text: ['class: Foo', `constructible: "${'x'.repeat(70)}"`, 'handshake: "a\\nb\\e"'],
      problems: [
        [
          `2:16 spec-wrong-type: \`constructible\` is the text \`${'x'.repeat(57)}...\`, expected \`true\` or \`false\``,
          'write `true` or `false` instead',
        ],
        [`3:12 spec-wrong-type: \`handshake\` is the text \`a\\nb\\u001b\`, expected ${BARE}`, `write ${BARE} instead`],
      ],
    },
  ];
  cases.forEach(run);

  it('has the file as its subject until the class is known, then the class', () => {
    const subjects = (text: string) => parseSpecFile('spec/Foo.yaml', text).problems.map(({ subject }) => subject);
    expect(subjects('')).to.deep.equal(['spec/Foo.yaml']);
    expect(subjects('class: Foo\nrun: 5\n')).to.deep.equal(['Foo']);
  });
});
