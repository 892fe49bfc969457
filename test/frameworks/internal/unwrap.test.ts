import { expect } from 'chai';
import fc from 'fast-check';

import { unwrap, unwrapOptions } from '../../../codegen/frameworks/internal/unwrap.js';

describe('unwrap', () => {
  const delegate = { id: 1 };
  const wrapper = { delegate };

  it('returns the delegate of a wrapper, of any framework', () => {
    expect(unwrap(wrapper)).to.equal(delegate);
  });

  it('returns everything else unchanged', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(!(Object(value) === value && 'delegate' in (value as object)));
        return Object.is(unwrap(value), value);
      }),
    );
    for (const value of [undefined, null, '', 0, () => {}, { delegate: null }, { delegate: undefined }]) {
      expect(unwrap(value)).to.equal(value);
    }
  });

  const unreadable = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };
  const throwing = (key: string): object =>
    Object.defineProperty({ limit: 1 }, key, {
      enumerable: true,
      get: () => {
        throw new Error(`${key} is not for you`);
      },
    });

  it('leaves values to the driver that cannot be read, or whose delegate is something else', () => {
    for (const value of [unreadable(), throwing('delegate'), { delegate: 5 }, { delegate: 'abc' }])
      expect(unwrap(value) === value).to.equal(true);
  });

  describe('in options', () => {
    it('leaves values to the driver that cannot be read', () => {
      const beside = Object.assign(throwing('comment'), { session: wrapper });
      const inner = { session: unreadable() };
      for (const options of [unreadable(), throwing('session'), beside, inner])
        expect(unwrapOptions(options, 'session') === options).to.equal(true);
      expect(unwrapOptions<object>(inner, 'session', 'session') === inner).to.equal(true);
    });

    it('returns the same options if they contain no wrapper', () => {
      const raw = { session: delegate, limit: 1 };
      const array = Object.assign([1], { session: wrapper });
      const fn = Object.assign(() => {}, { session: wrapper });
      for (const options of [raw, {}, { limit: 1 }, { session: undefined }, { session: null }, array, fn]) {
        expect(unwrapOptions(options, 'session')).to.equal(options);
      }
      for (const options of [undefined, null, 'text', 5, true]) {
        expect(unwrapOptions(options, 'session')).to.equal(options);
        expect(unwrapOptions({ inner: options }, 'inner', 'session')).to.deep.equal({ inner: options });
      }
    });

    it('returns a shallow copy with the delegate, and does not change the given options', () => {
      const sort = { a: 1 };
      const options = Object.freeze({ session: wrapper, sort });
      const unwrapped = unwrapOptions<{ session: object; sort: object }>(options, 'session');
      expect(unwrapped).to.deep.equal({ session: delegate, sort });
      expect(unwrapped.sort).to.equal(sort);
      expect(options.session).to.equal(wrapper);
    });

    it('only copies along the path', () => {
      const beside = { session: wrapper };
      const options = { beside, createCollectionOptions: Object.freeze({ session: wrapper, capped: true }) };
      const unwrapped = unwrapOptions<typeof options>(options, 'createCollectionOptions', 'session');
      expect(unwrapped).to.deep.equal({ beside, createCollectionOptions: { session: delegate, capped: true } });
      expect(unwrapped.beside).to.equal(beside);
      expect(options.createCollectionOptions.session).to.equal(wrapper);
      const without = { createCollectionOptions: { capped: true } };
      expect(unwrapOptions(without, 'createCollectionOptions', 'session')).to.equal(without);
    });

    it('reads the field only once', () => {
      let reads = 0;
      const options = {
        get session() {
          reads += 1;
          return delegate;
        },
      };
      expect(unwrapOptions(options, 'session')).to.equal(options);
      expect(reads).to.equal(1);
    });
  });
});
