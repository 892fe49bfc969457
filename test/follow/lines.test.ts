import { expect } from 'chai';

import { DRIVER, driverWith, FollowedProject } from './support/followed-project.js';

const LINES = `# What is published, the newest first.
- { version: 7.0.0, from: 7.0.0, since: 7.0.0, until: 8.0.0 } # the only one
`;
const TOLD = '<!-- packages: table -->\n<!-- /packages -->\n';
const PAGES = ['--page', 'docs/lines.md', '--within', 'README.md'];

/** The published package of a project, and the documents that list it. */
const PUBLISHED = {
  'spec/lines.yaml': LINES,
  'generated/package.json': manifest('7.0.0', '>=7.0.0 <8'),
  'generated/README.md': 'For mongodb `>=7.0.0 <8`.\n',
  'README.md': `# Wrapped\n\n${TOLD}`,
};

describe('motorized follow, with published packages', function () {
  this.timeout(120_000);

  let project: FollowedProject;

  beforeEach(async () => {
    project = await FollowedProject.make({ workspaces: ['generated'] });
    project.write(PUBLISHED);
    await project.begin();
    const { code, stderr } = await project.motorized('packages', ...PAGES);
    if (code !== 0) throw new Error(stderr);
    project.commit('pages');
  });
  afterEach(async () => {
    await project.remove();
  });

  it('generates the newest one from the release, with the range that compiles, and updates the documents', async () => {
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const { code, stdout, stderr } = await project.follow(
      ...PAGES,
      '--no-compile',
      '--no-test',
      '--format',
      'markdown',
    );
    expect([code, stderr.includes('Warning')]).to.deep.equal([0, false]);
    expect(stdout).to.include('| lines | done | motorized 7.1.0, generated from mongodb 7.1.0, for \\>=7.0.0 \\<8 |');
    expect(stdout).to.match(
      /## What changes in the packages\n\n- generated\/package\.json\n(- .*\n)*- spec\/lines\.yaml\n/,
    );
    expect(project.read('spec/lines.yaml')).to.equal(
      LINES.replace('version: 7.0.0, from: 7.0.0', 'version: 7.1.0, from: 7.1.0'),
    );
    expect(project.read('generated/package.json')).to.equal(manifest('7.1.0', '>=7.0.0 <8'));
    const row = '| `>=7.0.0 <8` | `npm install motorized@7` |';
    expect(project.read('README.md')).to.include(`${row} mongodb 7.1.0 |`);
    expect(project.read('docs/lines.md')).to.include(`${row} 7.1.0 |`);
    const lock = JSON.parse(project.read('package-lock.json')) as { packages: Record<string, { version: string }> };
    expect(lock.packages['generated']?.version).to.equal('7.1.0');
    expect(project.git('status', '--porcelain')).to.equal('');
  });

  it('begins a range if the previous package has something that this one lacks, and a line for a new major', async () => {
    const declarations = driverWith('    count(): Promise<number>;\n');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations });
    const { code } = await project.follow(...PAGES, '--no-compile', '--no-test');
    expect(code).to.equal(0);
    const kept = LINES.replace('until: 8.0.0', 'until: 7.1.0');
    const second = kept.replace('- ', '- { version: 7.1.0, from: 7.1.0, since: 7.1.0, until: 8.0.0 }\n- ');
    expect(project.read('spec/lines.yaml')).to.equal(second);
    expect(project.read('generated/README.md')).to.equal('For mongodb `>=7.1.0 <8`.\n');
    expect(project.read('docs/lines.md')).to.include('| `>=7.0.0 <7.1.0` | `npm install motorized@7.0` | 7.0.0 |');

    project.registry.publish({ name: 'mongodb', version: '8.0.0', declarations });
    const major = await project.follow(...PAGES, '--no-compile', '--no-test');
    expect([major.code, major.stdout]).to.deep.equal([
      0,
      'mongodb 8.0.0 is followed on driver-8.0.0, and no person was needed\n',
    ]);
    expect(project.read('spec/lines.yaml')).to.equal(
      second.replace('- ', '- { version: 8.0.0, from: 8.0.0, since: 8.0.0, until: 9.0.0 }\n- '),
    );
    expect(project.read('generated/package.json')).to.equal(manifest('8.0.0', '>=8.0.0 <9'));
    expect(project.git('status', '--porcelain')).to.equal('');
  });

  it('asks, and changes nothing, if the package does not match the previous line', async () => {
    project.write({ 'generated/package.json': manifest('6.9.9', '>=7.0.0 <8') });
    project.commit('by hand');
    project.registry.publish({ name: 'mongodb', version: '7.1.0', declarations: DRIVER });
    const { code, stdout } = await project.follow(...PAGES, '--no-compile', '--no-test');
    expect(code).to.equal(1);
    expect(stdout).to.match(/^generated\/package\.json:1:1: says version 6\.9\.9 .*\(package-differs\)$/m);
    expect(stdout).to.include('fix: make both say what `motorized lines` has measured');
    expect(project.read('spec/lines.yaml')).to.equal(LINES);

    project.write({ 'generated/package.json': manifest('7.0.0', '>=7.0.0 <8') });
    project.commit('settle');
    const again = await project.follow('--driver', '7.1.0', ...PAGES, '--no-compile', '--no-test');
    expect([again.code, project.read('generated/package.json')]).to.deep.equal([0, manifest('7.1.0', '>=7.0.0 <8')]);
  });
});

function manifest(version: string, mongodb: string): string {
  const peer = { name: 'wrapped', version, type: 'module', peerDependencies: { mongodb } };
  return `${JSON.stringify(peer, undefined, 2)}\n`;
}
