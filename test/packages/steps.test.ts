import { expect } from 'chai';

import { CouldNotRun, runSteps } from './steps.js';

/** The exit code and the output of steps, without the seconds. */
async function ran(...problems: readonly (() => string | undefined)[]): Promise<{ code: number; lines: string[] }> {
  const printed: string[] = [];
  const steps = problems.map((problem, at) => ({ name: `step ${at}`, problem: async () => problem() }));
  const code = await runSteps(steps, (text) => printed.push(text));
  return {
    code,
    lines: printed
      .join('')
      .replaceAll(/ \(\d+\.\d s\)/g, '')
      .trimEnd()
      .split('\n'),
  };
}

const fine = (): undefined => undefined;
const wrong = (): string => 'found this\nand that\n';
const broken = (): never => {
  throw new CouldNotRun('the registry does not answer');
};

describe('steps', () => {
  it('exit with 0 if nothing is found, with 1 if something is, with 2 if one could not run', async () => {
    expect(await ran(fine, fine)).to.have.property('code', 0);
    expect(await ran(wrong, fine)).to.have.property('code', 1);
    expect(await ran(broken, wrong, fine)).to.have.property('code', 2);
  });

  it('report each one, and continue after one that fails', async () => {
    const { lines } = await ran(wrong, broken, fine);
    expect(lines).to.deep.equal([
      'FAIL  step 0',
      '      found this',
      '      and that',
      'ERROR step 1',
      '      the registry does not answer',
      'ok    step 2',
      '1 of 3 fine',
    ]);
  });

  it('show where a bug of their own comes from', async () => {
    const { code, lines } = await ran(() => {
      throw new TypeError('a slip');
    });
    expect(code).to.equal(2);
    expect(lines.join('\n')).to.match(/TypeError: a slip\n +at /);
  });
});
