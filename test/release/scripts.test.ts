import { expect } from 'chai';

import { Folder } from '../support/folder.js';
import { type Outcome, output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

describe('what workflows ask of a release that is followed', function () {
  this.timeout(30_000);
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    output('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder.path });
  });
  afterEach(() => folder.remove());

  const keep = (): Outcome =>
    run(inProject('.ci', 'keep-pull-request'), ['driver-latest', 'report.md'], { cwd: folder.path });

  it('keeps no pull request where there is nothing new', () => {
    folder.write({ 'report.md': '# mongodb 7.9.0\n\nnothing new: 7.9.0 is installed\n' });
    expect(keep().code).to.equal(0);
  });

  it('fails where the release could not be followed, or nobody says what came of it', () => {
    const missing = keep();
    expect(missing.code).to.equal(1);
    expect(missing.stderr).to.include('there is no report report.md');
    folder.write({ 'report.md': '# mongodb 7.10.0\n\nthe work tree is not clean\n' });
    const refused = keep();
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('the release could not be followed');
  });

  it('finds the release that the registry has under a tag, and no other text', () => {
    expect(output(inProject('.ci', 'tagged-release'), ['latest'])).to.match(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout, stderr } = run(inProject('.ci', 'tagged-release'), ['no-such-tag']);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.include('mongodb has no release that is tagged no-such-tag');
  });
});
