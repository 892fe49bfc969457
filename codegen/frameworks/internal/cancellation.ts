type Listener = (this: Cancellation) => void;

/**
 * An AbortSignal of a few fields: what the driver uses of one, at no measurable cost for each operation.
 *
 * Node's own is an EventTarget with an event object; made for every operation it costs a fifth of a round trip on loopback.
 */
export class Cancellation {
  aborted = false;
  reason: unknown = undefined;
  #listeners: Set<Listener> | undefined;
  #followed: AbortSignal | undefined;
  readonly #follow = (): void => this.abort(this.#followed?.reason);

  addEventListener(_type: 'abort', listener: Listener): void {
    (this.#listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners?.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Tells the driver, once. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = [...(this.#listeners ?? [])];
    this.#listeners = undefined;
    // As an event target calls them: the driver reads the reason of `this`.
    for (const listener of listeners) listener.call(this);
  }

  /** Is aborted when the user's own signal is, until {@link release}. */
  follow(signal: AbortSignal): void {
    if (signal.aborted) return this.abort(signal.reason);
    this.#followed = signal;
    signal.addEventListener('abort', this.#follow, { once: true });
  }

  /** Lets go of the user's signal, which may outlive many operations. */
  release(): void {
    this.#followed?.removeEventListener('abort', this.#follow);
    this.#followed = undefined;
  }
}

/** Options by which the driver can be told to stop: by the cancellation, which follows the user's own signal. */
export function withSignal<D>(options: D, cancellation: Cancellation): D {
  const signal = (options as { readonly signal?: AbortSignal } | undefined)?.signal;
  if (signal != null) cancellation.follow(signal);
  cancellation.throwIfAborted();
  return { ...options, signal: cancellation } as D;
}
