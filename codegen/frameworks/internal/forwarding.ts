import { EventEmitter, errorMonitor } from 'node:events';

import { unwrap } from './unwrap.js';

/** For the events whose payload holds driver objects: how each positional value is wrapped. */
export type Payloads = {
  // Each takes another class of the driver, so that they have no narrower type in common.
  readonly [event: string]: readonly (((value: any) => unknown) | undefined)[];
};

/** Where a wrapper keeps its {@link Payloads}. */
export const payloads: unique symbol = Symbol('payloads');

/** An emitter that has its own listeners, and tells them what its delegate emits. */
export interface Forwarding extends EventEmitter {
  readonly delegate: EventEmitter;
  readonly [payloads]?: Payloads | undefined;
}

export type EventName = string | symbol;
type Listener = (...args: unknown[]) => void;
// TypeScript wants `any[]` of the base of a mixin.
type EmitterClass<T extends EventEmitter = EventEmitter> = abstract new (...args: any[]) => T;

/**
 * A subclass whose instances forward: an event comes from the delegate, and only while someone listens to it on the
 * wrapper, because the driver counts the listeners of its objects, and starts a change stream with the first one.
 *
 * @param isLocal - tells the events that are the wrapper's own affair, and not its delegate's
 */
export function forwarding<B extends EmitterClass>(
  Base: B,
  isLocal: (event: EventName) => boolean,
): B & EmitterClass<Forwarding> {
  abstract class ForwardingEmitter extends Base implements Forwarding {
    declare readonly delegate: EventEmitter;

    override on(event: EventName, listener: Listener): this {
      return listen(this, super.on, event, listener, isLocal);
    }

    override addListener(event: EventName, listener: Listener): this {
      return listen(this, super.addListener, event, listener, isLocal);
    }

    override prependListener(event: EventName, listener: Listener): this {
      return listen(this, super.prependListener, event, listener, isLocal);
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

    /** Emits on the delegate, whose own listeners come first; from there the event is forwarded to those of the wrapper. */
    override emit(event: EventName, ...args: unknown[]): boolean {
      if (isLocal(event)) return super.emit(event, ...args);
      // Node asks for it while an 'error' is being forwarded; the delegate's own `emit` has told the monitors before.
      if (event === errorMonitor) return false;
      return this.delegate.emit(event, ...mapPayload(this, event, args, (_wrap, value) => unwrap(value)));
    }
  }
  return ForwardingEmitter as B & EmitterClass<Forwarding>;
}

/** Per wrapper, what listens on its delegate, by event. */
const forwarders = new WeakMap<Forwarding, Map<EventName, Listener>>();

function listen<W extends Forwarding>(
  wrapper: W,
  add: EventEmitter['on'],
  event: EventName,
  listener: Listener,
  isLocal: (event: EventName) => boolean,
): W {
  const isForwarded = typeof listener === 'function' && !isLocal(event);
  // The delegate first: where it refuses the listener, as a change stream in iterator mode does, nothing is added.
  if (isForwarded) attach(wrapper, event);
  try {
    add.call(wrapper, event, listener);
    // Once more: a listener of 'newListener' that removed others has found the event unheard, and detached it.
    if (isForwarded) attach(wrapper, event);
    return wrapper;
  } finally {
    detachUnheard(wrapper);
  }
}

function attach(wrapper: Forwarding, event: EventName): void {
  const { delegate } = wrapper;
  let own = forwarders.get(wrapper);
  if (own === undefined) forwarders.set(wrapper, (own = new Map()));
  EventEmitter.prototype.setMaxListeners.call(wrapper, delegate.getMaxListeners());
  if (own.has(event)) return;

  const forward = (...args: unknown[]): void => {
    // Node still calls what has been removed since the delegate began to emit.
    if (wrapper.listenerCount(event) === 0) return;
    const values = mapPayload(wrapper, event, args, (wrap, value) => (value == null ? value : wrap(value)));
    EventEmitter.prototype.emit.call(wrapper, event, ...values);
  };
  delegate.on(event, forward);
  own.set(event, forward);
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
  map: (wrap: (value: unknown) => unknown, value: unknown) => unknown,
): unknown[] {
  const all = wrapper[payloads];
  if (all === undefined || typeof event === 'symbol' || !Object.hasOwn(all, event)) return args;
  return args.map((value, at) => {
    const wrap = all[event]?.[at];
    return wrap === undefined ? value : map(wrap, value);
  });
}
