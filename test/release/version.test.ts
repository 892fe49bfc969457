import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename } from 'node:path';

import { expect } from 'chai';

import { Folder } from '../support/folder.js';
import { type Outcome, output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

const PATHS = [
  'package.json',
  'package-lock.json',
  'CHANGELOG.md',
  'spec',
  '.changeset',
  'build/codegen',
  'build/release',
];
const GENERATED = ['package.json', 'README.md'];
const VERSION = 'codegen/frameworks/internal/version.ts';

/** A copy of the files that a release changes, with the scripts. */
class Copy extends Folder {
  constructor() {
    super();
    const paths = [...PATHS, VERSION, ...GENERATED.map((name) => `generated/${name}`)];
    for (const path of paths) {
      cpSync(inProject(path), this.at(path), {
        recursive: true,
        filter: (each) => basename(each) !== 'packed',
      });
    }
    // The project's own unreleased changes do not matter here.
    for (const path of Object.keys(this.read('.changeset'))) {
      if (!['.changeset/README.md', '.changeset/config.json'].includes(path)) rmSync(this.at(path));
    }
    symlinkSync(inProject('node_modules'), this.at('node_modules'), 'junction');
    for (const args of [
      ['init', '--quiet', '--initial-branch=main'],
      ['add', 'package.json'],
    ]) {
      output('git', args, { cwd: this.path });
    }
    output('git', [...IDENTITY, 'commit', '--quiet', '--message', 'all'], { cwd: this.path });
  }

  run(script: string, ...args: readonly string[]): Outcome {
    return run(process.execPath, [this.at(`build/release/${script}.js`), ...args], { cwd: this.path });
  }

  json(path: string): { readonly version: string; readonly packages: Readonly<Record<string, { version: string }>> } {
    return JSON.parse(readFileSync(this.at(path), 'utf8')) as ReturnType<Copy['json']>;
  }

  text(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }
}

const changeset = (bump: string, summary: string): string => `---\n"@motorized/codegen": ${bump}\n---\n\n${summary}\n`;

/** The plan can be computed with it, but the module that writes the packages' changelogs cannot be loaded. */
const CONFIG_THAT_FAILS = '{ "changelog": "./nowhere.js", "baseBranch": "main" }';

const IDENTITY = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];

