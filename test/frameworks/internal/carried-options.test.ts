import { expect } from 'chai';

import { carry } from '../../../codegen/frameworks/internal/carried-options.js';

describe('carry', () => {
  const session = { id: 1 };
  const other = { id: 2 };

  it('adds the session if the options name none', () => {
    for (const given of [[], [undefined], [null], [{}], [{ session: undefined }], [{ session: null }]])
      expect(carry(given, [0], session)).to.deep.equal([{ session }]);
    expect(carry([{ limit: 1 }], [0], session)).to.deep.equal([{ limit: 1, session }]);
    expect(carry(['filter'], [2], session)).to.deep.equal(['filter', undefined, { session }]);
  });

  it('keeps a session that the options name, whatever it is', () => {
    for (const named of [other, 'no session', 0, false]) {
      const options = { session: named };
      expect(carry(['filter', options], [1], session)[1]).to.equal(options);
    }
  });

  it("does not change the caller's objects", () => {
    const options = Object.freeze({ limit: 1 });
    const args = Object.freeze([options]);
    const carried = carry(args, [0], session);
    expect(carried).to.not.equal(args);
    expect(carried[0]).to.not.equal(options);
    expect(options).to.deep.equal({ limit: 1 });
  });

  it('keeps the class of options, and the arguments after them', () => {
    class Options {
      limit = 1;
    }
    const [options, more] = carry([new Options(), 'more'], [0], session);
    expect(options).to.be.instanceOf(Options).and.to.deep.include({ limit: 1, session });
    expect(more).to.equal('more');
  });

  it('uses the last of several places that has an object, or else the first empty one', () => {
    expect(carry(['keys'], [1, 2], session)).to.deep.equal(['keys', { session }]);
    expect(carry(['keys', { unique: true }], [1, 2], session)).to.deep.equal(['keys', { unique: true, session }]);
    expect(carry(['keys', { unique: true }, {}], [1, 2], session)).to.deep.equal([
      'keys',
      { unique: true },
      { session },
    ]);
    expect(carry(['name'], [0, 1], session)).to.deep.equal(['name', { session }]);
    expect(carry([{ a: 1 }], [0, 1], session)).to.deep.equal([{ a: 1, session }]);
    expect(carry(['keys', { session: other }, {}], [1, 2], session)[2]).to.deep.equal({ session });
  });

  it('loses no session for a value that is not options, which the driver ignores', () => {
    for (const value of [5, 'text', true, () => {}, [{ session: other }]])
      expect(carry([value], [0], session)).to.deep.equal([{ session }]);
  });

  it('leaves options that throw to the driver', () => {
    const options = Object.defineProperty({}, 'limit', {
      enumerable: true,
      get: () => {
        throw new Error('limit is not for you');
      },
    });
    const [carried] = carry([options], [0], session) as [Record<string, unknown>];
    expect(carried['session']).to.equal(session);
    expect(() => carried['limit']).to.throw('limit is not for you');
  });
});
