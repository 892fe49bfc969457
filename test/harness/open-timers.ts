import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';

type Start = (callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => NodeJS.Timeout;

/** Where each timer was started that has not been cleared since. */
export class OpenTimers {
  readonly #started = new Map<object, Error>();

  /** Records every timer from now on. The stacks of the errors are only computed when they are read. */
  static watch(): OpenTimers {
    const open = new OpenTimers();
    for (const name of ['setTimeout', 'setInterval'] as const) open.#watchStart(name);
    for (const name of ['clearTimeout', 'clearInterval'] as const) open.#watchClear(name);
    syncBuiltinESMExports();
    return open;
  }

  /** The stacks of the timers that keep the process alive. */
  stacks(): string[] {
    return [...this.#started].flatMap(([timer, { stack }]) =>
      keepsAlive(timer as NodeJS.Timeout) ? (stack ?? []) : [],
    );
  }

  #watchStart(name: 'setTimeout' | 'setInterval'): void {
    const start = timers[name] as Start;
    const watched: Start = (callback, ms, ...values) => {
      const run = (...given: unknown[]): void => {
        if (name === 'setTimeout') this.#started.delete(timer);
        callback(...given);
      };
      // Node refuses anything that is not a function.
      const timer = start(typeof callback === 'function' ? run : callback, ms, ...values);
      this.#started.set(timer, new Error(`${name} of ${ms} ms`));
      return timer;
    };
    // `util.promisify` needs these.
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(start));
    replace(name, watched);
  }

  #watchClear(name: 'clearTimeout' | 'clearInterval'): void {
    const clear = timers[name] as (timer: unknown) => void;
    replace(name, (timer: unknown) => {
      this.#started.delete(timer as object);
      clear(timer);
    });
  }
}

function replace(name: keyof typeof timers, by: unknown): void {
  Object.assign(timers, { [name]: by });
  Object.assign(globalThis, { [name]: by });
}

/** Whether it is still pending, and keeps the process alive. */
function keepsAlive(timer: NodeJS.Timeout): boolean {
  return timer.hasRef() && Reflect.get(timer, '_destroyed') !== true;
}
