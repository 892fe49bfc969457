import { expect } from 'chai';

import { shownError, shownText, shownValue } from '../../codegen/common/shown-value.js';

describe('a value as messages show it', () => {
  const SHOWN: readonly (readonly [unknown, string])[] = [
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5'],
    [10n ** 100n, `1${'0'.repeat(59)}…`],
    [Symbol('a'), 'Symbol(a)'],
    ['a\n  b', "'a b'"],
    ['x'.repeat(1e7), `'${'x'.repeat(60)}…'`],
    ['\u001B[31mred', "'[31mred'"],
    [[], 'an empty list'],
    [['s3cret'], 'a list of 1'],
    [{}, 'an empty record'],
    [{ password: 's3cret' }, 'a record of password'],
    [Object.fromEntries([...'abcdefgh'].map((each) => [each, 1])), 'a record of a, b, c, d, e, f and 2 more'],
    [Promise.resolve('s3cret'), 'a promise'],
    [() => 's3cret', 'a function'],
    [new RangeError('no'), 'an error (RangeError: no)'],
    ['mongodb://ada:s3cret@host/app', "'mongodb://…@host/app'"],
    [`mongodb+srv://ada:${'s3cret'.repeat(100)}@host`, "'mongodb+srv://…@…'"],
    ['http://localhost:27017', "'http://localhost:27017'"],
  ];
  for (const [value, shown] of SHOWN) {
    it(shown, () => expect(shownValue(value)).to.equal(shown));
  }

  it('whatever it does when it is inspected', () => {
    const fails = (): never => {
      throw new Error('no');
    };
    const proxy = new Proxy({}, { get: fails, ownKeys: fails, getPrototypeOf: fails });
    expect(shownValue(proxy)).to.equal('an object that cannot be inspected');
    expect(shownError(proxy)).to.equal('an object that cannot be inspected');
    expect(shownError(Object.defineProperty(new Error('a'), 'name', { get: fails }))).to.equal(
      'an object that cannot be inspected',
    );
  });

  it('shows one line of an error, shortened', () => {
    expect(shownError(new TypeError('a\nb'))).to.equal('TypeError: a b');
    expect(shownError(new Error('x'.repeat(1e6)))).to.have.length.lessThan(310);
    expect(shownText('https://ada:s3cret@host and mongodb://b:s3cret@host', 20)).to.equal('https://…@host and m…');
  });
});
