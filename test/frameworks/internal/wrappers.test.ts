import { expect } from 'chai';
import * as driver from 'mongodb';

import { DelegatingReadable, DelegatingWritable } from '../../../codegen/frameworks/internal/streams.js';
import { Wrapper } from '../../../codegen/frameworks/internal/wrapper.js';
import { expectInstance, Wrappers } from '../../../codegen/frameworks/internal/wrappers.js';

describe('Wrappers', () => {
  const wrappers = new Wrappers();
  class Base extends Wrapper<object> {
    constructor(delegate: object) {
      super(delegate);
      wrappers.add(this);
    }
  }
  class MongoClient extends Base {}
  class Db extends Base {}
  class AbstractCursor extends Base {}
  class FindCursor extends AbstractCursor {}
  class AggregationCursor extends AbstractCursor {}
  const classes = { MongoClient, Db, AbstractCursor, FindCursor, AggregationCursor };

  it('has one wrapper for each driver object', () => {
    const delegate = {};
    expect(wrappers.of(delegate, Db)).to.equal(undefined);
    const wrapper = new Db(delegate);
    expect(wrappers.of(delegate, Db)).to.equal(wrapper);
    expect(new Wrappers().of(delegate, Db)).to.equal(undefined);
  });

  it('has no wrapper of one class for an object that is wrapped by another class', () => {
    const delegate = {};
    const wrapper = new FindCursor(delegate);
    expect(wrappers.of(delegate, Db)).to.equal(undefined);
    expect(wrappers.of(delegate, AbstractCursor)).to.equal(wrapper);
  });

  it('uses the newest wrapper if a user constructs another one', () => {
    const delegate = {};
    const first = new Db(delegate);
    const second = new Db(delegate);
    expect(wrappers.of(delegate, Db)).to.equal(second).and.not.to.equal(first);
  });

  const wrong: [value: unknown, found: string][] = [
    [undefined, 'undefined'],
    [null, 'null'],
    ['mongodb://user:secret@host', 'a string'],
    [5, 'a number'],
    [() => {}, 'a function'],
  ];
  for (const [value, found] of wrong) {
    it(`refuses ${found}`, () => {
      const message = `MongoClient.wrap: expected the driver's MongoClient, found ${found}`;
      expect(() => new MongoClient(value as never))
        .to.throw(TypeError)
        .with.property('message', message);
    });
  }

  describe('the object to wrap', () => {
    const made = (of: { prototype: object }): object => Object.create(of.prototype) as object;
    const named = (name: string): { prototype: object } => {
      const own = function () {};
      return Object.defineProperty(own, 'name', { value: name });
    };
    const refused = (value: unknown, name: string): unknown => {
      try {
        return expectInstance(value as object, name);
      } catch (error) {
        return (error as Error).message;
      }
    };
    const none = (name: string): string =>
      `${name}.wrap: expected the driver's ${name}, found an object that is not from this copy of the driver`;

    it("may be an instance of the driver's class, or of a subclass", () => {
      for (const value of [made(driver.Collection), made(class Mine extends driver.Collection {})])
        expect(expectInstance(value, 'Collection')).to.equal(value);
      const proxy = new Proxy(made(driver.Collection), {});
      expect(expectInstance(proxy, 'Collection')).to.equal(proxy);
    });

    it('may not be an instance of another class, of none, or of one with the same name elsewhere', () => {
      const others = [made(driver.Db), made(named('Collection')), {}, [], new Map(), Object.create(null)];
      for (const value of others) expect(refused(value, 'Collection')).to.equal(none('Collection'));
    });

    it('may not be a wrapper', () => {
      const found = "Collection.wrap: expected the driver's Collection, found a wrapper";
      for (const value of [new Db({}), { delegate: undefined }]) expect(refused(value, 'Collection')).to.equal(found);
    });

    describe('of a class that the driver does not export', () => {
      const operators = made(named('FindOperators'));

      it('is recognized by its name', () => {
        expect(expectInstance(operators, 'FindOperators')).to.equal(operators);
        for (const value of [made(driver.Collection), {}, new Map(), Object.create(null)])
          expect(refused(value, 'FindOperators')).to.equal(none('FindOperators'));
      });

      it('is not confused with another one if names have been shortened', () => {
        const own = Object.getOwnPropertyDescriptor(driver.MongoClient, 'name') ?? {};
        Object.defineProperty(driver.MongoClient, 'name', { value: 't', configurable: true });
        try {
          const shortened = made(named('e'));
          expect(expectInstance(shortened, 'FindOperators')).to.equal(shortened);
          for (const value of [made(driver.Collection), {}])
            expect(refused(value, 'FindOperators')).to.equal(none('FindOperators'));
        } finally {
          Object.defineProperty(driver.MongoClient, 'name', own);
        }
      });
    });
  });

  it('refuses anything but a stream with the same message', () => {
    class ReadStream extends DelegatingReadable<never> {
      static wrap = (delegate: unknown) => new ReadStream(delegate as never);
    }
    class WriteStream extends DelegatingWritable<never> {
      static wrap = (delegate: unknown) => new WriteStream(delegate as never);
    }
    expect(() => ReadStream.wrap(undefined)).to.throw(
      "ReadStream.wrap: expected the driver's ReadStream, found undefined",
    );
    expect(() => WriteStream.wrap(null)).to.throw("WriteStream.wrap: expected the driver's WriteStream, found null");
  });

  describe('for a driver object of a class with subclasses', () => {
    const made = (of: { prototype: object }): object => Object.create(of.prototype);
    const as = (delegate: object) => wrappers.as(AbstractCursor, classes, delegate).constructor;

    it('uses the wrapper class of the object', () => {
      expect(as(made(driver.FindCursor))).to.equal(FindCursor);
      expect(as(made(driver.AggregationCursor))).to.equal(AggregationCursor);
      expect(as(made(driver.Db))).to.equal(Db);
    });

    it('uses that of the nearest base class that has one', () => {
      class UserCursor extends driver.FindCursor {}
      expect(as(made(UserCursor))).to.equal(FindCursor);
      expect(as(made(driver.ListCollectionsCursor))).to.equal(AbstractCursor);
    });

    it('uses the fallback for an unknown class', () => {
      expect(as({})).to.equal(AbstractCursor);
      expect(as(Object.create(null))).to.equal(AbstractCursor);
    });

    it('recognizes classes that the driver does not export by their names', () => {
      class ListSearchIndexesCursor extends Base {}
      const delegate = made(class ListSearchIndexesCursor extends driver.AggregationCursor {});
      const wrapper = wrappers.as(AbstractCursor, { ...classes, ListSearchIndexesCursor }, delegate);
      expect(wrapper.constructor).to.equal(ListSearchIndexesCursor);
    });

    it("recognizes the driver's classes after their names have been shortened", () => {
      Object.defineProperty(driver.FindCursor, 'name', { value: 't', configurable: true });
      try {
        expect(as(made(driver.FindCursor))).to.equal(FindCursor);
      } finally {
        Object.defineProperty(driver.FindCursor, 'name', { value: 'FindCursor', configurable: true });
      }
    });

    it('returns the existing wrapper', () => {
      const delegate = made(driver.FindCursor);
      const wrapper = wrappers.as(AbstractCursor, classes, delegate);
      expect(wrappers.as(AbstractCursor, classes, delegate)).to.equal(wrapper);
    });
  });
});
