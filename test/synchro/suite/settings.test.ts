import { expect } from 'chai';

import { matches } from '../../../codegen/synchro/suite/pattern.js';
import { parseSettings } from '../../../codegen/synchro/suite/settings.js';

const messages = (text: string): string[] =>
  parseSettings('synchro.yaml', text, '7.9.0').problems.map(
    ({ message, at }) => `${at?.line}:${at?.column} ${message}`,
  );

describe('the settings of synchro', () => {
  it('have entries with their reasons and places', () => {
    const text =
      'exclusions:\n  - tests: test/unit/a.test.js*\n    framework: [rxjs, effect]\n    reason: by design\nfast:\n  - test/unit/*\n';
    const { settings, problems } = parseSettings('synchro.yaml', text, '7.9.0');
    expect(problems).to.deep.equal([]);
    expect(settings.exclusions).to.deep.equal([
      {
        pattern: 'test/unit/a.test.js*',
        frameworks: ['rxjs', 'effect'],
        reason: 'by design',
        place: { file: 'synchro.yaml', line: 2, column: 5 },
      },
    ]);
    expect(settings.fast.map((entry) => entry.pattern)).to.deep.equal(['test/unit/*']);
    expect(settings.internals).to.deep.equal([]);
  });

  const malformed: readonly [name: string, text: string, expected: string][] = [
    [
      'no reason',
      'exclusions:\n  - tests: a\n',
      "2:5 an entry of 'exclusions' has 'tests', 'reason', 'framework', 'since', 'until'; 'reason' is missing",
    ],
    [
      'an empty reason',
      "internals:\n  - tests: a\n    reason: ' '\n",
      "2:5 an entry of 'internals' has 'tests', 'reason', 'framework', 'since', 'until'; 'reason' is missing",
    ],
    [
      'a framework for an entry that cannot have one',
      'unselected:\n  - files: a\n    reason: b\n    framework: rxjs\n',
      "4:16 an entry of 'unselected' has 'files', 'reason', 'since', 'until'; found 'framework'",
    ],
    [
      'an empty framework',
      "exclusions:\n  - tests: a\n    reason: b\n    framework: ''\n",
      "4:16 an entry of 'exclusions' has 'tests', 'reason', 'framework', 'since', 'until'; 'framework' is the text ``, which is neither a name nor a list of names",
    ],
    [
      'a text instead of an entry',
      'exclusions:\n  - a\n',
      "2:5 an entry of 'exclusions' has 'tests', 'reason', 'framework', 'since', 'until'; found the text `a`",
    ],
    [
      'an unknown section',
      'excluded: []\n',
      "1:11 'excluded' is not a section; the sections are unselected, unreliable, fallThrough, internals, exclusions, fast",
    ],
    ['a section that is no list', 'fast: all\n', "1:7 'fast' is the text `all`, expected a list"],
    [
      'a bound that is not a release',
      'fast:\n  - { files: a, since: 6.x }\n',
      "2:24 an entry of 'fast' has 'files', 'since', 'until'; 'since' is the text `6.x`, which is not a release of the driver",
    ],
    [
      'a range without a release',
      'fast:\n  - { files: a, since: 6.0.0, until: 6.0.0 }\n',
      "2:38 an entry of 'fast' has 'files', 'since', 'until'; 'until' is 6.0.0, which does not come after 6.0.0",
    ],
  ];
  for (const [name, text, expected] of malformed) {
    it(`refuse ${name}`, () => {
      expect(messages(text)).to.deep.equal([expected]);
    });
  }

  it('apply to the releases in their range', () => {
    const text = 'fast:\n  - a\n  - { files: b, since: 6.2.0 }\n  - { files: c, until: 7.0.0 }\n';
    const held = (version: string): string =>
      parseSettings('synchro.yaml', text, version)
        .settings.fast.map(({ pattern }) => pattern)
        .join('');
    expect(['6.1.0', '6.2.0', '6.21.0', '7.0.0'].map(held)).to.deep.equal(['ac', 'abc', 'abc', 'ab']);
  });

  it('name a test, or all tests with a prefix', () => {
    expect(matches('a > b', 'a > b')).to.equal(true);
    expect(matches('a > b', 'a > b > c')).to.equal(false);
    expect(matches('a > *', 'a > b > c')).to.equal(true);
    expect(matches('a > *', 'b > a > c')).to.equal(false);
  });
});
