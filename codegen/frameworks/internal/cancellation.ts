import { copyWith, fieldOf, isObject } from './unwrap.js';

type Listener = (this: Cancellation) => void;

/**
 * A minimal AbortSignal: the part that the driver uses, at hardly any cost per operation.
 *
 * Node's own is an EventTarget with an event object. Creating one for every operation costs 8 % of a round trip on
 * loopback. For this class, a third of its cost came from `#private` fields and from removing listeners with `splice`.
 */
export class Cancellation {
  aborted = false;
  reason: unknown = undefined;
  private listeners: Listener[] = [];
  private isOver = false;
  private unfollow: (() => void) | undefined = undefined;
  private ended: (() => void) | undefined = undefined;

  addEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    const { listeners } = this;
    const at = listeners.lastIndexOf(listener);
    // The driver removes the listener that it added last.
    if (at >= 0 && at === listeners.length - 1) listeners.pop();
    else if (at >= 0) listeners.splice(at, 1);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Aborts the operation, unless it is over. Only the first call counts. */
  abort(reason: unknown): void {
    if (this.aborted || this.isOver) return;
    this.aborted = true;
    this.reason = reason;
    const { listeners } = this;
    this.listeners = [];
    // Like an event target: the driver reads the reason from `this`.
    for (const listener of listeners) listener.call(this);
  }

  /** Aborts when the user's own signal does, until {@link release}. */
  follow(signal: AbortSignal): void {
    if (signal.aborted) this.abort(signal.reason);
    else this.unfollow = onAbort(signal, (reason) => this.abort(reason));
  }

  /** Marks the operation as over, and stops following the user's signal, which may outlive many operations. */
  release(): void {
    this.isOver = true;
    this.unfollow?.();
    this.ended?.();
  }

  /** Resolves when the operation is over, even if it was aborted. */
  over(): Promise<void> {
    if (this.isOver) return Promise.resolve();
    const { ended } = this;
    return new Promise((resolve) => {
      this.ended = () => {
        ended?.();
        resolve();
      };
    });
  }
}

/**
 * Puts the cancellation into the options, as a signal that follows the user's own one. Options that the driver will
 * refuse are passed on unchanged.
 */
export function withSignal<D>(options: D, cancellation: Cancellation): D {
  if (options === undefined) return { signal: cancellation } as D;
  if (!isObject(options)) return options;
  const signal = signalOf(options);
  if (signal === undefined && !lacksSignal(options)) return options;
  if (signal !== undefined) cancellation.follow(signal);
  cancellation.throwIfAborted();
  return copyWith(options, { signal: cancellation });
}

function lacksSignal(options: Readonly<Record<string, unknown>>): boolean {
  try {
    return options['signal'] == null;
  } catch {
    return false;
  }
}

/** The signal in the options. Undefined if there is none, or if the value is not a signal. */
export function signalOf(options: unknown): AbortSignal | undefined {
  const signal = fieldOf(options, 'signal');
  const methods = ['addEventListener', 'removeEventListener', 'throwIfAborted'];
  return methods.every((name) => typeof fieldOf(signal, name) === 'function') ? (signal as AbortSignal) : undefined;
}

/** Calls `act` with the reason when a user's signal is aborted. Returns a function that stops listening. */
export function onAbort(signal: AbortSignal, act: (reason: unknown) => void): () => void {
  const listener = (): void => act(signal.reason);
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Closes the result of a command if the command is cancelled, since nobody else could. Returns the result. */
export function closedWith<C>(made: C, cancellation: Cancellation, close: (made: C) => Promise<unknown>): C {
  cancellation.addEventListener('abort', () => void close(made).catch(() => {}));
  return made;
}
