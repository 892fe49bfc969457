import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';

import { expect } from 'chai';

import { atOnce } from '../support/at-once.js';
import { CLI } from '../support/cli.js';
import { patched, WriterProject, WRITERS } from './writers.js';

/** A slow disk, so that some time passes between writing a file and moving it into place. */
const SLOW = patched(`const { rename } = fs;
fs.rename = async (...paths) => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return rename(...paths);
};`);

/** Sends a signal as soon as a file is being moved into place. Returns the signal that ended the command. */
async function interrupt(project: WriterProject, args: readonly string[], signal: NodeJS.Signals): Promise<unknown> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: project.path,
    stdio: 'ignore',
    env: { ...process.env, ...SLOW },
  });
  const end = once(child, 'exit');
  while (child.exitCode === null && project.leftOvers().length === 0) await turn();
  child.kill(signal);
  const [code, killed] = (await end) as [number | null, NodeJS.Signals | null];
  return killed ?? code;
}

describe('a command that is interrupted while it writes', function () {
  this.timeout(120_000);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`${signal}: leaves every file whole, and nothing behind`, async () => {
      await atOnce(Object.entries(WRITERS), async ([name, writer]) => {
        const project = await WriterProject.of(writer);
        expect(project.after).not.to.deep.equal(project.before);
        expect(await interrupt(project, writer.args, signal), `${name} died of`).to.equal(signal);
        expect(project.leftOvers(), name).to.deep.equal([]);
        expect(project.damaged(), name).to.deep.equal([]);
        // All of its files, or none: files that had been moved into the folder are moved back.
        expect([project.before, project.after], name).to.deep.include(project.read());
        project.remove();
      });
    });
  }

  it('SIGKILL: leaves every file whole, and the next run cleans up', async () => {
    await atOnce(Object.entries(WRITERS), async ([name, writer]) => {
      const project = await WriterProject.of(writer);
      expect(await interrupt(project, writer.args, 'SIGKILL'), `${name} died of`).to.equal('SIGKILL');
      expect(project.leftOvers(), name).to.have.length(1);
      expect(project.damaged(), name).to.deep.equal([]);
      await project.carryOut();
      expect(project.read(), `${name}, after the next run`).to.deep.equal(project.after);
      project.remove();
    });
  });
});
