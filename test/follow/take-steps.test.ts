import { expect } from 'chai';

import { CannotRunError } from '../../codegen/common/problem.js';
import { exitOf, type Step, type StepResult, type TakenStep } from '../../codegen/follow/step.js';
import { takeSteps } from '../../codegen/follow/take-steps.js';

function step(name: string, outcome: StepResult['outcome'], more: Partial<Step> = {}): Step {
  return { name, take: () => Promise.resolve({ outcome, summary: `${name} is ${outcome}` }), ...more };
}

async function take(...steps: readonly Step[]): Promise<{ outcomes: string[]; said: string[]; code: number }> {
  const said: string[] = [];
  const taken = await takeSteps(steps, (each: TakenStep) => void said.push(each.name));
  return { outcomes: taken.map(({ outcome }) => outcome), said, code: exitOf(taken) };
}

describe('the steps of `motorized follow`', () => {
  it('are taken in order, and reported', async () => {
    const { outcomes, said, code } = await take(step('a', 'done'), step('b', 'unchanged'), step('c', 'skipped'));
    expect([outcomes, said, code]).to.deep.equal([['done', 'unchanged', 'skipped'], ['a', 'b', 'c'], 0]);
  });

  it('continue if a person is asked but nothing depends on the answer', async () => {
    const { outcomes, code } = await take(step('a', 'asks'), step('b', 'done'));
    expect([outcomes, code]).to.deep.equal([['asks', 'done'], 1]);
  });

  for (const [outcome, expected] of [
    ['stops', 1],
    ['failed', 2],
    ['ends', 0],
  ] as const) {
    it(`stop after one that ${outcome}, except for steps that keep the work`, async () => {
      const keep = step('keep', 'done', { isAlways: () => true });
      const unbegun = step('not begun', 'done', { isAlways: () => false });
      const { outcomes, said, code } = await take(step('a', outcome), step('b', 'done'), keep, unbegun);
      expect(outcomes).to.deep.equal([outcome, 'not reached', 'done', 'not reached']);
      expect([said, code]).to.deep.equal([['a', 'keep'], expected]);
    });
  }

  it('fail if one cannot run, with a fix', async () => {
    const take = (): Promise<StepResult> => Promise.reject(new CannotRunError('no git', 'install git'));
    const [taken] = await takeSteps([{ name: 'a', take }], () => undefined);
    expect(taken?.outcome).to.equal('failed');
    expect(taken?.problems.map(({ message, fix }) => [message, fix])).to.deep.equal([['no git', 'install git']]);
  });

  it('do not hide bugs', async () => {
    const take = (): Promise<StepResult> => Promise.reject(new TypeError('a slip'));
    const error: unknown = await takeSteps([{ name: 'a', take }], () => undefined).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(TypeError);
  });
});
