import { expect } from 'chai';

import { run } from '../support/processes.js';

const MODULE = new URL('../../codegen/common/interruption.js', import.meta.url).href;

describe('interruptible', function () {
  this.timeout(20_000);

  /** Runs a program that sends itself a signal. Returns its output and the signal that ended it. */
  const program = (text: string): string => {
    const script = `import { interruptible } from ${JSON.stringify(MODULE)};
      import { setTimeout as wait } from 'node:timers/promises';
      ${text}`;
    const { stdout, code } = run(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 });
    return `${stdout.trim().replaceAll('\n', ', ')}: ${code ?? 'died'}`;
  };

  it('lets work end in an orderly way, and then ends the process with the signal', () => {
    const text = `await interruptible(async (signal) => {
      process.kill(process.pid, 'SIGTERM');
      await wait(50);
      console.log(signal.aborted, signal.reason.message);
    });
    console.log('after');`;
    expect(program(text)).to.equal('true interrupted by SIGTERM: died');
  });

  it('waits for nested work, and for work in parallel', () => {
    const text = `await interruptible(async () => {
      void interruptible(async () => {
        await wait(100);
        console.log('beside');
      });
      await interruptible(async (signal) => {
        process.kill(process.pid, 'SIGINT');
        await wait(20);
        console.log('within', signal.aborted);
      });
      await wait(20);
      console.log('around');
    });
    await wait(500);
    console.log('after');`;
    expect(program(text)).to.equal('within true, around, beside: died');
  });

  it('lets signals end the process before and after the work', () => {
    const text = `await interruptible(async () => undefined);
    console.log(process.listenerCount('SIGINT'), process.listenerCount('SIGTERM'));
    process.kill(process.pid, 'SIGINT');
    await wait(500);
    console.log('after');`;
    expect(program(text)).to.equal('0 0: died');
  });
});