describe('make version', function () {
  this.timeout(60_000);
  let copy: Copy;
  beforeEach(() => (copy = new Copy()));
  afterEach(() => copy.remove());

  it('moves the generator as far as its changesets say, and adds their texts', () => {
    copy.write({
      '.changeset/one.md': changeset('patch', 'One is mended.'),
      '.changeset/two.md': changeset('minor', 'Two is new.'),
    });
    const { version: before } = copy.json('package.json');
    const { code, stdout, stderr } = copy.run('version');
    const [major, minor] = before.split('.');
    const after = `${major}.${Number(minor) + 1}.0`;
    expect({ code, stdout, stderr }).to.deep.equal({
      code: 0,
      stdout: `@motorized/codegen ${before} -> ${after}\n`,
      stderr: '',
    });
    expect(copy.json('package.json').version).to.equal(after);
    expect(copy.json('package-lock.json').packages['']?.version).to.equal(after);
    const [, unreleased = '', released = ''] = copy.text('CHANGELOG.md').split(/^## /m);
    expect(unreleased)
      .to.match(/^Unreleased\n/)
      .and.not.match(/^- /m);
    expect(released).to.match(new RegExp(`^${after} - \\d{4}-\\d\\d-\\d\\d\n`));
    expect(released).to.include('\n- One is mended.\n').and.include('\n- Two is new.\n');
    expect(Object.keys(copy.read('.changeset'))).to.deep.equal(['.changeset/README.md', '.changeset/config.json']);
  });

  for (const [what, files, message] of [
    ['without a changeset', {}, 'no changeset moves the version'],
    ['with empty ones', { 'one.md': '---\n---\n' }, 'no changeset moves the version'],
    ['with those of the kind none', { 'one.md': changeset('none', 'Nobody.') }, 'no changeset moves the version'],
    [
      'with one that says nothing',
      { 'one.md': changeset('minor', ''), 'two.md': changeset('patch', 'Two.') },
      '.changeset/one.md has no text',
    ],
  ] as const) {
    it(`has nothing to do ${what}, and changes nothing`, () => {
      for (const [name, text] of Object.entries(files)) copy.write({ [`.changeset/${name}`]: text });
      const before = [copy.text('CHANGELOG.md'), copy.read('.changeset'), copy.text('package.json')];
      const { code, stdout, stderr } = copy.run('version');
      expect([code, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.include(message).and.include('\n  fix: ');
      expect([copy.text('CHANGELOG.md'), copy.read('.changeset'), copy.text('package.json')]).to.deep.equal(before);
    });
  }

  it('makes no release that is already in the changelog', () => {
    copy.write({
      '.changeset/one.md': changeset('patch', 'One.'),
      'CHANGELOG.md': copy.text('CHANGELOG.md').replace('## Unreleased', '## Unreleased\n\n## 0.1.1 - 2026-11-01\n'),
      'package.json': copy.text('package.json').replace(/"version": ".*"/, '"version": "0.1.0"'),
    });
    const { code, stderr } = copy.run('version');
    expect([code, stderr.split('\n')[0]]).to.deep.equal([1, 'CHANGELOG.md has 0.1.1 already']);
  });

  it('loses no change if changesets fail', () => {
    copy.write({ '.changeset/one.md': changeset('patch', 'One.'), '.changeset/config.json': CONFIG_THAT_FAILS });
    const before = [copy.text('CHANGELOG.md'), copy.read('.changeset')];
    expect(copy.run('version').code).to.equal(2);
    expect([copy.text('CHANGELOG.md'), copy.read('.changeset')]).to.deep.equal(before);
  });

  it('goes through prereleases to a release that lists all of their changes', () => {
    const changesets = (...args: readonly string[]): string =>
      output(inProject('node_modules', '.bin', 'changeset'), args, { cwd: copy.path });
    copy.write({ '.changeset/one.md': changeset('minor', 'One.') });
    changesets('pre', 'enter', 'next');
    expect(copy.run('version').stdout).to.match(/ -> \d+\.\d+\.0-next\.0\n$/);
    copy.write({ '.changeset/two.md': changeset('patch', 'Two.') });
    expect(copy.run('version').stdout).to.match(/ -> \d+\.\d+\.0-next\.1\n$/);
    const [, , second = ''] = copy.text('CHANGELOG.md').split(/^## /m);
    expect(second)
      .to.match(/^\S+-next\.1 /)
      .and.include('- Two.')
      .and.not.include('- One.');
    changesets('pre', 'exit');
    expect(copy.run('version').stdout).to.match(/-next\.1 -> \d+\.\d+\.0\n$/);
    const [, , released = ''] = copy.text('CHANGELOG.md').split(/^## /m);
    expect(released)
      .to.match(/^\d+\.\d+\.0 /)
      .and.include('- One.')
      .and.include('- Two.')
      .and.not.include('<!--');
  });

  it('changes nothing if a changeset names a package that follows the driver', () => {
    copy.write({ '.changeset/one.md': '---\n"motorized": patch\n---\n\nOne.\n' });
    const before = copy.read('.changeset');
    const { code, stderr } = copy.run('version');
    expect(code).to.equal(2);
    expect(stderr).to.include('motorized');
    expect(copy.read('.changeset')).to.deep.equal(before);
  });

  it('gives the generator no next patch, since changesets move it', () => {
    const { code, stderr } = copy.run('next-patch', 'codegen');
    expect([code, stderr]).to.deep.equal([2, 'changesets move the generator\n  fix: make version\n']);
  });

  it('gives packages their next patch by make next-patch, from any folder', () => {
    const { version: before } = copy.json('generated/package.json');
    const { code, stdout } = copy.run('next-patch', 'all');
    expect(code).to.equal(0);
    const [major, minor, patch] = before.split('.');
    const after = `${major}.${minor}.${Number(patch) + 1}`;
    expect(stdout).to.include(`next patch: motorized@${before}, `);
    expect(copy.json('generated/package.json').version).to.equal(after);
    expect(copy.json('package-lock.json').packages['generated']?.version).to.equal(after);
    expect(copy.text(VERSION)).to.include(`VERSION = '${after}'`);
    expect(copy.text('spec/lines.yaml'))
      .to.include(`- { version: ${after}, `)
      .and.include('{ version: 6.16.1, from: 6.16.0,');
  });
});
