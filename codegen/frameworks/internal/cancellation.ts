import { copyWith, fieldOf, isObject } from './unwrap.js';

type Listener = (this: Cancellation) => void;

/**
 * An AbortSignal of a few fields: what the driver uses of one, at hardly any cost for each operation.
 *
 * Node's own is an EventTarget with an event object; made for every operation it costs 8 % of a round trip on loopback.
 * Of this one a third was for `#private` fields and for taking listeners away by `splice`.
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
    // The driver takes the one away that it added last.
    if (at >= 0 && at === listeners.length - 1) listeners.pop();
    else if (at >= 0) listeners.splice(at, 1);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Tells the driver, once, and not when the operation is over. */
  abort(reason: unknown): void {
    if (this.aborted || this.isOver) return;
    this.aborted = true;
    this.reason = reason;
    const { listeners } = this;
    this.listeners = [];
    // As an event target calls them: the driver reads the reason of `this`.
    for (const listener of listeners) listener.call(this);
  }

  /** Is aborted when the user's own signal is, until {@link release}. */
  follow(signal: AbortSignal): void {
    if (signal.aborted) this.abort(signal.reason);
    else this.unfollow = onAbort(signal, (reason) => this.abort(reason));
  }

  /** Says that the operation is over, and lets go of the user's signal, which may outlive many operations. */
  release(): void {
    this.isOver = true;
    this.unfollow?.();
    this.ended?.();
  }

  /** Resolves when the operation is over, also one that was given up. */
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
 * Options by which the driver can be told to stop: by the cancellation, which follows the user's own signal. What the
 * driver refuses goes to it as it is.
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

/** The signal that options hold, undefined where there is none or it is no signal. */
export function signalOf(options: unknown): AbortSignal | undefined {
  const signal = fieldOf(options, 'signal');
  const methods = ['addEventListener', 'removeEventListener', 'throwIfAborted'];
  return methods.every((name) => typeof fieldOf(signal, name) === 'function') ? (signal as AbortSignal) : undefined;
}

/** Calls back with the reason when a user's signal is aborted, until what it gives back is called. */
export function onAbort(signal: AbortSignal, act: (reason: unknown) => void): () => void {
  const listener = (): void => act(signal.reason);
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Closes what a command makes when the command is given up, since nobody else has it; gives it back. */
export function closedWith<C>(made: C, cancellation: Cancellation, close: (made: C) => Promise<unknown>): C {
  cancellation.addEventListener('abort', () => void close(made).catch(() => {}));
  return made;
}
