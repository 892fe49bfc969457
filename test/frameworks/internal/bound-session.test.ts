import { inspect } from 'node:util';

import { expect } from 'chai';
import * as driver from 'mongodb';

import { bindable, bindSession, carriedBy, sessionOf } from '../../../codegen/frameworks/internal/bound-session.js';

/** A class like the driver's: its state in fields, some of it in a plain object. */
class Shelf {
  readonly s: { hint?: string | undefined } = {};
  readonly next: Shelf | undefined;
  readonly seen: unknown[];

  constructor(seen: unknown[], next?: Shelf) {
    this.seen = seen;
    this.next = next;
  }

  get hint(): string | undefined {
    return this.s.hint;
  }

  set hint(value: string | undefined) {
    this.s.hint = value;
  }

  async take(name: string, options?: object): Promise<string> {
    this.seen.push(options);
    return name;
  }

  /** Calls another member of its own. */
  async takeTwice(name: string): Promise<string> {
    return (await this.take(name)) + (await this.take(name));
  }

  shelf(): Shelf {
    return new Shelf(this.seen);
  }

  async shelves(none: boolean): Promise<(Shelf | undefined)[] | null> {
    return none ? null : [new Shelf(this.seen), undefined];
  }

  async fails(_options?: object): Promise<void> {
    throw new Error('it fails');
  }
}

describe('bindSession', () => {
  const client = new driver.MongoClient('mongodb://localhost:1');
  const session = client.startSession();
  const other = client.startSession();
  let seen: unknown[];
  let shelf: Shelf;

  before(() => {
    bindable('Shelf', {
      options: { take: [1], fails: [0], added: [0] },
      gives: { next: 'Shelf', shelf: 'Shelf', shelves: 'Shelf' },
    });
  });

  beforeEach(() => {
    seen = [];
    shelf = new Shelf(seen, new Shelf(seen));
  });

  after(() => client.close());

  it('returns an object of the same class whose calls pass the session, including those to itself', async () => {
    const bound = bindSession(shelf, 'Shelf', session);
    expect(bound).to.be.instanceOf(Shelf);
    expect(bound).to.not.equal(shelf);
    expect(await bound.take('a')).to.equal('a');
    expect(await bound.takeTwice('b')).to.equal('bb');
    await bound.take('c', { session: other });
    expect(seen).to.deep.equal([{ session }, { session }, { session }, { session: other }]);
    expect(sessionOf(bound)).to.equal(session);
  });

  it('binds its results, and returns the same object for a property each time', async () => {
    const bound = bindSession(shelf, 'Shelf', session);
    expect(sessionOf(bound.shelf())).to.equal(session);
    const shelves = await bound.shelves(false);
    expect(shelves?.map(sessionOf)).to.deep.equal([session, undefined]);
    expect(await bound.shelves(true)).to.equal(null);
    expect(sessionOf(bound.next)).to.equal(session);
    expect(bound.next).to.equal(bound.next);
    expect(bound.next?.next).to.equal(undefined);
  });

  it('binds a bound object again', () => {
    const bound = bindSession(shelf, 'Shelf', session);
    expect(bindSession(bound, 'Shelf', session)).to.equal(bound);
    const again = bindSession(bound, 'Shelf', other);
    expect([again, again.next, again.shelf()].map(sessionOf)).to.deep.equal([other, other, other]);
    expect(sessionOf(bound)).to.equal(session);
  });

  it('does not change the object, and has its own state', async () => {
    const before = inspect(shelf, { showHidden: true, depth: 5 });
    const bound = bindSession(shelf, 'Shelf', session);
    bound.hint = 'mine';
    expect(sessionOf(bound.next)).to.equal(session);
    expect(inspect(shelf, { showHidden: true, depth: 5 })).to.equal(before);
    expect(shelf.hint).to.equal(undefined);
    expect(bound.hint).to.equal('mine');
    await shelf.take('a');
    expect(seen).to.deep.equal([undefined]);
  });

  it('keeps an unhandled rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    // Mocha's own listeners would count it as a failure of this test.
    const listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
    try {
      void bindSession(shelf, 'Shelf', session).fails();
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      process.off('unhandledRejection', note);
      for (const listener of listeners) process.on('unhandledRejection', listener);
    }
    expect(unhandled.map(String)).to.deep.equal(['Error: it fails']);
  });

  it('uses the registered class if one extends another', async () => {
    class Wide extends Shelf {
      async widen(options?: object): Promise<unknown> {
        return options;
      }
    }
    bindable('Wide', { options: { take: [1], widen: [0] } });
    const wide = new Wide(seen);
    expect(await bindSession(wide, 'Shelf', session).widen()).to.equal(undefined);
    expect(await bindSession(wide, 'Wide', session).widen()).to.deep.equal({ session });
  });

  it('ignores members that the driver does not have', () => {
    expect(bindSession(shelf, 'Shelf', session)).to.not.have.property('added');
  });

  it('refuses a value that is not a session, without printing its content', () => {
    const refused = { undefined, null: null, 'a string': 'mongodb://user:password@host', 'a function': () => {} };
    for (const [found, value] of Object.entries(refused))
      expect(() => bindSession(shelf, 'Shelf', value)).to.throw(
        TypeError,
        new RegExp(`^withSession: expected a ClientSession, found ${found}$`),
      );
    expect(() => bindSession(shelf, 'Shelf', { delegate: {} })).to.throw('found an object that is not a session');
    expect(sessionOf(bindSession(shelf, 'Shelf', { delegate: session }))).to.equal(session);
  });

  it('adds the session to the options of objects constructed with the object', () => {
    const options = { limit: 1 };
    expect(carriedBy(shelf, options)).to.equal(options);
    const bound = bindSession(shelf, 'Shelf', session);
    expect(carriedBy(bound, options)).to.deep.equal({ limit: 1, session });
    expect(carriedBy(bound, undefined)).to.deep.equal({ session });
    const named = { session: other };
    expect(carriedBy(bound, named)).to.equal(named);
    for (const none of [undefined, null, 'text']) expect(sessionOf(none)).to.equal(undefined);
  });
});
