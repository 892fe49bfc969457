import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import type { CliResult } from '../support/cli.js';
import { DRIVER, driverWith, FollowedProject } from './support/followed-project.js';

describe('motorized follow', function () {
  this.timeout(120_000);

  let project: FollowedProject;

  beforeEach(async () => {
    project = await FollowedProject.make();
  });
  afterEach(async () => {
    await project.remove();
  });

  /** The outcomes of the steps, by name. */
  function outcomes({ stdout }: CliResult): Record<string, string> {
    const { steps } = JSON.parse(stdout) as { steps: { name: string; outcome: string }[] };
    return Object.fromEntries(steps.map(({ name, outcome }) => [name, outcome]));
  }

  function isAsItWas(): void {
    expect(project.git('status', '--porcelain')).to.equal('');
    expect(project.git('branch', '--format', '%(refname:short)')).to.equal('main');
    expect(project.installed).to.equal('7.0.0');
  }

  it('does everything on a branch if nobody is needed, and says so', async () => {
    await project.begin();
    const declarations = driverWith('    count(): Promise<number>;\n');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const { code, stdout, stderr } = await project.follow('--format', 'markdown', '--report', 'node_modules/report.md');
    expect([code, stderr.split('\n').filter((line) => line.includes('stops'))]).to.deep.equal([0, []]);
    expect(project.git('branch', '--show-current')).to.equal('driver-7.1.0');
    expect(project.git('status', '--porcelain')).to.equal('');
    expect(project.git('log', '--format=%s')).to.equal('Follow mongodb 7.1.0\nbegin');
    expect(JSON.parse(project.read('package.json'))).to.have.deep.property('devDependencies', { mongodb: '7.1.0' });
    expect(project.read('spec/Db.yaml')).to.equal(
      '# about Db\nclass: Db\ncommands:\n  - drop\n  - count: { since: 7.1.0 }\n',
    );
    expect(project.read('spec/surface/7.txt').split('\n')[0]).to.include('7.1.0');
    expect(project.read('generated/promise/Db.ts')).to.include('count(): Promise<number>');
    expect(project.read('CHANGELOG.md')).to.include(
      '## Unreleased\n\n### Changed\n\n- Generated from mongodb 7.1.0.\n\n## 1.0.0',
    );
    expect(stdout).to.include('mongodb 7.1.0 is followed on driver-7.1.0, and no person was needed.');
    expect(stdout).to.include('- Db.count: `- count: { since: 7.1.0 }` under `commands:` in spec/Db.yaml');
    expect(project.read('node_modules/report.md').trimEnd()).to.equal(stdout.trimEnd());
    const told = stderr.split('\n').map((line) => line.split(/\s{2,}/).slice(0, 2));
    expect(told).to.deep.include.members([
      ['spec', 'done'],
      ['compile', 'done'],
      ['test', 'done'],
    ]);
  });

  it('has nothing to do if the release is installed', async () => {
    await project.begin();
    const { code, stdout } = await project.follow();
    expect([code, stdout]).to.deep.equal([0, 'nothing new: latest is 7.0.0, which is installed\n']);
    isAsItWas();
  });

  it('stops where a person has to decide, keeps its work, and continues from the answer', async () => {
    await project.begin();
    const declarations = driverWith('    count(): Promise<number>;\n    [Symbol.iterator](): string;\n');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(1);
    const [first = '', fix = ''] = stdout.split('\n');
    expect(first).to.match(
      /^spec\/Db\.yaml:2:8 Db\.\[Symbol\.iterator\]: .* is declared by the driver, .*\(unclaimed-member\)$/,
    );
    expect(fix).to.match(/^ {2}fix: add `- "\[Symbol\.iterator\]"` under `protocol:`/);
    expect(stdout).to.include('What was done is on the branch driver-7.1.0.');
    expect(project.git('log', '--format=%s')).to.equal(
      'Follow mongodb 7.1.0, except the lines that need a person\nbegin',
    );
    expect(project.git('status', '--porcelain')).to.equal('');
    expect(project.read('spec/Db.yaml')).to.include('count: { since: 7.1.0 }');

    project.write({
      'spec/Db.yaml': `${project.read('spec/Db.yaml')}omitted:\n  - "[Symbol.iterator]": { reason: nobody wants it, since: 7.1.0 }\n`,
    });
    project.commit('settle');
    const again = await project.follow('--driver', '7.1.0', '--branch', 'driver-7.1.0');
    expect([again.code, again.stdout]).to.deep.equal([
      0,
      'mongodb 7.1.0 is followed on driver-7.1.0, and no person was needed\n',
    ]);
    expect(project.git('log', '--format=%s').split('\n')[0]).to.equal('Follow mongodb 7.1.0');
  });

  it('finishes, and asks, if the spec is right but a role may be missing', async () => {
    await project.begin();
    const declarations = DRIVER.replace('ping(', 'appendMetadata(info: string): void;\n    ping(');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const result = await project.follow('--format', 'json');
    expect(result.code).to.equal(1);
    expect(outcomes(result)).to.include({
      spec: 'asks',
      generate: 'done',
      commit: 'done',
      compile: 'done',
      test: 'done',
    });
    expect(result.stdout).to.include('`handshake: appendMetadata`');
    expect(project.git('log', '--format=%s').split('\n')[0]).to.equal('Follow mongodb 7.1.0');
  });

  it('does not begin with uncommitted changes', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    project.write({ 'mine.txt': 'a note' });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(2);
    expect(stdout).to.include('the work tree is not clean: mine.txt');
    expect([project.read('mine.txt'), project.installed]).to.deep.equal(['a note', '7.0.0']);
  });

  it('needs a repository', async () => {
    await project.begin();
    rmSync(join(project.folder, '.git'), { recursive: true });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(2);
    expect(stdout).to.match(/`git rev-parse` fails: .*\n {2}fix: run the command in a git repository/);
  });

  it('says that the registry cannot be reached, or does not have the release', async () => {
    await project.begin();
    const missing = await project.follow('--driver', 'nightly');
    expect(missing.code).to.equal(2);
    expect(missing.stdout).to.include('mongodb nightly cannot be looked up: the npm registry does not have it');
    await project.registry.stop();
    const { code, stdout } = await project.follow();
    expect(code).to.equal(2);
    expect(stdout).to.match(/mongodb latest cannot be looked up: npm cannot reach its registry \(ECONNREFUSED\)/);
    await project.registry.start();
    isAsItWas();
  });

  it('changes nothing if npm fails', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER, isLost: true });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(2);
    expect(stdout).to.include('mongodb 7.1.0 cannot be installed');
    expect(stdout).to.include('The work tree is unchanged.');
    isAsItWas();
  });

  it('asks if another package requires another release', async () => {
    await project.remove();
    project = await FollowedProject.make({ devDependencies: { mongodb: '7.0.0', wants: '1.0.0' } });
    project.registry.publish({ name: 'wants', version: '1.0.0', peers: { mongodb: '7.0.0' } });
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(1);
    expect(stdout).to.include(
      'a package of the project needs another mongodb than 7.1.0: peer mongodb@"7.0.0" from wants@1.0.0',
    );
    isAsItWas();
  });

  it('does not begin if the spec is already wrong', async () => {
    project.write({ 'spec/Db.yaml': 'class: Db\ncommands: []\n' });
    await project.begin().catch(() => undefined);
    project.git('init', '--quiet', '--initial-branch', 'main');
    project.git('config', 'user.name', 'A User');
    project.git('config', 'user.email', 'user@example.com');
    project.commit('begin');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const result = await project.follow('--format', 'json');
    expect(result.code).to.equal(1);
    expect(outcomes(result)).to.include({ 'spec before': 'stops', install: 'not reached', commit: 'not reached' });
    isAsItWas();
  });

  it('asks if the emitted code does not compile, with the place', async () => {
    await project.begin();
    const declarations = `${driverWith('    count(): Promise<Counted<string>>;\n')}export declare interface Counted {\n    n: number;\n}\n`;
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const { code, stdout } = await project.follow();
    expect(code).to.equal(1);
    expect(stdout).to.match(/^generated\/promise\/Db\.ts:\d+:\d+: .*TS2315\) \(does-not-compile\)$/m);
    expect(project.git('log', '--format=%s').split('\n')[0]).to.equal('Follow mongodb 7.1.0');
  });

  it('commits files that a command of the project writes', async () => {
    await project.begin();
    const declarations = driverWith('    count(): Promise<number>;\n');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const command = 'grep -h count generated/promise/Db.ts > report.txt';
    const { code } = await project.follow('--write', command, '--no-compile', '--no-test');
    expect(code).to.equal(0);
    expect(project.git('show', 'HEAD:report.txt')).to.include('count(): Promise<number>');
  });

  it('asks if that command fails, with the work so far on the branch', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const { code, stdout } = await project.follow('--write', 'exit 3', '--no-compile', '--no-test');
    expect(code).to.equal(1);
    expect(stdout).to.include('`exit 3` exits with 3, expected 0');
    expect(project.git('log', '--format=%s').split('\n')[0]).to.equal('Follow mongodb 7.1.0');
    expect(project.git('status', '--porcelain')).to.equal('');
  });

  it('asks if a test command fails, with the end of its output, and does not commit what it wrote', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const command = 'echo it hurts; touch left.txt; exit 3';
    const result = await project.follow('--test', command, '--no-compile', '--format', 'markdown');
    expect(result.code).to.equal(1);
    expect(result.stdout).to.include(`**test** (test-fails): \`${command}\` exits with 3, expected 0`);
    expect(result.stdout).to.match(/## What the tests say\n\n`+\nit hurts\n`+$/m);
    expect(project.git('show', '--stat', '--format=', 'HEAD')).not.to.include('left.txt');
    expect([project.has('left.txt'), project.git('branch', '--show-current')]).to.deep.equal([true, 'driver-7.1.0']);

    project.git('switch', '--quiet', 'main');
    rmSync(join(project.folder, 'left.txt'));
    const behind = await project.follow();
    expect(behind.code).to.equal(2);
    expect(behind.stdout).to.include('package.json asks for mongodb 7.0.0, but 7.1.0 is installed');
  });

  it('leaves the work on the branch if a hook refuses the commit', async () => {
    await project.begin();
    project.registry.publish({
      name: 'mongodb',
      version: '7.1.0',
      declarations: driverWith('    count(): Promise<number>;\n'),
    });
    project.write({ '.git/hooks/pre-commit': '#!/bin/sh\necho not so >&2\nexit 1\n' });
    chmodSync(join(project.folder, '.git/hooks/pre-commit'), 0o755);
    const { code, stdout } = await project.follow();
    expect(code).to.equal(2);
    expect(stdout).to.include('`git commit` fails: not so');
    expect(project.read('spec/Db.yaml')).to.include('count: { since: 7.1.0 }');
    expect(project.git('branch', '--show-current')).to.equal('driver-7.1.0');
  });

  it('does not begin on an existing branch', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    project.git('branch', 'driver-7.1.0');
    const { code, stdout } = await project.follow();
    expect([code, stdout.split('\n')[0]]).to.deep.equal([
      2,
      'release: there is a branch driver-7.1.0 already (cannot-run)',
    ]);
  });

  it('refuses an older release, and a project with another package manager', async () => {
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: '6.9.0', declarations: DRIVER });
    const behind = await project.follow('--driver', 'latest');
    expect([behind.code, behind.stdout]).to.deep.equal([0, 'nothing new: latest is 6.9.0, and 7.0.0 is installed\n']);
    const older = await project.follow('--driver', '6.9.0');
    expect([older.code, older.stdout.split('\n')[0]]).to.deep.equal([
      2,
      'release: mongodb 6.9.0 is older than 7.0.0, which is installed (cannot-run)',
    ]);
    rmSync(join(project.folder, 'package-lock.json'));
    project.write({ 'yarn.lock': '' });
    project.commit('yarn');
    const yarn = await project.follow();
    expect([yarn.code, yarn.stdout.includes('the project has a yarn.lock')]).to.deep.equal([2, true]);
    isAsItWas();
  });
});
