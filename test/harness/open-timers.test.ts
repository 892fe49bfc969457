import { spawnSync } from 'node:child_process';

import { expect } from 'chai';

const WATCHING = `
  import { OpenTimers } from ${JSON.stringify(new URL('open-timers.js', import.meta.url).href)};
  const open = OpenTimers.watch();
  const timers = await import('node:timers');
  const { setTimeout: sleep } = await import('node:timers/promises');
  const { promisify } = await import('node:util');
`;

/** The output of a program in a separate process, which is watched as long as it lives. */
function printed(program: string): string {
  const args = ['--input-type=module', '--eval', WATCHING + program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).to.equal('');
  expect(status).to.equal(0);
  return stdout;
}

describe('OpenTimers', () => {
  it('say where the timers were started that keep the process alive', () => {
    const stacks = printed(`
      function forgetful() { return timers.setInterval(() => {}, 1234); }
      const forgotten = [forgetful(), setTimeout(() => {}, 5678)];
      clearTimeout(setTimeout(() => {}, 9999));
      clearInterval(+setInterval(() => {}, 9999));
      setTimeout(() => {}, 9999).unref();
      await new Promise((resolve) => setTimeout(resolve, 1));
      console.log(open.stacks().join('\\n'));
      forgotten.forEach(clearTimeout);
    `);
    expect(stacks).to.match(/setInterval of 1234 ms\n(?:.*\n)?.*at forgetful/);
    expect(stacks).to.contain('setTimeout of 5678 ms');
    expect(stacks).not.to.contain('9999');
  });

  it('keep the behaviour of timers: arguments, promises, errors', () => {
    const lines = printed(`
      await new Promise((resolve) => setTimeout((...given) => { console.log(given.join()); resolve(); }, 1, 2, 3));
      console.log(await promisify(setTimeout)(1, 'promised'), await sleep(1, 'slept'));
      try { setTimeout('no function'); } catch (error) { console.log(error.code); }
    `);
    expect(lines.trim().split('\n')).to.deep.equal(['2,3', 'promised slept', 'ERR_INVALID_ARG_TYPE']);
  });
});
