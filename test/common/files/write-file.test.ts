import { chmodSync, lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync, utimesSync } from 'node:fs';

import { expect } from 'chai';

import { writeWhole } from '../../../codegen/common/files/write-file.js';
import { CannotRunError } from '../../../codegen/common/problem.js';
import { Folder } from '../../support/folder.js';
import { output, run } from '../../support/processes.js';

const MODULE = new URL('../../../codegen/common/files/write-file.js', import.meta.url).href;

describe('writeWhole', () => {
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const failure = async (file: string): Promise<CannotRunError> => {
    const error: unknown = await writeWhole(folder.at(file), 'new').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CannotRunError);
    return error as CannotRunError;
  };

  it('writes a file and its folders, and returns the outcome', async () => {
    expect(await writeWhole(folder.at('a/b/file'), 'old')).to.equal('written');
    expect(await writeWhole(folder.at('a/b/file'), 'new')).to.equal('rewritten');
    expect(await writeWhole(folder.at('a/b/file'), 'new')).to.equal('unchanged');
    expect(folder.read()).to.deep.equal({ 'a/b/file': 'new' });
  });

  it('does not touch a file that is already right', async () => {
    folder.write({ file: 'same' });
    const old = new Date('2001-02-03T04:05:06Z');
    utimesSync(folder.at('file'), old, old);
    await writeWhole(folder.at('file'), 'same');
    expect(statSync(folder.at('file')).mtime).to.deep.equal(old);
  });

  it('keeps the permissions of the file that it replaces', async () => {
    folder.write({ file: 'old' });
    chmodSync(folder.at('file'), 0o640);
    await writeWhole(folder.at('file'), 'new');
    expect(statSync(folder.at('file')).mode & 0o777).to.equal(0o640);
  });

  it('writes the target of a link, and keeps the link', async () => {
    folder.write({ 'real/file': 'old' });
    symlinkSync('real/file', folder.at('link'));
    await writeWhole(folder.at('link'), 'new');
    expect(readlinkSync(folder.at('link'))).to.equal('real/file');
    expect(folder.read('real')).to.deep.equal({ 'real/file': 'new' });
  });

  it('does not replace a link to nothing, or to itself', async () => {
    symlinkSync('nowhere', folder.at('dangling'));
    symlinkSync('looping', folder.at('looping'));
    expect((await failure('dangling')).message).to.match(/dangling is a link to nothing, but a file has to go there$/);
    expect((await failure('looping')).message).to.match(/looping cannot be written .* a link that leads to itself$/);
    expect(lstatSync(folder.at('dangling')).isSymbolicLink()).to.equal(true);
  });

  it('replaces and opens nothing but regular files', async () => {
    mkdirSync(folder.at('folder'));
    output('mkfifo', [folder.at('pipe')]);
    expect((await failure('folder')).message).to.match(/folder is a folder, but a file has to go there$/);
    expect((await failure('pipe')).message).to.match(/pipe is a pipe, but a file has to go there$/);
    expect(lstatSync(folder.at('pipe')).isFIFO()).to.equal(true);
  }).timeout(5000);

  it('reports a file in the place of a folder', async () => {
    folder.write({ file: 'old' });
    expect((await failure('file/below')).message).to.match(/cannot be written and is unchanged: it is not a folder/);
    expect(folder.read()).to.deep.equal({ file: 'old' });
  });

  it('leaves nothing behind if the name is too long', async () => {
    expect((await failure(`new/${'x'.repeat(300)}`)).message).to.match(/the name is too long$/);
    expect(folder.read()).to.deep.equal({});
  });

  it('removes what an ended process has left behind, and nothing else', async () => {
    const gone = run(process.execPath, ['-e', 'console.log(process.pid)']).stdout.trim();
    const others = { '.staging': '', '.staging-Ab3xYz': '', [`.staging-${process.ppid}-0123abcd`]: '', notes: '' };
    folder.write({ ...others, [`.staging-${gone}-0123abcd`]: 'half', [`.staging-${process.pid}-0123abcd`]: 'half' });
    folder.write({ [`.staging-${gone}-89abcdef/new-0`]: 'half' });
    await writeWhole(folder.at('file'), 'new');
    expect(folder.read()).to.deep.equal({ ...others, file: 'new' });
  });

  it('checks the permissions of the file that it replaces, and of its folder', function () {
    if (process.getuid?.() !== 0) this.skip();
    folder.write({ 'protected/file': 'old', 'closed/file': 'old' });
    for (const name of ['.', 'protected', 'closed/file']) chmodSync(folder.at(name), 0o777);
    chmodSync(folder.at('protected/file'), 0o444);
    const program = `process.setuid(65534);
      const { writeWhole } = await import(${JSON.stringify(MODULE)});
      for (const name of process.argv.slice(1)) await writeWhole(name, 'new').catch((error) => console.log(error.message));`;
    const files = ['protected/file', 'closed/file'];
    const said = output(process.execPath, ['--input-type=module', '-e', program, ...files], { cwd: folder.path });
    expect(said.trimEnd().split('\n')).to.deep.equal([
      `protected/file cannot be written and is unchanged: ${folder.at('protected/file')} is write-protected`,
      'closed/file cannot be written and is unchanged: this user has no permission',
    ]);
    expect(folder.read()).to.deep.equal({ 'protected/file': 'old', 'closed/file': 'old' });
  });
});
