import { chmodSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';

import { expect } from 'chai';

import { LIST } from '../../release/packed.js';
import { Folder } from '../support/folder.js';
import { type Outcome, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

const SCRIPT = inProject('build', 'release', 'announce.js');
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
    run(process.execPath, [SCRIPT, '--dry-run', folder.path], {
      cwd: folder.path,
      env: { GITHUB_REF_TYPE: '', ...env },
    });

  it('creates the release for an existing tag, with notes, tarballs and SBOMs', () => {
    const { code, stdout } = announce({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v0.2.0' });
    const files = ['notes.md', 'a.tgz', 'a.cdx.json', 'b.tgz', 'b.cdx.json'].map((name) => folder.at(name)).join(' ');
    expect({ code, stdout }).to.deep.equal({
      code: 0,
      stdout: `gh release create v0.2.0 --verify-tag --title v0.2.0 --notes-file ${files}\n`,
    });
    expect(readFileSync(folder.at('notes.md'), 'utf8')).to.equal('- new\n');
  });

  it('creates a prerelease for a prerelease', () => {
    folder.write({
      [LIST]: JSON.stringify(PACKED.map((each) => ({ ...each, version: '0.3.0-next.0' }))),
      'CHANGELOG.md': '# Changelog\n\n## 0.3.0-next.0 - 2026-11-28\n\n- new\n',
    });
    expect(announce().stdout).to.match(/^gh release create v0\.3\.0-next\.0 .* --prerelease /);
  });

  it('can be run again: an existing release gets its notes and files', () => {
    const gh = `#!/bin/sh\ncd ${folder.path}\necho "$*" >> asked\n[ "$2" != view ] || [ -f there ] || exit 1\n[ "$2" != create ] || { touch there; exit 1; }\n`;
    folder.write({ 'bin/gh': gh });
    chmodSync(folder.at('bin/gh'), 0o755);
    const PATH = `${folder.at('bin')}${delimiter}${process.env['PATH']}`;
    const really = (): number | null =>
      run(process.execPath, [SCRIPT, folder.path], { cwd: folder.path, env: { GITHUB_REF_TYPE: '', PATH } }).code;
    // It is interrupted after some of the files.
    expect([really(), really()]).to.deep.equal([2, 0]);
    const asked = readFileSync(folder.at('asked'), 'utf8').replaceAll(`${folder.path}/`, '');
    expect(asked).to.equal(
      [
        'release view v0.2.0',
        'release create v0.2.0 --verify-tag --title v0.2.0 --notes-file notes.md a.tgz a.cdx.json b.tgz b.cdx.json',
        'release view v0.2.0',
        'release upload v0.2.0 --clobber a.tgz a.cdx.json b.tgz b.cdx.json',
        'release edit v0.2.0 --draft=false --notes-file notes.md\n',
      ].join('\n'),
    );
  });

  it('refuses a tag of another version', () => {
    const { code, stderr } = announce({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v0.3.0' });
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      'the tag v0.3.0 was pushed, expected v0.2.0, the version of the generator\n  fix: push v0.2.0\n',
    );
  });

  it('refuses a version without a section in the changelog', () => {
    folder.write({ 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n' });
    const { code, stderr } = announce();
    expect(code).to.equal(2);
    expect(stderr).to.equal('CHANGELOG.md has no section for 0.2.0\n  fix: make version\n');
  });
});
