import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { LIST } from '../../release/packed.js';
import { Folder } from '../support/folder.js';
import { type Outcome, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

const PACKED = [
  { name: '@motorized/codegen', version: '0.2.0', tag: 'latest', tarball: 'a.tgz', sbom: 'a.cdx.json', integrity: '' },
  { name: 'motorized', version: '7.9.0', tag: 'latest', tarball: 'b.tgz', sbom: 'b.cdx.json', integrity: '' },
];

describe('make announce', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    folder.write({
      [LIST]: JSON.stringify(PACKED),
      'CHANGELOG.md': '# Changelog\n\n## 0.2.0 - 2026-11-28\n\n- new\n\n## 0.1.0 - 2026-01-01\n\n- old\n',
    });
  });
  afterEach(() => folder.remove());

  const announce = (env: NodeJS.ProcessEnv = {}): Outcome =>
    run(process.execPath, [inProject('build', 'release', 'announce.js'), '--dry-run', folder.path], {
      cwd: folder.path,
      env: { GITHUB_REF_TYPE: '', ...env },
    });

  it('makes the release of the tag that is there, with notes, tarballs and SBOMs', () => {
    const { code, stdout } = announce({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v0.2.0' });
    const files = ['notes.md', 'a.tgz', 'a.cdx.json', 'b.tgz', 'b.cdx.json'].map((name) => folder.at(name)).join(' ');
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: `gh release create v0.2.0 --verify-tag --title v0.2.0 --notes-file ${files}\n`,
    });
    expect(readFileSync(folder.at('notes.md'), 'utf8')).to.equal('- new\n');
  });

  it('refuses a tag that is of another version', () => {
    const { code, stderr } = announce({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v0.3.0' });
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      'the tag v0.3.0 was pushed, expected v0.2.0, the version of the generator\n  fix: push v0.2.0\n',
    );
  });

  it('refuses a version of which the changelog says nothing', () => {
    folder.write({ 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n' });
    const { code, stderr } = announce();
    expect(code).to.equal(2);
    expect(stderr).to.equal('CHANGELOG.md says nothing of 0.2.0\n  fix: make version\n');
  });
});
