import { Readable, Writable, type ReadableOptions, type WritableOptions } from 'node:stream';
import { inspect } from 'node:util';

import { type EventName, forwarding } from './forwarding.js';
import { type InspectContext, inspectWrapper } from './inspect.js';
import { expectDelegate } from './wrappers.js';

/** The callback of a stream's implementation. */
type Done = (error?: Error | null) => void;

const COMMON_EVENTS = ['newListener', 'removeListener', 'error', 'close'];
const READABLE_EVENTS = ['data', 'end', 'readable', 'pause', 'resume'];
const WRITABLE_EVENTS = ['drain', 'prefinish', 'finish', 'pipe', 'unpipe'];

/** The events of Node's streams, which a wrapper emits itself. All others come from the driver. */
const STREAM_EVENTS: ReadonlySet<EventName> = new Set([...COMMON_EVENTS, ...READABLE_EVENTS, ...WRITABLE_EVENTS]);

/** Node's streams use symbols internally. */
const isLocal = (event: EventName): boolean => typeof event === 'symbol' || STREAM_EVENTS.has(event);

/** A stream class of Node as a base, with its static members, as the driver's streams have them. */
type StreamClass<C, O, S> = Omit<C, 'prototype'> & (abstract new (options: O) => S);

const ForwardingReadable: StreamClass<typeof Readable, ReadableOptions, Readable> = forwarding(Readable, isLocal);
const ForwardingWritable: StreamClass<typeof Writable, WritableOptions, Writable> = forwarding(Writable, isLocal);

/**
 * Base of the wrappers of readable streams: a separate stream that is filled from its delegate. Reading it starts the
 * delegate.
 */
export abstract class DelegatingReadable<D extends Readable> extends ForwardingReadable {
  /** The driver's own object. */
  readonly delegate: D;
  #started = false;
  #isCursorClosed = false;

