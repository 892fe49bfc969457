const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What work that was interrupted fails with. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/**
 * Lets a signal of the process end some work in order: the work is told by `signal`, cleans up after itself, and then the process dies of
 * the signal, as shells and CI expect. A second signal ends it at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  let received: NodeJS.Signals | undefined;
  const interrupt = (name: NodeJS.Signals): void => {
    received = name;
    stopListening();
    interruption.abort(new InterruptedError(`interrupted by ${name}`));
  };
  const stopListening = (): void => SIGNALS.forEach((name) => process.off(name, interrupt));
  for (const name of SIGNALS) process.once(name, interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    stopListening();
    if (received !== undefined) process.kill(process.pid, received);
  }
}
