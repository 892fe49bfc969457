import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { withChanges, withRelease } from '../../release/changelog.js';
import { notesOf } from '../../release/notes.js';
import { inProject } from '../support/project-root.js';

const BEFORE = `# Changelog

All changes.

## Unreleased

Versions follow the driver.

<!-- packages: sentence -->

\`motorized@7\` is generated from mongodb 7.9.0.

<!-- /packages -->

### Added

- one
  and more

## 0.1.0 - 2026-01-01

### Added

- old
`;

const RELEASED = `# Changelog

All changes.

## Unreleased

Versions follow the driver.

<!-- packages: sentence -->

\`motorized@7\` is generated from mongodb 7.9.0.

<!-- /packages -->

## 0.2.0 - 2026-11-28

Versions follow the driver.

\`motorized@7\` is generated from mongodb 7.9.0.

### Added

- one
  and more

## 0.1.0 - 2026-01-01

### Added

- old
`;

describe('the changelog of a release', () => {
  const release = { version: '0.2.0', date: '2026-11-28' };

  it('has the unreleased changes, and keeps the text about the packages', () => {
    expect(withRelease(BEFORE, release)).to.equal(RELEASED);
  });

  it('has the texts of the changesets, each under the heading of its bump', () => {
    const text = withChanges('# Changelog\n\n## Unreleased\n', [
      { bump: 'patch', summary: 'A cursor is closed.' },
      { bump: 'minor', summary: 'A command `doctor`.\n\n```sh\nmotorized doctor\n```\n' },
      { bump: 'none', summary: 'Nobody reads this.' },
    ]);
    expect(withRelease(text, release)).to.equal(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-11-28\n\n### Fixed\n\n- A cursor is closed.\n\n### Added\n\n- A command `doctor`.\n\n  ```sh\n  motorized doctor\n  ```\n',
    );
  });

  it('keeps the text in both releases', () => {
    const text = withChanges(RELEASED, [{ bump: 'minor', summary: 'old' }]);
    expect(notesOf(withRelease(text, { ...release, version: '0.3.0' }), '0.3.0')).to.match(/### Added\n\n- old$/);
  });

  it('has no marks without changes', () => {
    expect(notesOf(withRelease(BEFORE.replace(/### Added\n\n- one\n {2}and more\n\n/, ''), release), '0.2.0')).to.equal(
      'Versions follow the driver.\n\n`motorized@7` is generated from mongodb 7.9.0.',
    );
  });

  it('is refused if nothing is unreleased', () => {
    expect(() => withRelease('# Changelog\n\n## 0.1.0 - 2026-01-01\n', release)).to.throw('has no `## Unreleased`');
  });

  it('becomes the notes of the release', () => {
    expect(notesOf(RELEASED, '0.1.0')).to.equal('### Added\n\n- old');
    expect(notesOf(RELEASED, '0.2.0')).to.match(/^Versions follow[^]*and more$/);
    expect(notesOf(RELEASED, '0.2')).to.equal(undefined);
  });

  it("works for this project's changelog, without losing anything", () => {
    const text = readFileSync(inProject('CHANGELOG.md'), 'utf8');
    const items = (each: string): string[] => each.split('\n').filter((line) => /^ *- /.test(line));
    expect(items(withRelease(text, release))).to.deep.equal(items(text));
  });
});
