import { expect } from 'chai';

import type { Closable } from '../../../codegen/frameworks/internal/runs.js';
import { extend, snapshot, Source } from '../../../codegen/frameworks/internal/source.js';

/** A stand-in for a driver's cursor, which records its calls. */
class Recorded implements Closable {
  readonly id = undefined;
  readonly said: unknown[] = [];
  closed = false;

  say(word: unknown): this {
    this.said.push(word);
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

describe('Source', () => {
  it('creates a cursor for each run, and replays the recorded calls in order', () => {
    const source = new Source(() => new Recorded());
    const longer = source.with((cursor) => cursor.say('one')).with((cursor) => cursor.say('two'));
    const other = longer.with((cursor) => cursor.say('other'));
    expect(longer.start().said).to.deep.equal(['one', 'two']);
    expect(longer.start()).to.not.equal(longer.start());
    expect(other.start().said).to.deep.equal(['one', 'two', 'other']);
    expect(source.start().said).to.deep.equal([]);
  });

  it('continues with the result of a step, or with the cursor if there is none', () => {
    const another = new Recorded();
    const source = new Source(() => new Recorded()).with(() => undefined).with((cursor) => cursor.say('first'));
    expect(source.start().said).to.deep.equal(['first']);
    expect(source.with(() => another).start()).to.equal(another);
  });

  it('closes the cursor if a step throws', async () => {
    const cursor = new Recorded();
    const source = new Source(() => cursor).with(() => {
      throw new Error('no such option');
    });
    expect(() => source.start()).to.throw('no such option');
    await new Promise((turn) => setImmediate(turn));
    expect(cursor.closed).to.equal(true);
  });

  it('keeps the transforms, unless only the cursor knows them', () => {
    const double = (n: number): number => n * 2;
    const source = new Source(() => new Recorded());
    expect(source.with((cursor) => cursor, double).transforms).to.deep.equal([double]);
    expect(source.transforms).to.deep.equal([]);
    expect(Source.of(new Recorded()).with((cursor) => cursor, double).transforms).to.equal(undefined);
  });

  it('knows the object and the member that create the cursor, also with more steps', () => {
    const owner = {};
    const source = new Source(() => new Recorded(), owner, undefined, 'find').with(() => undefined);
    expect([source.owner, source.operation]).to.deep.equal([owner, 'find']);
    expect(Source.of(new Recorded()).operation).to.equal(undefined);
  });

  it('for an existing cursor can only be run once', () => {
    const cursor = new Recorded();
    const source = Source.of(cursor);
    expect(source.start()).to.equal(cursor);
    expect(() => source.start()).to.throw('can only be run once');
  });

  it('gives a run its own session if the client is known and the user has passed none, and no signal', async () => {
    const ended: unknown[] = [];
    const session = { hasEnded: false, endSession: async () => void ended.push(session) };
    const client = { startSession: () => session };
    const given: unknown[] = [];
    const make = (more?: object): Recorded => {
      given.push(more);
      return new Recorded();
    };
    const own = { session: {} };
    new Source(make, client).start({ startAfter: 1 });
    new Source(make, { db: { client } }, { signal: new AbortController().signal }).start();
    new Source(make, { client }, own).start();
    new Source(make, {}).start();
    expect(given).to.deep.equal([{ startAfter: 1, session }, { signal: undefined, session }, undefined, undefined]);
    const failing = new Source((): Recorded => {
      throw new Error('no cursor');
    }, client);
    expect(() => failing.start()).to.throw('no cursor');
    expect(ended).to.deep.equal([session]);
  });
});

describe('extend', () => {
  it('adds and removes options, and does not change the given ones', () => {
    const options = { limit: 3, signal: 'the signal' };
    expect(extend(options, undefined)).to.equal(options);
    expect(extend(options, { signal: undefined, session: 1 })).to.deep.equal({ limit: 3, session: 1 });
    expect(extend(options, { signal: undefined })).to.not.have.property('signal');
    expect(extend(undefined, { session: 1 })).to.deep.equal({ session: 1 });
    expect(options).to.deep.equal({ limit: 3, signal: 'the signal' });
  });
});

describe('snapshot', () => {
  it('copies options and pipelines, and nothing else', () => {
    const [options, pipeline, date] = [{ limit: 3 }, [{ $limit: 3 }], new Date()];
    for (const each of [options, pipeline]) {
      expect(snapshot(each)).to.deep.equal(each);
      expect(snapshot(each)).to.not.equal(each);
    }
    for (const other of [date, null, undefined, 'text', 3, Source]) expect(snapshot(other)).to.equal(other);
  });
});
