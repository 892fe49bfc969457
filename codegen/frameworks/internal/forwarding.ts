import { EventEmitter, errorMonitor } from 'node:events';

import { unwrap } from './unwrap.js';

/** For each event whose arguments include driver objects: how each argument is wrapped, by position. */
export type Payloads = {
  readonly [event: string]: readonly (Wrap | undefined)[];
};

/** Returns the wrapper of a driver object. The parameter is `never`, since each function takes a different class. */
type Wrap = (value: never) => unknown;

/** Where a wrapper keeps its {@link Payloads}. */
export const payloads: unique symbol = Symbol('payloads');

/** An emitter that has its own listeners, and forwards what its delegate emits. */
export interface Forwarding extends EventEmitter {
  readonly delegate: EventEmitter;
  readonly [payloads]?: Payloads | undefined;
}

export type EventName = string | symbol;
type Listener = (...args: unknown[]) => void;
// TypeScript requires `any[]` for the base of a mixin.
type EmitterClass<T extends EventEmitter = EventEmitter> = abstract new (...args: any[]) => T;

/**
 * Returns a subclass whose instances forward the events of their delegate, but only while someone listens on the
 * wrapper: the driver counts the listeners of its objects, and the first one starts a change stream.
 *
 * @param isLocal - whether an event is the wrapper's own, and is not forwarded
 */
export function forwarding<B extends EmitterClass>(
  Base: B,
  isLocal: (event: EventName) => boolean,
): B & EmitterClass<Forwarding> {
  abstract class ForwardingEmitter extends Base implements Forwarding {
    declare readonly delegate: EventEmitter;

    override on(event: EventName, listener: Listener): this {
      return heed(this, event, listener, isLocal, () => super.on(event, listener));
    }

    override addListener(event: EventName, listener: Listener): this {
      return heed(this, event, listener, isLocal, () => super.addListener(event, listener));
    }

    override prependListener(event: EventName, listener: Listener): this {
      return heed(this, event, listener, isLocal, () => super.prependListener(event, listener));
    }

    override off(event: EventName, listener: Listener): this {
      super.off(event, listener);
      return detachUnheard(this);
    }

    override removeListener(event: EventName, listener: Listener): this {
      super.removeListener(event, listener);
      return detachUnheard(this);
    }

    // A rest parameter, because Node tells `removeAllListeners()` from `removeAllListeners(undefined)`.
    override removeAllListeners(...event: [event?: EventName]): this {
      super.removeAllListeners(...event);
      return detachUnheard(this);
    }

    override setMaxListeners(limit: number): this {
      this.delegate.setMaxListeners(limit);
      return super.setMaxListeners(limit);
    }

    override getMaxListeners(): number {
      return this.delegate.getMaxListeners();
    }

    /** Emits on the delegate. Its own listeners are called first; forwarding then reaches those of the wrapper. */
    override emit(event: EventName, ...args: unknown[]): boolean {
      if (isLocal(event)) return super.emit(event, ...args);
      // Node emits this while an 'error' is being forwarded. The delegate's own `emit` has already called the monitors.
      if (event === errorMonitor) return false;
      return this.delegate.emit(event, ...mapPayload(this, event, args, unwrap));
    }
  }
  return ForwardingEmitter;
}

/** Adds a listener. The first listener for an event makes the wrapper listen on its delegate. */
function heed<W extends Forwarding>(
  wrapper: W,
  event: EventName,
  listener: Listener,
  isLocal: (event: EventName) => boolean,
  add: () => W,
): W {
  if (typeof listener !== 'function' || isLocal(event)) return add();
  // The delegate comes first: if it refuses the listener, as a change stream in iterator mode does, nothing is added.
  attach(wrapper, event);
  try {
    add();
    // Once more: a listener of 'newListener' may have removed others, and so detached the event.
    return attach(wrapper, event);
  } finally {
    detachUnheard(wrapper);
  }
}

/** The wrapper's listener on its delegate, by wrapper and event. */
const forwarders = new WeakMap<Forwarding, Map<EventName, Listener>>();

function attach<W extends Forwarding>(wrapper: W, event: EventName): W {
  const { delegate } = wrapper;
  let own = forwarders.get(wrapper);
  if (own === undefined) forwarders.set(wrapper, (own = new Map()));
  if (own.has(event)) return wrapper;

  EventEmitter.prototype.setMaxListeners.call(wrapper, delegate.getMaxListeners());
  const forward = (...args: unknown[]): void => {
    // Node still calls a listener that is removed while the delegate emits.
    if (wrapper.listenerCount(event) === 0) return;
    EventEmitter.prototype.emit.call(wrapper, event, ...mapPayload(wrapper, event, args, wrapObject));
  };
  delegate.on(event, forward);
  own.set(event, forward);
  return wrapper;
}

function detachUnheard<W extends Forwarding>(wrapper: W): W {
  const own = forwarders.get(wrapper);
  for (const [event, forward] of own ?? []) {
    if (wrapper.listenerCount(event) > 0) continue;
    own?.delete(event);
    wrapper.delegate.off(event, forward);
  }
  return wrapper;
}

function mapPayload(
  wrapper: Forwarding,
  event: EventName,
  args: unknown[],
  map: (value: unknown, wrap: Wrap) => unknown,
): unknown[] {
  const wraps = typeof event === 'string' ? wrapper[payloads]?.[event] : undefined;
  if (wraps === undefined) return args;
  return args.map((value, at) => {
    const wrap = wraps[at];
    return wrap === undefined ? value : map(value, wrap);
  });
}

function wrapObject(value: unknown, wrap: Wrap): unknown {
  return typeof value === 'object' && value !== null ? wrap(value as never) : value;
}
