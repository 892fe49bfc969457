import { expect } from 'chai';
import fc from 'fast-check';
import { EventEmitter, errorMonitor, getEventListeners, on, once } from 'node:events';

import { WrappedEmitter } from '../../support/wrapped-emitter.js';

/** The actions of a scenario on an emitter; `fire` emits on the driver's own object. */
type Scenario = (emitter: EventEmitter, log: (...entry: unknown[]) => void, fire: EventEmitter['emit']) => unknown;

/** The log of a scenario on an emitter, and on the wrapper of one. */
async function onBoth(scenario: Scenario, prepare: (driverObject: EventEmitter) => void = () => {}) {
  const run = async (raw: EventEmitter, emitter: EventEmitter) => {
    const entries: unknown[][] = [];
    prepare(raw);
    // The wrapper represents the driver's object, so both are logged as 'it'.
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
  return { raw: await run(raw, raw), wrapped: await run(delegate, WrappedEmitter.of(delegate)) };
}

type Adder = 'on' | 'once' | 'prependListener' | 'prependOnceListener' | 'off';
const ADDERS: readonly Adder[] = ['on', 'once', 'prependListener', 'prependOnceListener', 'off'];
const METHODS = [...ADDERS, 'emit', 'fire', 'removeAllListeners', 'clear'] as const;
const LOCAL: ReadonlySet<string | symbol> = new Set(['newListener', 'removeListener']);

interface Operation {
  readonly method: (typeof METHODS)[number];
  readonly event: string;
  readonly listener: number;
}

/** Four listeners that log themselves. Two of them change the listeners during an emit. */
function loggers(emitter: EventEmitter, log: unknown[]) {
  const listeners = [0, 1, 2, 3].map(
    (id) =>
      function (this: unknown, ...args: unknown[]) {
        log.push([id, this === emitter, args.filter((each) => typeof each !== 'function')]);
        // Not in events about listeners, which would never end.
        if (id === 2 && typeof args[0] === 'number') emitter.removeAllListeners('a');
        if (id === 3 && typeof args[0] === 'number') emitter.once('b', () => log.push('added while emitting'));
      },
  );
  return listeners;
}

/** The log of operations on an emitter; `fire` emits on the driver's own object. */
function logOf(operations: readonly Operation[], driverObject: EventEmitter, emitter: EventEmitter): unknown[] {
  const log: unknown[] = [];
  const listeners = loggers(emitter, log);
  const perform = ({ method, event, listener }: Operation): unknown => {
    if (method === 'emit') return emitter.emit(event, listener);
    if (method === 'fire') return LOCAL.has(event) || driverObject.emit(event, listener);
    if (method === 'clear') return emitter.removeAllListeners() === emitter;
    if (method === 'removeAllListeners') return emitter.removeAllListeners(event) === emitter;
    return emitter[method](event, listeners[listener] ?? (() => {})) === emitter;
  };
  for (const operation of operations) {
    try {
      log.push(perform(operation));
    } catch (error) {
      log.push((error as Error).message);
    }
    const { event } = operation;
    log.push(
      emitter.eventNames(),
      emitter.listeners(event).map((each) => listeners.indexOf(each as never)),
    );
  }
  return log;
}

describe('Emitter does what an emitter of Node does', () => {
  const table: Record<string, Scenario> = {
    'calls listeners in order, with the emitter as this': (it, log, fire) => {
      it.on('x', function (this: unknown, ...args) {
        log(1, this, ...args);
      });
      it.prependListener('x', function (this: unknown) {
        log(2, this);
      });
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
      it.on('x', one)
        .on('x', () => log(2))
        .on('x', one);
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
      it.on('y', () => {});
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
    'removeAllListeners() removes all, removeAllListeners(undefined) those added for undefined': (it, log, fire) => {
      it.on('x', () => log('x')).on('undefined', () => log('undefined'));
      Reflect.apply(it.removeAllListeners, it, [undefined]);
      log(it.eventNames());
      fire('x');
      it.removeAllListeners();
      log(it.eventNames(), fire('x'));
    },
    'refuses anything that is not a listener': (it, log) => {
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
    'an exception in a listener reaches the emitting code': (it, log, fire) => {
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

  it('an error without a listener is ignored if the driver ignores it', async () => {
    const scenario: Scenario = (emitter, log) => log(emitter.emit('error', new Error('ignored')));
    const { raw, wrapped } = await onBoth(scenario, (driverObject) => driverObject.on('error', () => {}));
    expect(wrapped)
      .to.deep.equal(raw)
      .and.to.deep.equal([[true]]);
  });

  for (const [limit, warnings] of [
    [10, 1],
    [0, 0],
    [20, 0],
  ] as const) {
    it(`the limit of listeners is that of the driver's object: ${limit}`, async () => {
      const { raw, wrapped } = await onBoth(
        async (emitter, log) => {
          let warned = 0;
          log(emitter.getMaxListeners());
          const warn = () => (warned += 1);
          process.on('warning', warn);
          for (let added = 0; added < 12; added += 1) emitter.on('x', () => {});
          await new Promise(setImmediate);
          process.off('warning', warn);
          log(warned, emitter.getMaxListeners());
        },
        (driverObject) => driverObject.setMaxListeners(limit),
      );
      expect(wrapped)
        .to.deep.equal(raw)
        .and.to.deep.equal([[limit], [warnings, limit]]);
    });
  }

  it('a rejection of a listener is an error event if Node captures them', async () => {
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
      expect(wrapped)
        .to.deep.equal(raw)
        .and.to.deep.equal([['error', 'rejected']]);
    } finally {
      EventEmitter.captureRejections = false;
    }
  });

  it('any sequence of operations', () => {
    const operation = fc.record({
      method: fc.constantFrom(...METHODS),
      event: fc.constantFrom('a', 'b', 'newListener', 'removeListener', 'error'),
      listener: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const raw = new EventEmitter();
        const delegate = new EventEmitter();
        const wrapped = WrappedEmitter.of(delegate);
        expect(logOf(operations, delegate, wrapped)).to.deep.equal(logOf(operations, raw, raw));
        const forwarded = wrapped.eventNames().filter((event) => !LOCAL.has(event));
        expect(delegate.eventNames()).to.have.members(forwarded);
      }),
      { numRuns: 2000 },
    );
  });
});
