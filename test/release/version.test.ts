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

/** A copy of what a release changes, with its scripts. */
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
    // What is not released yet is not what is looked at.
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

const IDENTITY = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];

describe('make version', function () {
  this.timeout(60_000);
  let copy: Copy;
  beforeEach(() => (copy = new Copy()));
  afterEach(() => copy.remove());

  it('moves the generator as far as its changesets say, and tells of them', () => {
    const changeset = (bump: string, summary: string): string =>
      `---\n"@motorized/codegen": ${bump}\n---\n\n${summary}\n`;
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

  it('has nothing to do without a changeset, and changes nothing', () => {
    const before = copy.text('CHANGELOG.md');
    const { code, stderr } = copy.run('version');
    expect(code).to.equal(1);
    expect(stderr).to.include('fix: make changeset');
    expect(copy.text('CHANGELOG.md')).to.equal(before);
  });

  it('leaves everything where a changeset is of a package that follows the driver', () => {
    copy.write({ '.changeset/one.md': '---\n"motorized": patch\n---\n\nOne.\n' });
    const before = copy.read('.changeset');
    const { code, stderr } = copy.run('version');
    expect(code).to.equal(2);
    expect(stderr).to.include('motorized');
    expect(copy.read('.changeset')).to.deep.equal(before);
  });

  it('gives packages their next patch by make next-patch, wherever it stands', () => {
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
