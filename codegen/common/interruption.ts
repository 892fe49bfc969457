/** Where long work tells what it is doing now: `mongodb 6.13.0, 12 of 55`. Nobody may be listening. */
export type Tell = (doing: string) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What work that was interrupted fails with. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** All the work of the process that is to end in order; it hears of one signal together. */
class Interruption {
  readonly #controller = new AbortController();
  #running = 0;
  #received: NodeJS.Signals | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  begin(): void {
    this.#running += 1;
    if (this.#running === 1) for (const name of SIGNALS) process.once(name, this.#interrupt);
  }

  /** When nothing is at work any more, the process dies of the signal that it was sent. */
  end(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    this.#stopListening();
    if (this.#received !== undefined) process.kill(process.pid, this.#received);
  }

  readonly #interrupt = (name: NodeJS.Signals): void => {
    this.#received = name;
    this.#stopListening();
    this.#controller.abort(new InterruptedError(`interrupted by ${name}`));
  };

  #stopListening(): void {
    for (const name of SIGNALS) process.off(name, this.#interrupt);
  }
}

const interruption = new Interruption();

/**
 * Lets a signal of the process end some work in order: the work is told by `signal`, cleans up after itself, and then the process dies of
 * the signal, as shells and CI expect. A second signal ends it at once. Work may contain, or stand beside, other such work: the process
 * dies when all of it has ended.
 *
 * It is for work that leaves something behind. Around anything else it would only keep a signal from ending the process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  interruption.begin();
  try {
    return await work(interruption.signal);
  } finally {
    interruption.end();
  }
}
