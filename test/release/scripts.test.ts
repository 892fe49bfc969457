import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';

import { expect } from 'chai';

import { Folder } from '../support/folder.js';
import { type Outcome, output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

const BRANCH = 'driver-latest';
const BOT = 'bot@example.org';

/** A stand-in for GitHub, which keeps one pull request and records the requests. */
const GH = `#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
echo "$*" >> asked
case "$1 $2" in
  'pr list') if [ -f open ]; then echo 7; fi ;;
  'pr create') touch open ;;
  'pr close') rm open ;;
esac
`;

describe('the scripts that workflows use to follow a release', function () {
  this.timeout(30_000);
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    output('git', ['init', '--quiet', '--bare', 'origin.git'], { cwd: folder.path });
    output('git', ['init', '--quiet', '--initial-branch=main', 'work'], { cwd: folder.path });
    git('remote', 'add', 'origin', '../origin.git');
    commit('begin');
    folder.write({ 'bin/gh': GH });
    chmodSync(folder.at('bin/gh'), 0o755);
  });
  afterEach(() => folder.remove());

  const env = (email: string): NodeJS.ProcessEnv => ({
    PATH: `${folder.at('bin')}${delimiter}${process.env['PATH']}`,
    GIT_AUTHOR_NAME: 'somebody',
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: 'somebody',
    GIT_COMMITTER_EMAIL: email,
  });

  const git = (...args: readonly string[]): string =>
    output('git', args, { cwd: folder.at('work'), env: env(BOT) }).trim();

  const commit = (message: string, email = BOT): string =>
    output('git', ['commit', '--quiet', '--allow-empty', '--message', message], {
      cwd: folder.at('work'),
      env: env(email),
    });

  /** The steps of a nightly run, from the main branch. */
  const follow = (version: string): Outcome => {
    git('switch', '--quiet', '--force-create', BRANCH, 'main');
    commit(`Follow mongodb ${version}`);
    return keep(`# mongodb ${version}\n\nmongodb ${version} is followed on ${BRANCH}.\n`);
  };

  const keep = (report?: string): Outcome => {
    if (report !== undefined) folder.write({ 'work/report.md': report });
    return run(inProject('.ci', 'keep-pull-request'), [BRANCH, 'report.md'], { cwd: folder.at('work'), env: env(BOT) });
  };

  const pushed = (): string => git('ls-remote', '--heads', 'origin', BRANCH).split('\t')[0] ?? '';
  const asked = (): string[] => {
    const lines = existsSync(folder.at('bin/asked')) ? readFileSync(folder.at('bin/asked'), 'utf8').split('\n') : [];
    return lines.filter((line) => line !== '' && !line.startsWith('pr list'));
  };

  it('push the branch, and open a pull request that the next run updates', () => {
    expect(follow('7.10.0').code).to.equal(0);
    expect(pushed()).to.equal(git('rev-parse', 'HEAD'));
    expect(follow('7.11.0').code).to.equal(0);
    expect(pushed()).to.equal(git('rev-parse', 'HEAD'));
    expect(asked()).to.deep.equal([
      `pr create --draft --head ${BRANCH} --title Follow mongodb 7.10.0 --body-file report.md`,
      `pr edit ${BRANCH} --title Follow mongodb 7.11.0 --body-file report.md`,
    ]);
  });

  it('leave a branch alone that a person has worked on, as long as its pull request is open', () => {
    follow('7.10.0');
    commit('Settle what it asked', 'person@example.org');
    git('push', '--quiet', 'origin', BRANCH);
    const settled = pushed();
    const { code, stdout } = follow('7.10.0');
    expect(code).to.equal(0);
    expect(stdout).to.include(`::warning::the last commit on ${BRANCH} is a person's`);
    expect([pushed(), asked().length]).to.deep.equal([settled, 1]);

    output(folder.at('bin/gh'), ['pr', 'close', BRANCH], { cwd: folder.path });
    expect(follow('7.11.0').code).to.equal(0);
    expect(pushed()).to.equal(git('rev-parse', 'HEAD'));
  });

  it('open no pull request if there is nothing new, and close an old one', () => {
    const report = '# mongodb 7.9.0\n\nnothing new: 7.9.0 is installed\n';
    expect(keep(report).code).to.equal(0);
    expect(asked()).to.deep.equal([]);
    follow('7.9.0-dev.20261128');
    git('switch', '--quiet', 'main');
    expect(keep(report).code).to.equal(0);
    expect(asked().at(-1)).to.equal(`pr close ${BRANCH} --comment nothing new: 7.9.0 is installed`);
  });

  it('do not close one that a person has worked on', () => {
    follow('7.9.0-dev.20261128');
    commit('Settle what it asked', 'person@example.org');
    git('push', '--quiet', 'origin', BRANCH);
    git('switch', '--quiet', 'main');
    expect(keep('# mongodb 7.9.0\n\nnothing new: 7.9.0 is installed\n').code).to.equal(0);
    expect(asked()).to.have.length(1);
  });

  it('fail if the release could not be followed, or if there is no report', () => {
    const missing = keep();
    expect(missing.code).to.equal(1);
    expect(missing.stderr).to.include('there is no report report.md');
    const refused = keep('# mongodb 7.10.0\n\nthe work tree is not clean\n');
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('the release could not be followed');
  });

  it('fail if GitHub cannot be reached, and push nothing', () => {
    folder.write({ 'bin/gh': '#!/bin/sh\necho no >&2\nexit 4\n' });
    expect([follow('7.10.0').code, pushed()]).to.deep.equal([4, '']);
  });

  it('find the release under a tag of the registry, and accept no other text', () => {
    expect(output(inProject('.ci', 'tagged-release'), ['latest'])).to.match(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout, stderr } = run(inProject('.ci', 'tagged-release'), ['no-such-tag']);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.include('mongodb has no release that is tagged no-such-tag');
  });
});
