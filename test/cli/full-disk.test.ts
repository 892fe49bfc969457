import { cpSync } from 'node:fs';

import { expect } from 'chai';

import { atOnce } from '../support/at-once.js';
import { motorized } from '../support/cli.js';
import { Folder } from '../support/folder.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { Project } from './project.js';
import { patched, WriterProject, WRITERS } from './writers.js';

/** A disk that only has room for half of a text. */
const FULL = patched(`const { writeFile } = fs;
fs.writeFile = async (file, text, options) => {
  await writeFile(file, text.slice(0, text.length / 2), options);
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
};`);

const SAID = /cannot be written and is unchanged: no space is left on the disk\n\s+fix: make room on the disk, and run/;

describe('a command whose disk is full', function () {
  this.timeout(120_000);

  it('reports that it could not run, and changes nothing', async () => {
    await atOnce(Object.entries(WRITERS), async ([name, writer]) => {
      const project = await WriterProject.of(writer);
      const { code, stdout, stderr } = await motorized(writer.args, { cwd: project.path, env: FULL });
      // `drift` lists it among its findings.
      expect(stdout + stderr, name)
        .to.match(SAID)
        .and.not.match(/^ +at /m);
      expect(code, name).to.equal(2);
      expect(project.read(), name).to.deep.equal(project.before);
      await project.carryOut();
      expect(project.read(), name).to.deep.equal(project.after);
      project.remove();
    });
  });

  it('does the same on a real full disk, for every file that no longer fits', async function () {
    const folder = new Folder();
    const disk = mountSmallDisk(folder.at('disk'), '96k');
    if (disk === undefined) this.skip();
    try {
      const project = new Project();
      cpSync(project.path, folder.at('disk'), { recursive: true });
      project.remove();
      const before = folder.read();
      const args = ['generate', '--driver', 'driver.d.ts', '--framework', 'rxjs'];
      const { code, stderr } = await motorized(args, { cwd: folder.at('disk') });
      expect(stderr).to.match(SAID);
      expect(code).to.equal(2);
      expect(folder.read()).to.deep.equal(before);
    } finally {
      disk.unmount();
      folder.remove();
    }
  });
});
