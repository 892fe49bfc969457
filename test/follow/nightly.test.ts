import { expect } from 'chai';

import { driverWith, FollowedProject } from './support/followed-project.js';

/** Published the night after 7.0.0, whose number it has, and the night after that. */
const FIRST = '7.0.0-dev.20261127.sha.0a1b2c3d';
const SECOND = '7.0.0-dev.20261128.sha.4e5f6071';

const LINES = '- { version: 7.0.0, from: 7.0.0, since: 7.0.0, until: 8.0.0 }\n';
const MANIFEST = `${JSON.stringify({ name: 'wrapped', version: '7.0.0', type: 'module', peerDependencies: { mongodb: '>=7.0.0 <8' } }, undefined, 2)}\n`;

/** The published package of a project. */
const PUBLISHED = {
  'spec/lines.yaml': LINES,
  'generated/package.json': MANIFEST,
  'generated/README.md': 'For mongodb `>=7.0.0 <8`.\n',
  'README.md': '# Wrapped\n\n<!-- packages: table -->\n<!-- /packages -->\n',
};
const PAGES = ['--page', 'docs/lines.md', '--within', 'README.md'];
const NIGHTLY = ['--driver', 'nightly', '--branch', 'driver-nightly', ...PAGES, '--no-compile', '--no-test'];

const COUNT = '    count(): Promise<number>;\n';
const SIZE = '    size(): Promise<number>;\n';

