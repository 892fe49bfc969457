import { expect } from 'chai';

import { through, throughOverrides } from '../../../codegen/frameworks/internal/iterate.js';

describe('through', () => {
  class Delegate {
    constructor(readonly limit: number) {}
    get last() {
      return this.limit - 1;
    }
    async next() {
      return 'of the delegate';
    }
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < this.limit; at += 1) yield [at === this.last, await this.next()];
    }
  }

  it("shows the delegate's members the named members of the wrapper, and otherwise the delegate", async () => {
    const wrapper = {
      calls: 0,
      async next() {
        this.calls += 1;
        return this.calls;
      },
      limit: 5,
    };
    const delegate = new Delegate(2);
    const seen: unknown[] = [];
    for await (const value of through(delegate, wrapper, 'next')) seen.push(value);
    expect(seen).to.deep.equal([
      [false, 1],
      [true, 2],
    ]);
    expect(Object.keys(delegate)).to.deep.equal(['limit']);
    expect(await delegate.next()).to.equal('of the delegate');
  });

  it("lets the delegate's members write to the delegate, including new fields", () => {
    class Closing {
      closed = false;
      [Symbol.asyncDispose](): void {
        Object.assign(this, { closed: true, error: 'none' });
      }
    }
    const delegate = new Closing();
    through(delegate, { next: () => 1 }, 'next')[Symbol.asyncDispose]();
    expect(delegate).to.deep.equal(Object.assign(new Closing(), { closed: true, error: 'none' }));
  });

  it('passes on arguments and results', () => {
    const view = through(
      { close: (_options: unknown) => 'theirs' },
      { close: (options: unknown) => ['ours', options] },
      'close',
    );
    expect(view.close(1)).to.deep.equal(['ours', 1]);
  });
});

describe('throughOverrides', () => {
  class Cursor {
    next(): string {
      return 'emitted';
    }
  }
  const delegate = { next: () => 'the driver' };

  it("returns the driver's object itself if nothing is overridden", () => {
    expect(throughOverrides(delegate, new Cursor(), Cursor.prototype, 'next')).to.equal(delegate);
  });

  it('goes through the overrides of a subclass or of a single object', () => {
    class Mine extends Cursor {
      override next(): string {
        return 'mine';
      }
    }
    const spied = Object.assign(new Cursor(), { next: () => 'spied' });
    expect(throughOverrides(delegate, new Mine(), Cursor.prototype, 'next').next()).to.equal('mine');
    expect(throughOverrides(delegate, spied, Cursor.prototype, 'next').next()).to.equal('spied');
  });
});
