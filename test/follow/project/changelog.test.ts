import { expect } from 'chai';

import { withChangelogLine } from '../../../codegen/follow/project/changelog.js';

const LINE = '- Generated from mongodb 7.1.0.';

const CASES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'behind the last line under `Changed`': [
    '# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- one\n  and more\n\n### Fixed\n\n- two\n',
    `# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- one\n  and more\n${LINE}\n\n### Fixed\n\n- two\n`,
  ],
  'under a heading of its own, where there is none': [
    '# Changelog\n\n## Unreleased\n\n### Added\n\n- one\n\n## 1.0.0\n\n### Changed\n\n- old\n',
    `# Changelog\n\n## Unreleased\n\n### Added\n\n- one\n\n### Changed\n\n${LINE}\n\n## 1.0.0\n\n### Changed\n\n- old\n`,
  ],
  'under `Unreleased`, where nothing is': [
    '# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- old\n',
    `# Changelog\n\n## Unreleased\n\n### Changed\n\n${LINE}\n\n## 1.0.0\n\n- old\n`,
  ],
  'above the last release, where all is released': [
    '# Changelog\n\nAll changes.\n\n## 1.0.0\n\n- old\n',
    `# Changelog\n\nAll changes.\n\n## Unreleased\n\n### Changed\n\n${LINE}\n\n## 1.0.0\n\n- old\n`,
  ],
  'at the end, where there is no release': [
    '# Changelog\n',
    `# Changelog\n\n## Unreleased\n\n### Changed\n\n${LINE}\n`,
  ],
  'under an empty `Changed`': [
    '## Unreleased\n\n### Changed\n\n### Fixed\n\n- x\n',
    `## Unreleased\n\n### Changed\n\n${LINE}\n\n### Fixed\n\n- x\n`,
  ],
};

describe('a line of the changelog', () => {
  for (const [where, [before, after]] of Object.entries(CASES)) {
    it(`goes ${where}`, () => {
      expect(withChangelogLine(before, LINE)).to.equal(after);
    });
    it(`is not repeated after it was added ${where}`, () => {
      expect(withChangelogLine(after, LINE)).to.equal(after);
    });
  }
});

describe('a line of the changelog under another heading', () => {
  it('comes after the last one there, or gets the heading', () => {
    const before = '## Unreleased\n\n### Fixed\n\n- one\n';
    expect(withChangelogLine(before, LINE, 'Fixed')).to.equal(`${before}${LINE}\n`);
    expect(withChangelogLine('## Unreleased\n', LINE, 'Added')).to.equal(`## Unreleased\n\n### Added\n\n${LINE}\n`);
  });
});
