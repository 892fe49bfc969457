import { expect } from 'chai';
import fc from 'fast-check';
import { EventEmitter, errorMonitor, getEventListeners, on, once } from 'node:events';

import { Emitter, type Payloads } from '../../../codegen/frameworks/internal/emitter.js';

type Listener = (...args: any[]) => any;

class Wrapped extends Emitter<EventEmitter, Record<string, Listener>> {
  constructor(delegate: EventEmitter, payloads?: Payloads) {
    super(delegate, payloads);
  }
}

/** What a scenario does with an emitter; `fire` is the driver emitting on its own object. */
type Scenario = (emitter: EventEmitter, log: (...entry: unknown[]) => void, fire: EventEmitter['emit']) => unknown;

/** What a scenario logs on an emitter of its own, and on the wrapper of one. */
async function onBoth(scenario: Scenario, prepare: (driverObject: EventEmitter) => void = () => {}) {
  const run = async (raw: EventEmitter, emitter: EventEmitter) => {
    const entries: unknown[][] = [];
    prepare(raw);
    // The wrapper stands for the driver's object, so that each is logged as 'it'.
    const log = (...entry: unknown[]) => void entries.push(entry.map((each) => (each === emitter ? 'it' : each)));
    try {
      await scenario(emitter, log, raw.emit.bind(raw));
    } catch (error) {
      log('thrown', (error as Error).message);
    }
    return entries;
  };
  const raw = new EventEmitter();
  const delegate = new EventEmitter();
  return { raw: await run(raw, raw), wrapped: await run(delegate, new Wrapped(delegate)) };
}

const noop = () => {};

