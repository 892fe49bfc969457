import { expect } from 'chai';

import { remembered } from '../../codegen/common/remembered.js';

describe('remembered', () => {
  const setUp = () => {
    const calls: string[] = [];
    const joined = remembered((a: { readonly is: string }, b: { readonly is: string }): string | undefined => {
      calls.push(a.is + b.is);
      return a.is === b.is ? undefined : a.is + b.is;
    });
    return { calls, joined, x: { is: 'x' }, y: { is: 'y' } };
  };

  it('works a result out once for two records, also if it is undefined', () => {
    const { calls, joined, x, y } = setUp();
    expect([joined(x, y), joined(x, y), joined(x, x), joined(x, x)]).to.deep.equal(['xy', 'xy', undefined, undefined]);
    expect(calls).to.deep.equal(['xy', 'xx']);
  });

  it('tells records apart by identity and by position', () => {
    const { calls, joined, x, y } = setUp();
    expect([joined(x, y), joined(y, x), joined({ is: 'x' }, y)]).to.deep.equal(['xy', 'yx', 'xy']);
    expect(calls).to.deep.equal(['xy', 'yx', 'xy']);
  });
});