describe('motorized follow: prereleases', function () {
  this.timeout(120_000);

  let project: FollowedProject;

  beforeEach(async () => {
    project = await FollowedProject.make({ workspaces: ['generated'] });
    project.write(PUBLISHED);
    await project.begin();
    await project.motorized('packages', ...PAGES);
    project.commit('pages');
  });
  afterEach(async () => {
    await project.remove();
  });

  const publish = (version: string, more: string, tag: string): void =>
    project.registry.publish({ name: 'mongodb', version, declarations: driverWith(more), tag });

  const NOT_MOVED = ['CHANGELOG.md', 'README.md', 'docs/lines.md', ...Object.keys(PUBLISHED)];

  it('count as the next release, and do not change the packages or the changelog', async () => {
    const before = NOT_MOVED.map((path) => project.read(path));
    publish(FIRST, COUNT, 'nightly');
    const { code, stdout } = await project.follow(...NIGHTLY, '--format', 'markdown');
    expect(code).to.equal(0);
    expect([project.installed, project.git('branch', '--show-current')]).to.deep.equal([FIRST, 'driver-nightly']);
    expect(project.read('spec/Db.yaml')).to.include('  - count: { since: 7.0.1 }\n');
    expect(NOT_MOVED.map((path) => project.read(path))).to.deep.equal(before);
    expect(stdout)
      .to.include(`| lines | skipped | no package is generated from ${FIRST}, which is a prerelease |`)
      .and.include(`| changelog | skipped | ${FIRST} is a prerelease |`);
    expect(project.git('log', '--format=%s').split('\n')[0]).to.equal(`Follow mongodb ${FIRST}`);
    expect(project.read('generated/promise/Db.ts')).to.include('count(): Promise<number>');
  });

  it('each have their own branch, unless one is named', async () => {
    publish(FIRST, COUNT, 'nightly');
    const { code } = await project.follow('--driver', 'nightly', '--no-compile', '--no-test');
    expect([code, project.git('branch', '--show-current')]).to.deep.equal([0, `driver-${FIRST}`]);
  });

  it('add up on one branch until the release, which then gets their changes', async () => {
    publish(FIRST, COUNT, 'nightly');
    expect((await project.follow(...NIGHTLY)).code).to.equal(0);
    publish(SECOND, COUNT + SIZE, 'nightly');
    expect((await project.follow(...NIGHTLY)).code).to.equal(0);
    expect(project.git('log', '--format=%s', '-2')).to.equal(`Follow mongodb ${SECOND}\nFollow mongodb ${FIRST}`);
    expect(project.read('spec/Db.yaml')).to.match(/- count: \{ since: 7\.0\.1 \}\n {2}- size: \{ since: 7\.0\.1 \}\n$/);

    publish('7.1.0', `${COUNT}${SIZE}    last(): Promise<number>;\n`, 'latest');
    const { code, stdout } = await project.follow(...PAGES, '--no-compile', '--no-test', '--format', 'markdown');
    expect(code).to.equal(0);
    expect(stdout).to.include(
      '- spec/Db.yaml: what came or went with the nightly does so with 7.1.0, not 7.0.1\n- Db.last: ',
    );
    expect(project.read('spec/Db.yaml').match(/since: .*(?= \})/g)).to.deep.equal(Array(3).fill('since: 7.1.0'));
    expect(project.read('CHANGELOG.md').match(/^- Generated.*$/gm)).to.deep.equal(['- Generated from mongodb 7.1.0.']);
    expect(project.read('spec/lines.yaml').split('\n')[0]).to.equal(
      '- { version: 7.1.0, from: 7.1.0, since: 7.1.0, until: 8.0.0 }',
    );
    const behind = await project.follow('--driver', 'nightly');
    expect([behind.code, behind.stdout]).to.deep.equal([
      0,
      `nothing new: nightly is ${SECOND}, and 7.1.0 is installed\n`,
    ]);
  });

  it('ask if one lacks what the one before added', async () => {
    publish(FIRST, COUNT, 'nightly');
    expect((await project.follow(...NIGHTLY)).code).to.equal(0);
    publish(SECOND, SIZE, 'nightly');
    const { code, stdout } = await project.follow(...NIGHTLY);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^spec\/Db\.yaml:5:5 Db\.count: Db declares no 'count' \(unknown-claim\)$/m);
  });

  it('count as their own release if they are not nightlies: a beta begins the ranges of its major', async () => {
    const before = NOT_MOVED.map((path) => project.read(path));
    publish('8.0.0-beta.1', COUNT, 'beta');
    const { code } = await project.follow('--driver', 'beta', ...PAGES, '--no-compile', '--no-test');
    expect(code).to.equal(0);
    expect(project.read('spec/Db.yaml')).to.include('  - count: { since: 8.0.0 }\n');
    expect(project.read('spec/surface/8.txt').split('\n')[0]).to.include('8.0.0-beta.1');
    expect(NOT_MOVED.map((path) => project.read(path))).to.deep.equal(before);
  });
});

describe('motorized follow, with a prerelease that another package refuses', function () {
  this.timeout(120_000);

  let project: FollowedProject;
  afterEach(async () => {
    await project.remove();
  });

  const begin = async (range: string): Promise<void> => {
    project = await FollowedProject.make({ devDependencies: { mongodb: '7.0.0', wants: '1.0.0' } });
    project.registry.publish({ name: 'wants', version: '1.0.0', peers: { mongodb: range } });
    await project.begin();
    project.registry.publish({ name: 'mongodb', version: FIRST, declarations: driverWith(COUNT), tag: 'nightly' });
  };

  it('stops if its range excludes the next release', async () => {
    await begin('7.0.0');
    const { code, stdout } = await project.follow(...NIGHTLY);
    expect(code).to.equal(1);
    expect(stdout).to.include(
      `a package of the project needs another mongodb than ${FIRST}: peer mongodb@"7.0.0" from wants@1.0.0 (install-conflict)`,
    );
    expect([project.installed, project.git('status', '--porcelain')]).to.deep.equal(['7.0.0', '']);
  });

  it('continues if the range only excludes prereleases, as for npm', async () => {
    await begin('^7.0.0');
    const { code } = await project.follow(...NIGHTLY);
    expect([code, project.installed]).to.deep.equal([0, FIRST]);
  });
});
