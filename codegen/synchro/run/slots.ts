/** Limits how many tasks run at once. The others wait in order. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

/** Runs one task at a time for each name. */
export class Turns {
  readonly #byName = new Map<string, Slots>();

  async run<T>(name: string, act: () => Promise<T>): Promise<T> {
    const slots = this.#byName.get(name) ?? new Slots(1);
    this.#byName.set(name, slots);
    return slots.run(act);
  }
}

/**
 * Waits for all tasks. If one fails, the others are notified, and this rejects with the first error after they have
 * ended.
 *
 * @param fail - notifies the others
 */
export async function allOrNone(tasks: readonly Promise<unknown>[], fail: (reason: unknown) => void): Promise<void> {
  let failure: { readonly reason: unknown } | undefined;
  const heed = (reason: unknown): void => {
    if (failure !== undefined) return;
    failure = { reason };
    fail(reason);
  };
  await Promise.all(tasks.map(async (task) => task.catch(heed)));
  if (failure !== undefined) throw failure.reason;
}