describe('Emitter', () => {
  describe('does what an emitter of Node does', () => {
    const table: Record<string, Scenario> = {
      'calls listeners in order, with the emitter as this': (it, log, fire) => {
        it.on('x', function (this: unknown, ...args) { log(1, this, ...args); });
        it.prependListener('x', function (this: unknown) { log(2, this); });
        it.addListener('x', () => log(3));
        log(fire('x', 'a', 'b'));
        log(it.emit('x', 'c'));
      },
      'calls a once listener once': (it, log, fire) => {
        it.once('x', () => log(1));
        it.prependOnceListener('x', () => log(0));
        fire('x');
        fire('x');
        log(it.listenerCount('x'), it.eventNames());
      },
      'off and removeListener take the last that was added': (it, log, fire) => {
        const one = () => log(1);
        it.on('x', one).on('x', () => log(2)).on('x', one);
        it.off('x', one);
        fire('x');
        it.removeListener('x', one);
        fire('x');
      },
      'a once listener is removed by the function that the user gave': (it, log, fire) => {
        const one = () => log(1);
        it.once('x', one);
        log(it.listeners('x')[0] === one, it.rawListeners('x')[0] === one);
        it.off('x', one);
        log(fire('x'));
      },
      'tells of new and removed listeners with the function that the user gave': (it, log) => {
        const one = () => {};
        it.on('newListener', (event, listener) => log('new', event, listener === one, it.listenerCount('x')));
        it.on('removeListener', (event, listener) => log('removed', event, listener === one, it.listenerCount('x')));
        it.once('x', one);
        it.off('x', one);
        it.on('x', one);
        it.removeAllListeners('x');
        it.on('y', noop);
        it.removeAllListeners();
        log(it.eventNames());
      },
      'a listener that is added or removed while emitting': (it, log, fire) => {
        const second = () => log(2);
        it.on('x', () => {
          log(1);
          it.off('x', second);
          it.on('x', () => log(3));
        });
        it.on('x', second);
        fire('x');
        fire('x');
      },
      'the only listener removes itself and adds another while emitting': (it, log, fire) => {
        it.once('x', () => {
          log(1);
          it.on('x', () => log(2));
        });
        fire('x');
        fire('x');
      },
      'removeAllListeners() removes all, removeAllListeners(undefined) what was added for undefined': (it, log, fire) => {
        it.on('x', () => log('x')).on('undefined', () => log('undefined'));
        (it as any).removeAllListeners(undefined);
        log(it.eventNames());
        fire('x');
        it.removeAllListeners();
        log(it.eventNames(), fire('x'));
      },
      'refuses what is no listener': (it, log) => {
        it.on('newListener', (event) => log(event));
        it.on('x', undefined as never);
      },
      'symbols are events': (it, log, fire) => {
        const event = Symbol.for('event');
        it.on(event, (value) => log(value));
        fire(event, 1);
        log(it.emit(event, 2), it.eventNames());
      },
      'an error without a listener is thrown': (it, log) => {
        log('before');
        it.emit('error', new Error('lost'));
      },
      'an error that is no Error is thrown as Node does': (it) => it.emit('error', 'lost'),
      'an error with a listener is not thrown': (it, log, fire) => {
        it.once('error', (error) => log(error.message));
        log(fire('error', new Error('1')));
        fire('error', new Error('2'));
      },
      'error monitors see each error once': (it, log, fire) => {
        it.on(errorMonitor, (error) => log('monitor', error.message));
        it.on('error', (error) => log('listener', error.message));
        fire('error', new Error('1'));
        it.emit('error', new Error('2'));
        it.removeAllListeners('error');
        it.emit('error', new Error('3'));
      },
      'what a listener throws reaches the one who emits': (it, log, fire) => {
        it.on('x', () => {
          throw new Error('mine');
        });
        it.on('x', () => log('not reached'));
        fire('x');
      },
      'events.once resolves and rejects': async (it, log, fire) => {
        const first = once(it, 'x');
        fire('x', 1, 2);
        log(await first, it.eventNames());
        const second = once(it, 'x');
        fire('error', new Error('failed'));
        await second;
      },
      'events.on iterates, and stops listening': async (it, log, fire) => {
        setImmediate(() => fire('x', 1) && fire('x', 2));
        for await (const values of on(it, 'x')) {
          log(values);
          if (values[0] === 2) break;
        }
        log(it.eventNames(), getEventListeners(it, 'x').length);
      },
      'the limit of listeners': (it, log) => {
        log(it.getMaxListeners());
        it.setMaxListeners(2);
        log(it.getMaxListeners());
        it.setMaxListeners(-1);
      },
    };
    for (const [name, scenario] of Object.entries(table)) {
      it(name, async () => {
        const { raw, wrapped } = await onBoth(scenario);
        expect(raw).to.not.be.empty;
        expect(wrapped).to.deep.equal(raw);
      });
    }

    it('an error without a listener is ignored where the driver ignores it', async () => {
      const scenario: Scenario = (emitter, log) => log(emitter.emit('error', new Error('ignored')));
      const { raw, wrapped } = await onBoth(scenario, (driverObject) => driverObject.on('error', noop));
      expect(wrapped).to.deep.equal(raw).and.to.deep.equal([[true]]);
    });

    it('the limit of listeners is that of the driver object', async () => {
      const { raw, wrapped } = await onBoth(
        async (emitter, log) => {
          const warned = new Promise((resolve) => process.once('warning', resolve));
          for (let i = 0; i < 11; i += 1) emitter.on('x', noop);
          log(emitter.getMaxListeners());
          log(await Promise.race([warned, new Promise((resolve) => setImmediate(resolve, 'silent'))]));
        },
        (driverObject) => driverObject.setMaxListeners(0),
      );
      expect(wrapped).to.deep.equal(raw).and.to.deep.equal([[0], ['silent']]);
    });

    it('a rejection of a listener is an error, where Node captures them', async () => {
      EventEmitter.captureRejections = true;
      try {
        const { raw, wrapped } = await onBoth(async (emitter, log, fire) => {
          emitter.on('error', (error) => log('error', error.message));
          emitter.on('x', async () => {
            throw new Error('rejected');
          });
          fire('x');
          await new Promise(setImmediate);
        });
        expect(wrapped).to.deep.equal(raw).and.to.deep.equal([['error', 'rejected']]);
      } finally {
        EventEmitter.captureRejections = false;
      }
    });

    it('any sequence of operations', () => {
      const events = fc.constantFrom('a', 'b', 'newListener', 'removeListener', 'error');
      const operation = fc.record({
        method: fc.constantFrom(
          'on', 'once', 'prependListener', 'prependOnceListener', 'off', 'removeAllListeners', 'emit', 'fire', 'clear',
        ),
        event: events,
        listener: fc.nat(3),
      });
      fc.assert(
        fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
          const logOf = (raw: EventEmitter, emitter: EventEmitter): unknown[] => {
            const log: unknown[] = [];
            const listeners = [0, 1, 2, 3].map((id) => function (this: unknown, ...args: unknown[]) {
              log.push([id, this === emitter, args.filter((each) => typeof each !== 'function')]);
              // Some change the listeners while emitting; without end if they did so for events about listeners.
              if (id === 2 && typeof args[0] === 'number') emitter.removeAllListeners('a');
              if (id === 3 && typeof args[0] === 'number') emitter.once('b', listeners[0]!);
            });
            for (const { method, event, listener } of operations) {
              try {
                if (method === 'emit') log.push(emitter.emit(event, listener));
                else if (method === 'fire') log.push(event.endsWith('Listener') || raw.emit(event, listener));
                else if (method === 'clear') emitter.removeAllListeners();
                else if (method === 'removeAllListeners') emitter.removeAllListeners(event);
                else emitter[method as 'on'](event, listeners[listener]!);
              } catch (error) {
                log.push((error as Error).message);
              }
              log.push(emitter.eventNames(), emitter.listeners(event).map((each) => listeners.indexOf(each as never)));
            }
            return log;
          };
          const raw = new EventEmitter();
          const delegate = new EventEmitter();
          const wrapped = new Wrapped(delegate);
          expect(logOf(delegate, wrapped)).to.deep.equal(logOf(raw, raw));
          const forwarded = wrapped.eventNames().filter((event) => !String(event).endsWith('Listener'));
          expect(delegate.eventNames()).to.have.members(forwarded);
        }),
        { numRuns: 5000 },
      );
    });
  });

  it('is an EventEmitter, with its static members', () => {
    const wrapped = new Wrapped(new EventEmitter());
    expect(wrapped).to.be.instanceOf(EventEmitter);
    expect(Wrapped.defaultMaxListeners).to.equal(EventEmitter.defaultMaxListeners);
  });

  it('listens on the delegate only while someone listens on the wrapper, and once', () => {
    const delegate = new EventEmitter();
    const wrapped = new Wrapped(delegate);
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

  it('adds nothing where the delegate refuses the listener', () => {
    const delegate = new EventEmitter();
    delegate.on('newListener', () => {
      throw new Error('refused');
    });
    const wrapped = new Wrapped(delegate);
    expect(() => wrapped.on('x', noop)).to.throw('refused');
    expect(wrapped.listenerCount('x')).to.equal(0);
    delegate.removeAllListeners('newListener');
    wrapped.on('x', noop);
    expect(delegate.listenerCount('x')).to.equal(1);
  });

  it('takes its listener off the delegate where a listener of newListener throws', () => {
    const delegate = new EventEmitter();
    const wrapped = new Wrapped(delegate);
    wrapped.on('newListener', () => {
      throw new Error('mine');
    });
    expect(() => wrapped.on('x', noop)).to.throw('mine');
    expect(delegate.listenerCount('x')).to.equal(0);
  });

  it('never removes the listeners of the driver', () => {
    const delegate = new EventEmitter();
    delegate.on('close', noop).on('x', noop);
    const wrapped = new Wrapped(delegate);
    wrapped.on('x', noop).removeAllListeners('x').on('x', noop).removeAllListeners().off('close', noop);
    expect([delegate.listenerCount('close'), delegate.listenerCount('x')]).to.deep.equal([1, 1]);
  });

  it('keeps what it emits of its own listeners from those of the driver', () => {
    const delegate = new EventEmitter();
    const seen: unknown[] = [];
    delegate.on('newListener', (_event, listener) => seen.push(listener === noop));
    new Wrapped(delegate).on('x', noop);
    expect(seen).to.deep.equal([false]);
  });

  it('runs the listeners of the driver when something is emitted on the wrapper', () => {
    const delegate = new EventEmitter();
    const seen: unknown[] = [];
    delegate.on('close', (...args) => seen.push(args));
    expect(new Wrapped(delegate).emit('close', 1)).to.equal(true);
    expect(seen).to.deep.equal([[1]]);
  });

  it('does not throw an error whose last listener was removed by another listener of the driver object', () => {
    const delegate = new EventEmitter();
    const wrapped = new Wrapped(delegate);
    delegate.on('error', () => wrapped.removeAllListeners('error'));
    wrapped.on('error', noop);
    expect(delegate.emit('error', new Error('late'))).to.equal(true);
  });

  describe('payloads', () => {
    const wrap = (delegate: object) => ({ delegate });

    it('wraps the values of the places that hold driver objects', () => {
      const delegate = new EventEmitter();
      const object = { id: 1 };
      const seen: unknown[] = [];
      const wrapped = new Wrapped(delegate, { open: [undefined, wrap] });
      wrapped.on('open', (...args) => seen.push(...args));
      delegate.emit('open', object, object, object);
      delegate.emit('open', object, undefined);
      expect(seen).to.deep.equal([object, { delegate: object }, object, object, undefined]);
    });

    it('unwraps them where they are emitted on the wrapper, and nothing else', () => {
      const delegate = new EventEmitter();
      const object = { id: 1 };
      const seen: unknown[] = [];
      delegate.on('open', (...args) => seen.push(args)).on('other', (...args) => seen.push(args));
      const wrapped = new Wrapped(delegate, { open: [wrap] });
      wrapped.emit('open', wrap(object), wrap(object));
      wrapped.emit('other', wrap(object));
      expect(seen).to.deep.equal([[object, wrap(object)], [wrap(object)]]);
    });

    it('is not misled by events that are called like members of Object', () => {
      const seen: unknown[] = [];
      const wrapped = new Wrapped(new EventEmitter(), {});
      wrapped.on('toString', (value) => seen.push(value)).emit('toString', 1);
      expect(seen).to.deep.equal([1]);
    });
  });
});
