import { Readable, Writable, type ReadableOptions, type WritableOptions } from 'node:stream';
import { inspect } from 'node:util';

import { type EventName, forwarding } from './forwarding.js';
import { type InspectContext, inspectWrapper } from './inspect.js';
import { expectDelegate } from './wrappers.js';

/** How the implementation of a stream says that it is done with something. */
type Done = (error?: Error | null) => void;
/** What is called when a stream has ended, with what the driver says of what was stored. */
type Stored = (error?: Error | null, ...stored: any[]) => void;

const COMMON_EVENTS = ['newListener', 'removeListener', 'error', 'close'];
const READABLE_EVENTS = ['data', 'end', 'readable', 'pause', 'resume'];
const WRITABLE_EVENTS = ['drain', 'prefinish', 'finish', 'pipe', 'unpipe'];

/** What Node's own streams emit, and a wrapper for itself; the other events are the driver's. */
const STREAM_EVENTS: ReadonlySet<EventName> = new Set([...COMMON_EVENTS, ...READABLE_EVENTS, ...WRITABLE_EVENTS]);

/** Symbols are what Node's streams say to themselves. */
const isLocal = (event: EventName): boolean => typeof event === 'symbol' || STREAM_EVENTS.has(event);

/** A class of Node's streams as a base: with its statics, as the driver's streams have them. */
type StreamClass<C, O, S> = Omit<C, 'prototype'> & (abstract new (options: O) => S);

const ForwardingReadable: StreamClass<typeof Readable, ReadableOptions, Readable> = forwarding(Readable, isLocal);
const ForwardingWritable: StreamClass<typeof Writable, WritableOptions, Writable> = forwarding(Writable, isLocal);

/**
 * Base of the wrappers of the driver's readable streams: a stream of its own, filled from its delegate, which it starts
 * when it is first read.
 */
export abstract class DelegatingReadable<D extends Readable> extends ForwardingReadable {
  /** The driver's own object. */
  readonly delegate: D;
  #started = false;

  protected constructor(delegate: D) {
    expectDelegate(delegate, new.target);
    super({ highWaterMark: delegate.readableHighWaterMark });
    this.delegate = delegate;
    if (delegate.readableEnded) this.push(null);
    else delegate.once('end', () => this.#end());
    followDestruction(this, delegate, () => delegate.readableEnded);
  }

  override _read(): void {
    if (!this.#started) this.#start();
    this.delegate.resume();
  }

  #start(): void {
    this.#started = true;
    this.delegate.on('data', (chunk) => {
      if (!this.push(chunk)) this.delegate.pause();
    });
  }

  /** The delegate has no more data; where it was aborted, it drops what is left to read, and so does the wrapper. */
  #end(): void {
    this.push(null);
    if (this.delegate.destroyed) this.destroy();
  }

  override _destroy(error: Error | null, callback: Done): void {
    destroyDelegate(this.delegate, error, callback);
  }

  /** @internal */
  [inspect.custom](depth: number, options: InspectContext): unknown {
    return inspectWrapper(this, depth, options);
  }
}

// An aborted delegate is destroyed at once, and says so by `close` a turn later: who looks in between is to see it.
// Defined here because TypeScript knows `destroyed` as a field, though Node has it as an accessor.
const destroyed = Object.getOwnPropertyDescriptor(Readable.prototype, 'destroyed');
Object.defineProperty(DelegatingReadable.prototype, 'destroyed', {
  ...destroyed,
  get(this: DelegatingReadable<Readable>) {
    const { delegate } = this;
    return Boolean(destroyed?.get?.call(this) || (delegate?.destroyed && !delegate.readableEnded));
  },
});

/**
 * Base of the wrappers of the driver's writable streams: a stream of its own, which hands its delegate one chunk after
 * the other and has finished when its delegate has.
 */
export abstract class DelegatingWritable<D extends Writable> extends ForwardingWritable {
  /** The driver's own object. */
  readonly delegate: D;
  // Kept here: the driver's upload has a `write` and an `end` of its own up to 5.9, and knows neither of itself.
  #isEnded = false;
  #isFinished = false;
  // What the delegate says of what it has stored: the driver's upload up to 5.9 hands over the file.
  #stored: readonly unknown[] = [];

  protected constructor(delegate: D) {
    expectDelegate(delegate, new.target);
    super({ highWaterMark: delegate.writableHighWaterMark });
    this.delegate = delegate;
    if (delegate.writableFinished) this.#finish([]);
    else delegate.once('finish', (...stored: unknown[]) => this.#finish(stored));
    followDestruction(this, delegate, () => this.#isFinished);
  }

  /**
   * Whether the delegate has been told that nothing more comes.
   *
   * @internal
   */
  protected get isDelegateEnded(): boolean {
    return this.#isEnded || this.delegate.writableEnded;
  }

  /**
   * Whether the delegate has stored all that it was given.
   *
   * @internal
   */
  protected get isDelegateFinished(): boolean {
    return this.#isFinished;
  }

  #finish(stored: readonly unknown[]): void {
    this.#isFinished = true;
    this.#stored = stored;
    this.end();
  }

  /** @internal */
  override emit(event: EventName, ...args: unknown[]): boolean {
    return super.emit(event, ...(event === 'finish' ? this.#stored : args));
  }

  override end(callback?: Stored): this;
  override end(chunk: any, callback?: Stored): this;
  override end(chunk: any, encoding: BufferEncoding, callback?: Stored): this;
  override end(...args: [any?, any?, any?]): this {
    const told = (callback: Stored) => (error?: Error | null) => callback(error, ...this.#stored);
    const [chunk, encoding, callback] = args.map((each) => (typeof each === 'function' ? told(each) : each));
    return super.end(chunk, encoding, callback);
  }

  override _write(chunk: unknown, encoding: BufferEncoding, callback: Done): void {
    this.delegate.write(chunk, encoding, callback);
  }

  override _final(callback: Done): void {
    if (this.#isFinished) return callback();
    this.#isEnded = true;
    this.delegate.end(callback);
  }

  override _destroy(error: Error | null, callback: Done): void {
    destroyDelegate(this.delegate, error, callback);
  }

  /** @internal */
  [inspect.custom](depth: number, options: InspectContext): unknown {
    return inspectWrapper(this, depth, options);
  }
}

/** Destroys the wrapper when its delegate fails, or closes before it is done. */
function followDestruction(wrapper: Readable | Writable, delegate: Readable | Writable, isDone: () => boolean): void {
  if (delegate.destroyed && !isDone()) wrapper.destroy(delegate.errored ?? undefined);
  delegate.on('error', (error) => wrapper.destroy(error));
  // Up to 5.9 the driver tells of it when it has closed its cursor: what it has read may still have to be taken.
  delegate.on('close', () => {
    closed.add(delegate);
    if (delegate.destroyed && !isDone()) wrapper.destroy();
  });
}

/** The delegates that have said so: up to 5.9 a download does by itself, of which Node's stream knows nothing. */
const closed = new WeakSet<Readable | Writable>();

/** Destroys the delegate, and calls back when it has closed. */
function destroyDelegate(delegate: Readable | Writable, error: Error | null, callback: Done): void {
  delegate.destroy(error ?? undefined);
  if (delegate.closed || closed.has(delegate)) callback(error);
  else delegate.once('close', () => callback(error));
}
