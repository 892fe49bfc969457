/** Reports the progress of long work: `mongodb 6.13.0, 12 of 55`. It may be ignored. */
export type Tell = (doing: string) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The error of interrupted work. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** All interruptible work of the process, which gets a signal together. */
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

  /** When all work has ended, ends the process with the signal that it has received. */
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
 * Lets a process signal end some work in an orderly way: the work is notified through `signal` and cleans up, and then
 * the process ends with the signal, as shells and CI expect. A second signal ends it at once. Such work may be nested
 * or run side by side: the process ends when all of it has ended.
 *
 * Use it only for work that leaves something behind. For any other, it would just delay the end of the process.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  interruption.begin();
  try {
    return await work(interruption.signal);
  } finally {
    interruption.end();
  }
}
