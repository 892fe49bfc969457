import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { expect } from 'chai';

import { CLI } from '../support/cli.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { Project } from './project.js';

/** Runs a command with its output sent to a file. */
async function runInto(
  file: string,
  project: Project,
  args: readonly string[],
): Promise<{ code: number; stderr: string }> {
  const fd = openSync(file, 'w');
  try {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: project.path, stdio: ['ignore', fd, 'pipe'] });
    const code = new Promise<number>((resolve) => child.once('exit', (end) => resolve(end ?? -1)));
    return { stderr: await text(child.stderr!), code: await code };
  } finally {
    closeSync(fd);
  }
}

const GENERATE = ['generate', '--driver', 'driver.d.ts', '--framework', 'promise'];

describe('the output of motorized', function () {
  this.timeout(120_000);
  let project: Project;

  before(() => {
    project = new Project();
  });
  after(() => project.remove());

  const said = {
    code: 2,
    stderr:
      'the output cannot be written: no space is left on the disk\n  fix: make room on the disk, and run the command again\n',
  };

  for (const args of [
    [...GENERATE, '--dry-run', '--json'],
    ['drift', '--driver', 'driver.d.ts', '--format', 'json'],
    ['--help'],
  ]) {
    it(`is reported as lost if the disk is full: motorized ${args.join(' ')}`, async () => {
      expect(await runInto('/dev/full', project, args)).to.deep.equal(said);
    });
  }

  it('is reported as lost if only a part of it fits on the disk', async function () {
    const disk = mountSmallDisk(project.at('disk'), '4k');
    if (disk === undefined) this.skip();
    try {
      const classes = Array.from({ length: 200 }, (_, at) => `export declare class C${at} { a(): Promise<void>; }\n`);
      project.write({ 'many.d.ts': classes.join('') });
      const args = ['drift', '--driver', 'driver.d.ts', '--against', 'many.d.ts'];
      const { code, stderr } = await runInto(project.at('disk/report'), project, args);
      expect({ code, stderr }).to.deep.equal(said);
    } finally {
      disk.unmount();
    }
  });

  it('may be read in part: it is not a failure if the reader closes the pipe', async () => {
    const child = spawn(process.execPath, [CLI, 'help', 'generate'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const code = new Promise((resolve) => child.once('exit', resolve));
    expect({ stderr: await text(child.stderr), code: await code }).to.deep.equal({ stderr: '', code: 0 });
  });
});
