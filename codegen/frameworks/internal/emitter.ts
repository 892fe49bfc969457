import { EventEmitter } from 'node:events';
import { inspect } from 'node:util';

import type { EventsDescription, TypedEventEmitter } from 'mongodb';

import { type EventName, forwarding, payloads, type Payloads } from './forwarding.js';
import { type InspectContext, inspectWrapper } from './inspect.js';

export type { Payloads } from './forwarding.js';

/**
 * EventEmitter without its constructor, which would take most of the time that it takes to create a wrapper. The first
 * listener sets up what is missing.
 */
const LazyEventEmitter = function () {} as unknown as typeof EventEmitter;
LazyEventEmitter.prototype = EventEmitter.prototype;
Object.setPrototypeOf(LazyEventEmitter, EventEmitter);

/** The events about an emitter's own listeners. */
const isLocal = (event: EventName): boolean => event === 'newListener' || event === 'removeListener';

class DelegatingEmitter<D extends EventEmitter> extends forwarding(LazyEventEmitter, isLocal) {
  override readonly delegate: D;
  override readonly [payloads]: Payloads | undefined;

  constructor(delegate: D, wraps?: Payloads) {
    super();
    this.delegate = delegate;
    this[payloads] = wraps;
  }

  [inspect.custom](depth: number, options: InspectContext): unknown {
    return inspectWrapper(this, depth, options);
  }
}

/** The type of {@link Emitter} for subclasses, with the driver's types for the events. */
declare abstract class DriverEmitter<D extends object, E extends EventsDescription> extends TypedEventEmitter<E> {
  /** The driver's own object. */
  readonly delegate: D;

  constructor(delegate: D, payloads?: Payloads);
}

/**
 * Base of the wrappers whose delegate is an event emitter. They have their own listeners, and forward what the delegate
 * emits, with wrappers in place of driver objects.
 */
export const Emitter: typeof DriverEmitter = DelegatingEmitter as never;
