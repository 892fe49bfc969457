import { statSync, utimesSync } from 'node:fs';

import { expect } from 'chai';

import { Project } from './project.js';

describe('motorized generate', function () {
  this.timeout(20_000);
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });

  afterEach(() => project.remove());

  it('writes the files, says how many, and does not touch them the next time', async () => {
    const first = await project.generate();
    expect(first).to.deep.include({ code: 0, stderr: '' });
    expect(first.stdout).to.match(/^generated: wrote (\d+) of \1 files\n$/);
    const output = project.output();
    expect(Object.keys(output)).to.include.members([
      'generated/internal/wrapper.ts',
      'generated/promise/Client.ts',
      'generated/promise/Db.ts',
      'generated/promise/classes.ts',
      'generated/promise/index.ts',
      'generated/promise/runtime.ts',
      'generated/promise/types.ts',
    ]);

    const old = new Date('2001-02-03T04:05:06Z');
    for (const path of Object.keys(output)) utimesSync(project.at(path), old, old);
    const second = await project.generate();
    expect(second.stdout).to.match(/^generated: \d+ files, all unchanged\n$/);
    for (const path of Object.keys(output)) expect(statSync(project.at(path)).mtime, path).to.deep.equal(old);
  });

  it('writes changed files and deletes stale ones, and nothing else', async () => {
    await project.generate('--framework', 'callback');
    project.write({ 'generated/package.json': '{}', 'generated/dist/promise/index.js': '' });
    project.edit('driver.d.ts', 'drop(): Promise<boolean>;', 'drop(): Promise<number>;');
    const before = project.output();
    const { stdout } = await project.generate();
    expect(stdout).to.match(/^generated: wrote 1 of \d+ files\n$/);
    const after = project.output();
    expect(Object.keys(after)).to.deep.equal(Object.keys(before));
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).to.deep.equal([
      'generated/promise/Db.ts',
    ]);

    project.edit('driver.d.ts', 'export declare class Db {\n    drop(): Promise<number>;\n}\n', '');
    project.edit('driver.d.ts', '    db(name: string): Db;\n', '');
    project.edit('spec/Client.yaml', 'methods:\n  - db\n', '');
    const { unlinkSync } = await import('node:fs');
    unlinkSync(project.at('spec/Db.yaml'));
    expect((await project.generate()).stdout).to.match(/^generated: wrote 3 of \d+ files, deleted 1\n$/);
    expect(project.output()).to.have.property('generated/callback/Db.ts');
    expect(project.output()).not.to.have.property('generated/promise/Db.ts');
  });

  it('refuses to lose an edit or a foreign file, and then writes nothing', async () => {
    await project.generate();
    project.edit('generated/promise/Db.ts', 'drop', 'drpo');
    project.write({ 'generated/promise/notes.ts': 'mine' });
    project.edit('driver.d.ts', 'ping(message: string)', 'ping(text: string)');
    const before = project.output();
    const { code, stdout, stderr } = await project.generate();
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.contain('generated/promise/Db.ts was edited by hand, and would be overwritten (edited-by-hand)');
    expect(stderr).to.contain('generated/promise/notes.ts was not written by the generator');
    expect(stderr).to.contain('pass --force to lose it');
    expect(project.output()).to.deep.equal(before);

    expect((await project.generate('--force')).code).to.equal(0);
    expect(project.output()['generated/promise/Db.ts']).not.to.contain('drpo');
    expect(project.output()).not.to.have.property('generated/promise/notes.ts');
  });

  it('--dry-run lists and writes nothing', async () => {
    const { code, stdout } = await project.generate('--dry-run');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^generated: would write (\d+) of \1 files\n/);
    expect(stdout.split('\n')).to.include('  missing promise/Db.ts');
    expect(project.output()).to.deep.equal({});
  });

  it('--check passes for what the generator writes', async () => {
    await project.generate();
    const { code, stdout, stderr } = await project.generate('--check');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.match(/^generated is what the generator writes: \d+ files\n$/);
  });

  it('--check fails for changed, missing and extra files, names the command, and repairs nothing', async () => {
    await project.generate();
    project.edit('generated/promise/Db.ts', 'drop', 'drpo');
    const { unlinkSync } = await import('node:fs');
    unlinkSync(project.at('generated/internal/wrapper.ts'));
    project.write({ 'generated/promise/Old.ts': 'export {};\n' });
    const before = project.output();
    const { code, stdout, stderr } = await project.generate('--check');
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).to.deep.equal([
      'generated is not what the generator writes:',
      '  changed promise/Db.ts',
      '  missing internal/wrapper.ts',
      '  extra   promise/Old.ts',
      '  fix: run `motorized generate` and commit the result',
    ]);
    expect(project.output()).to.deep.equal(before);
  });

  it('--json prints the difference, alone on stdout', async () => {
    await project.generate();
    project.edit('generated/promise/Db.ts', 'drop', 'drpo');
    const { code, stdout, stderr } = await project.generate('--check', '--json');
    expect({ code, stderr }).to.deep.equal({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).to.deep.include({
      exit: 1,
      changed: ['promise/Db.ts'],
      missing: [],
      extra: [],
      edited: ['promise/Db.ts'],
      problems: [],
    });
  });

  it("--out names another folder, and --docs full includes the driver's sentences", async () => {
    project.edit('driver.d.ts', '    drop()', '    /** Drops the database. */\n    drop()');
    await project.generate('--out', 'elsewhere/src', '--docs', 'full');
    expect(project.read()['elsewhere/src/promise/Db.ts']).to.contain('* Drops the database.');
    expect(project.output()).to.deep.equal({});
  });

  it('takes a framework by its path', async () => {
    const result = new URL('../../../test/support/frameworks/result', import.meta.url).pathname;
    const { code, stderr } = await project.run('generate', '--driver', 'driver.d.ts', '--framework', result);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(project.output()['generated/result/Db.ts']).to.contain('drop(): Promise<Result<boolean>> {');
    expect(project.output()['generated/result/runtime.ts']).to.contain("from './runtime/adapt.js'");
    expect(project.output()['generated/result/runtime/adapt.ts']).to.match(/^\/\/ .*result\/runtime\/adapt\.ts\. /);
  });

  it('init spec prints the right file for every class', async () => {
    for (const name of ['Client', 'Db']) {
      const { code, stdout, stderr } = await project.run('init', 'spec', '--driver', 'driver.d.ts', '--class', name);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout).to.contain(`class: ${name}\n`);
      project.write({ [`spec/${name}.yaml`]: stdout });
    }
    expect(await project.generate()).to.deep.include({ code: 0, stderr: '' });
  });

  it('init spec prints the same as JSON', async () => {
    const { stdout } = await project.run('init', 'spec', '--driver', 'driver.d.ts', '--class', 'Db', '--json');
    expect(JSON.parse(stdout)).to.deep.equal({
      exit: 0,
      spec: '# yaml-language-server: $schema=./schema.json\nclass: Db\ncommands:\n  - drop\n',
      problems: [],
    });
  });
});
