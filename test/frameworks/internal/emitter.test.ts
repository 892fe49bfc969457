import { expect } from 'chai';
import { EventEmitter } from 'node:events';

import { WrappedEmitter } from '../../support/wrapped-emitter.js';

const noop = () => {};

describe('Emitter', () => {
  it('is an EventEmitter, with its static members', () => {
    const wrapped = WrappedEmitter.of(new EventEmitter());
    expect(wrapped).to.be.instanceOf(EventEmitter);
    expect(WrappedEmitter.defaultMaxListeners).to.equal(EventEmitter.defaultMaxListeners);
  });

  it('listens on the delegate only while someone listens on the wrapper, and once', () => {
    const delegate = new EventEmitter();
    const wrapped = WrappedEmitter.of(delegate);
    expect(delegate.eventNames()).to.deep.equal([]);
    const listener = () => {};
    wrapped.on('x', listener).on('x', noop).once('y', listener);
    expect([delegate.listenerCount('x'), delegate.listenerCount('y')]).to.deep.equal([1, 1]);
    wrapped.off('x', listener);
    delegate.emit('y');
    expect([delegate.listenerCount('x'), delegate.listenerCount('y')]).to.deep.equal([1, 0]);
    wrapped.off('x', noop);
    expect(delegate.eventNames()).to.deep.equal([]);
  });

  it('adds nothing if the delegate refuses the listener', () => {
    const delegate = new EventEmitter();
    delegate.on('newListener', () => {
      throw new Error('refused');
    });
    const wrapped = WrappedEmitter.of(delegate);
    expect(() => wrapped.on('x', noop)).to.throw('refused');
    expect(wrapped.listenerCount('x')).to.equal(0);
    delegate.removeAllListeners('newListener');
    wrapped.on('x', noop);
    expect(delegate.listenerCount('x')).to.equal(1);
  });

  it('does not pass an invalid listener to the delegate', () => {
    const delegate = new EventEmitter();
    let told = 0;
    delegate.on('newListener', () => (told += 1));
    expect(() => WrappedEmitter.of(delegate).on('x', undefined as never)).to.throw(TypeError);
    expect(told).to.equal(0);
  });

  it('removes its listener from the delegate if a listener of newListener throws', () => {
    const delegate = new EventEmitter();
    const wrapped = WrappedEmitter.of(delegate);
    wrapped.on('newListener', () => {
      throw new Error('mine');
    });
    expect(() => wrapped.on('x', noop)).to.throw('mine');
    expect(delegate.listenerCount('x')).to.equal(0);
  });

  it("never removes the driver's own listeners", () => {
    const delegate = new EventEmitter();
    delegate.on('close', noop).on('x', noop);
    const wrapped = WrappedEmitter.of(delegate);
    wrapped.on('x', noop).removeAllListeners('x').on('x', noop).removeAllListeners().off('close', noop);
    expect([delegate.listenerCount('close'), delegate.listenerCount('x')]).to.deep.equal([1, 1]);
  });

  it("does not forward its events about listeners to the driver's listeners", () => {
    const delegate = new EventEmitter();
    const seen: unknown[] = [];
    delegate.on('newListener', (_event, listener) => seen.push(listener === noop));
    WrappedEmitter.of(delegate).on('x', noop);
    expect(seen).to.deep.equal([false]);
  });

  it("calls the driver's listeners when something is emitted on the wrapper", () => {
    const delegate = new EventEmitter();
    const seen: unknown[] = [];
    delegate.on('close', (...args) => seen.push(args));
    expect(WrappedEmitter.of(delegate).emit('close', 1)).to.equal(true);
    expect(seen).to.deep.equal([[1]]);
  });

  it('does not throw an error whose last listener was removed by another listener of the driver object', () => {
    const delegate = new EventEmitter();
    const wrapped = WrappedEmitter.of(delegate);
    delegate.on('error', () => wrapped.removeAllListeners('error'));
    wrapped.on('error', noop);
    expect(delegate.emit('error', new Error('late'))).to.equal(true);
  });

  describe('payloads', () => {
    const wrap = (delegate: object) => ({ delegate });

    it('wraps the arguments that contain driver objects', () => {
      const delegate = new EventEmitter();
      const object = { id: 1 };
      const seen: unknown[] = [];
      const wrapped = WrappedEmitter.of(delegate, { open: [undefined, wrap] });
      wrapped.on('open', (...args) => seen.push(...args));
      delegate.emit('open', object, object, object);
      delegate.emit('open', object, undefined);
      expect(seen).to.deep.equal([object, { delegate: object }, object, object, undefined]);
    });

    it('unwraps them if they are emitted on the wrapper, and nothing else', () => {
      const delegate = new EventEmitter();
      const object = { id: 1 };
      const seen: unknown[] = [];
      delegate.on('open', (...args) => seen.push(args)).on('other', (...args) => seen.push(args));
      const wrapped = WrappedEmitter.of(delegate, { open: [wrap] });
      wrapped.emit('open', wrap(object), wrap(object));
      wrapped.emit('other', wrap(object));
      expect(seen).to.deep.equal([[object, wrap(object)], [wrap(object)]]);
    });

    it('handles events named like members of Object', () => {
      const seen: unknown[] = [];
      const wrapped = WrappedEmitter.of(new EventEmitter(), {});
      wrapped.on('toString', (value) => seen.push(value)).emit('toString', 1);
      expect(seen).to.deep.equal([1]);
    });
  });
});
