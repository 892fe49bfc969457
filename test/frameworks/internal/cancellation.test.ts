import { expect } from 'chai';

import { Cancellation, closedWith, onAbort, withSignal } from '../../../codegen/frameworks/internal/cancellation.js';

describe('Cancellation', () => {
  it('calls its listeners once, as an event target does, with the reason', () => {
    const cancellation = new Cancellation();
    const heard: unknown[] = [];
    function listener(this: Cancellation): void {
      heard.push(this.reason);
    }
    cancellation.addEventListener('abort', listener);
    expect(() => cancellation.throwIfAborted()).to.not.throw();
    cancellation.abort('first');
    cancellation.abort('second');
    expect(heard).to.deep.equal(['first']);
    expect(cancellation).to.include({ aborted: true, reason: 'first' });
    expect(() => cancellation.throwIfAborted())
      .to.throw()
      .and.to.equal('first');
  });

  it('does not call removed listeners, in whatever order they were removed', () => {
    const cancellation = new Cancellation();
    const heard: string[] = [];
    const [one, two, three] = ['one', 'two', 'three'].map((name) => () => void heard.push(name));
    for (const each of [one, two, three]) if (each) cancellation.addEventListener('abort', each);
    if (one) cancellation.removeEventListener('abort', one);
    if (three) cancellation.removeEventListener('abort', three);
    const stranger = (): void => {};
    cancellation.removeEventListener('abort', stranger);
    cancellation.abort('now');
    expect(heard).to.deep.equal(['two']);
  });

  it('calls no listener when the operation is over', () => {
    const cancellation = new Cancellation();
    cancellation.addEventListener('abort', () => expect.fail('it is over'));
    cancellation.release();
    cancellation.abort('late');
    expect(cancellation.aborted).to.equal(false);
  });

  it("follows the user's signal until it is over", () => {
    const controller = new AbortController();
    const [followed, released] = [new Cancellation(), new Cancellation()];
    followed.follow(controller.signal);
    released.follow(controller.signal);
    released.release();
    controller.abort('by the user');
    expect(followed.reason).to.equal('by the user');
    expect(released.aborted).to.equal(false);
  });
});

describe('withSignal', () => {
  it("returns options with the cancellation as the signal, and does not change the user's", () => {
    const cancellation = new Cancellation();
    const options = { limit: 3 };
    expect(withSignal(options, cancellation)).to.deep.equal({ limit: 3, signal: cancellation });
    expect(options).to.deep.equal({ limit: 3 });
    expect(withSignal(undefined, cancellation)).to.have.property('signal', cancellation);
  });

  it('throws the reason of a signal that has already been aborted', () => {
    const options = { signal: AbortSignal.abort('early') };
    expect(() => withSignal(options, new Cancellation()))
      .to.throw()
      .and.to.equal('early');
  });
});

describe('onAbort', () => {
  it('calls back with the reason, until it is released', () => {
    const controller = new AbortController();
    const heard: unknown[] = [];
    onAbort(controller.signal, (reason) => heard.push(reason));
    onAbort(controller.signal, () => expect.fail('it was told not to'))();
    controller.abort('now');
    expect(heard).to.deep.equal(['now']);
  });
});

describe('closedWith', () => {
  it('closes the result if the command is cancelled', () => {
    const cancellation = new Cancellation();
    const made = { closed: 0 };
    const close = async (each: typeof made): Promise<void> => {
      each.closed += 1;
      throw new Error('nobody hears of this');
    };
    expect(closedWith(made, cancellation, close)).to.equal(made);
    expect(made.closed).to.equal(0);
    cancellation.abort('now');
    expect(made.closed).to.equal(1);
  });
});