  protected constructor(delegate: D) {
    expectDelegate(delegate, new.target);
    super({ highWaterMark: delegate.readableHighWaterMark });
    this.delegate = delegate;
    if (delegate.readableEnded) this.push(null);
    else delegate.once('end', () => this.#end());
    delegate.on('close', () => delegate.closed || this.#close());
    followDestruction(this, delegate, () => delegate.readableEnded || this.#isCursorClosed);
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

  /** The delegate has ended. If it was aborted, it drops the data that has not been read, and so does the wrapper. */
  #end(): void {
    this.push(null);
    if (this.delegate.destroyed) this.destroy();
  }

  /**
   * Up to 5.9 a download emits `close` itself when it has closed its cursor, before `end`; Node's stream emits it again
   * later. The wrapper does the same, but not while there are data to read, since a reader would take it for a failure.
   * An aborted download ends and closes if it is flowing.
   */
  #close(): void {
    const { delegate } = this;
    const isRead = this.readableLength === 0 && delegate.readableLength === 0;
    if (!isRead || (delegate.destroyed && this.readableFlowing !== true)) return;
    this.#isCursorClosed = true;
    this.push(null);
    if (!delegate.destroyed) this.emit('close');
  }

  /**
   * Whether the driver has reported that it has closed its cursor, which it only does up to 5.9.
   *
   * @internal
   */
  protected hasClosedCursor(): boolean {
    return this.#isCursorClosed;
  }

  override _destroy(error: Error | null, callback: Done): void {
    destroyDelegate(this.delegate, error, callback);
  }

  /** @internal */
  [inspect.custom](depth: number, options: InspectContext): unknown {
    return inspectWrapper(this, depth, options);
  }
}

// An aborted delegate is destroyed at once, but emits `close` one turn later. In between, `destroyed` must already be
// true. It is defined here, since TypeScript declares `destroyed` as a field, although Node has an accessor.
const destroyed = Object.getOwnPropertyDescriptor(Readable.prototype, 'destroyed');
Object.defineProperty(DelegatingReadable.prototype, 'destroyed', {
  ...destroyed,
  get(this: DelegatingReadable<Readable>) {
    const { delegate } = this;
    return Boolean(destroyed?.get?.call(this) || (delegate?.destroyed && !delegate.readableEnded));
  },
});

/**
 * Base of the wrappers of writable streams: a separate stream that writes one chunk after the other to its delegate,
 * and finishes when its delegate does.
 */
export abstract class DelegatingWritable<D extends Writable> extends ForwardingWritable {
  /** The driver's own object. */
  readonly delegate: D;
  // Tracked here, since an upload with its own `write` and `end` does not track them.
  #isEnded = false;
  #isFinished = false;
  // What the delegate passes with `finish`: up to 5.9, an upload passes the stored file.
  #stored: readonly unknown[] = [];

  protected constructor(delegate: D) {
    expectDelegate(delegate, new.target);
    super({ highWaterMark: delegate.writableHighWaterMark });
    this.delegate = delegate;
    if (delegate.writableFinished) this.#finish([]);
    else delegate.once('finish', (...stored: unknown[]) => this.#finish(stored));
    followDestruction(this, delegate, () => this.#isFinished);
    if (writesItself(delegate)) this.#passOn();
  }

  /**
   * Lets users call the delegate's `write` and `end`, which pass an error only to the callback, and leave the stream
   * usable. `super.write` and `super.end` are still Node's, which write one chunk after the other.
   */
  #passOn(): void {
    const { delegate } = this;
    const write = (...args: WriteArguments): boolean => delegate.write(...args);
    const end = (...args: EndArguments): this => {
      this.#isEnded = true;
      delegate.end(...args);
      return this;
    };
    const hidden = { configurable: true, writable: true };
    Object.defineProperties(this, { write: { value: write, ...hidden }, end: { value: end, ...hidden } });
    delegate.on('drain', () => this.emit('drain'));
  }

  /**
   * Whether `end` has been called on the delegate.
   *
   * @internal
   */
  protected get isDelegateEnded(): boolean {
    return this.#isEnded || this.delegate.writableEnded;
  }

  /**
   * Whether the delegate has finished.
   *
   * @internal
   */
  protected get isDelegateFinished(): boolean {
    return this.#isFinished;
  }

  #finish(stored: readonly unknown[]): void {
    this.#isFinished = true;
    this.#stored = stored;
    super.end();
  }

  /** @internal */
  override emit(event: EventName, ...args: unknown[]): boolean {
    return super.emit(event, ...(event === 'finish' ? this.#stored : args));
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

type WriteArguments = [chunk: any, encoding?: any, callback?: any];
type EndArguments = [chunk?: any, encoding?: any, callback?: any];

/**
 * Whether a stream implements `write` and `end` itself. The driver's upload does so up to 5.9, and has no `_write` for
 * Node's.
 */
function writesItself(stream: Writable): boolean {
  return stream._write === Writable.prototype._write;
}

/** Destroys the wrapper when its delegate fails, or closes before it is done. */
function followDestruction(wrapper: Readable | Writable, delegate: Readable | Writable, isDone: () => boolean): void {
  if (delegate.destroyed && !isDone()) wrapper.destroy(delegate.errored ?? undefined);
  delegate.on('error', (error) => wrapper.destroy(error));
  // Up to 5.9, the driver emits `close` when it has closed its cursor, while there may be data left to read.
  delegate.on('close', () => {
    closed.add(delegate);
    if (delegate.destroyed && !isDone()) wrapper.destroy();
  });
}

/**
 * The delegates that have emitted `close`. Up to 5.9, a download emits it by itself, and Node's `closed` stays false.
 */
const closed = new WeakSet<Readable | Writable>();

/** Destroys the delegate, and calls the callback when it has closed. */
function destroyDelegate(delegate: Readable | Writable, error: Error | null, callback: Done): void {
  delegate.destroy(error ?? undefined);
  if (delegate.closed || closed.has(delegate)) callback(error);
  else delegate.once('close', () => callback(error));
}
