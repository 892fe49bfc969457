import { expect } from 'chai';

import { Following } from '../../../codegen/follow/following.js';
import { tellChangelog } from '../../../codegen/follow/steps/end-steps.js';
import { Folder } from '../../support/folder.js';

const CHANGELOG = '# Changelog\n\n## Unreleased\n';

describe('the entry for a followed release', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    folder.write({ 'package.json': '{ "name": "own" }', 'CHANGELOG.md': CHANGELOG });
  });
  afterEach(() => folder.remove());

  const tell = async (): Promise<string> => {
    const following = new Following({
      folder: folder.path,
      release: '7.1.0',
      branch: undefined,
      spec: 'spec',
      frameworks: [],
      options: [],
      changelog: 'CHANGELOG.md',
      write: undefined,
      compile: undefined,
      test: undefined,
    });
    following.learn({ release: '7.1.0' });
    const { outcome, summary } = await tellChangelog(following);
    return `${outcome}: ${summary}`;
  };

  it('is only a changeset if the project uses them', async () => {
    folder.write({ '.changeset/config.json': '{}' });
    expect(await tell()).to.equal('done: .changeset/mongodb-7.1.0.md: Generated from mongodb 7.1.0.');
    expect(folder.read('.changeset')['.changeset/mongodb-7.1.0.md']).to.include('"own": minor');
    expect(folder.read()['CHANGELOG.md']).to.equal(CHANGELOG);
    expect(await tell()).to.match(/^unchanged: /);
  });

  it('is a line of the changelog otherwise', async () => {
    expect(await tell()).to.equal('done: CHANGELOG.md: Generated from mongodb 7.1.0.');
    expect(folder.read()['CHANGELOG.md']).to.include('- Generated from mongodb 7.1.0.');
  });
});
