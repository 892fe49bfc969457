import type { Idiom, Method, OpenedRun } from '../../synchro/idiom.js';
import { type Members, methodOf } from '../../synchro/masquerade/member-access.js';
import type { Exports } from '../subject/subject.js';

/** What calling the driver or a framework needs. */
export interface SideSource {
  readonly module: Exports;
  readonly idiom: Idiom;
  readonly lazy: boolean;
  readonly client: Members;
  /** Returns how many arguments every overload of a member requires. */
  readonly required: (member: string) => number;
}

/** The time limit of a call, in milliseconds. */
const ANSWER_LIMIT = 5000;

/** What a call did synchronously. */
export interface Called {
  /** The returned value. */
  readonly returned: unknown;
  /** Whether it threw. */
  readonly threw: boolean;
  readonly answer: Promise<unknown>;
}

/** The driver itself, or a framework, called as users call it. */
export class Side {
  readonly module: Exports;
  readonly client: Members;
  readonly lazy: boolean;
  readonly #idiom: Idiom;
  readonly #required: SideSource['required'];
  #isEnded = false;

  constructor({ module, idiom, lazy, client, required }: SideSource) {
    this.module = module;
    this.client = client;
    this.lazy = lazy;
    this.#idiom = idiom;
    this.#required = required;
  }

  /** Makes every later call fail. */
  end(): void {
    this.#isEnded = true;
  }

  /** Calls an asynchronous member, and resolves with its result. Rejects if there is none in time. */
  async call<T = unknown>(target: object, member: string, ...args: readonly unknown[]): Promise<T> {
    return this.begin(target, member, args).answer as Promise<T>;
  }

  /** Calls a synchronous member, such as one that returns a cursor. */
  make(target: object, member: string, ...args: readonly unknown[]): Members {
    return this.#undressed(methodOf(target as Members, member).apply(target, [...args])) as Members;
  }

  /** Reads a property. */
  read(target: object, member: string): unknown {
    return this.#undressed((target as Members)[member]);
  }

  /** Constructs an object of an exported class. */
  construct(name: string, ...args: readonly unknown[]): Members {
    const Class = this.module[name] as new (...given: readonly unknown[]) => Members;
    return new Class(...args);
  }

  /** Like {@link call}, with what it did synchronously. */
  begin(target: object, member: string, args: readonly unknown[]): Called {
    if (this.#isEnded) throw new NoAnswer(`${member} is called when nobody waits for it any more`);
    const method = methodOf(target as Members, member);
    const seen: { returned?: unknown; threw: boolean } = { threw: false };
    const watched: Method = function (this: unknown, ...given) {
      try {
        return (seen.returned = method.apply(this, given));
      } catch (error) {
        seen.threw = true;
        throw error;
      }
    };
    const answer = this.#idiom.call(watched, target, args, this.#required(member));
    return { returned: seen.returned, threw: seen.threw, answer: inTime(answer, member) };
  }

  /** Returns the framework's value of a command, without waiting for it. */
  value(target: object, member: string, ...args: readonly unknown[]): unknown {
    return methodOf(target as Members, member).apply(target, [...args]);
  }

  /** Runs a value of a lazy framework. */
  async run(value: unknown): Promise<unknown> {
    return inTime(
      this.#idiom.call(() => value, undefined, [], 0),
      'a value',
    );
  }

  /** Converts an async function to one that users of the framework would write. */
  executor(fn: Method): Method {
    return this.#idiom.executor(fn);
  }

  #undressed(value: unknown): unknown {
    return this.#idiom.undress === undefined ? value : this.#idiom.undress(value);
  }

  /** Opens a run of a cursor or change stream. In an eager framework, this is the cursor itself. */
  open(cursor: object): OpenedRun {
    if (this.lazy && this.#idiom.open !== undefined) return this.#idiom.open(cursor);
    return { run: cursor, close: () => void this.call(cursor, 'close').catch(() => undefined) };
  }
}

/** Resolves as a promise does. Rejects if it does not settle in time. */
export async function inTime<T>(answer: Promise<T>, of: string, limit = ANSWER_LIMIT): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`${of} has no answer after ${limit} ms`)), limit);
    timer.unref();
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error of a call that did not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
