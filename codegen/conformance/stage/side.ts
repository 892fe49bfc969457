import type { Idiom, Method, OpenedRun } from '../../synchro/idiom.js';
import { type Members, methodOf } from '../../synchro/masquerade/member-access.js';
import type { Exports } from '../subject/subject.js';

/** The driver itself, or a framework, as one who calls it sees it. */
export interface SideSource {
  readonly module: Exports;
  readonly idiom: Idiom;
  readonly lazy: boolean;
  readonly client: Members;
  /** How many arguments every overload of a member requires. */
  readonly required: (member: string) => number;
}

/** Milliseconds after which a call has no answer. */
const ANSWER_LIMIT = 5000;

/** What a call did before there was an answer. */
export interface Called {
  /** What it gave back at once. */
  readonly returned: unknown;
  /** Whether it threw in place of giving something back. */
  readonly threw: boolean;
  readonly answer: Promise<unknown>;
}

/** The driver itself, or a framework, with the ways in which its users call it. */
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

  /** Says that nothing is to be called any more: whoever does fails. */
  end(): void {
    this.#isEnded = true;
  }

  /** Calls an asynchronous member, and promises its result; without an answer in time it fails. */
  async call<T = unknown>(target: object, member: string, ...args: readonly unknown[]): Promise<T> {
    return this.begin(target, member, args).answer as Promise<T>;
  }

  /** Calls a member that is none, such as one that gives a cursor. */
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

  /** The same as {@link call}, with what it did at once. */
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

  /** What a command gives for a value that is run later, or has been started: nobody looks at it yet. */
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

  /** A function that promises, as the users of the framework write it. */
  executor(fn: Method): Method {
    return this.#idiom.executor(fn);
  }

  #undressed(value: unknown): unknown {
    return this.#idiom.undress === undefined ? value : this.#idiom.undress(value);
  }

  /** A run of a cursor or change stream: in an eager framework the cursor itself. */
  open(cursor: object): OpenedRun {
    if (this.lazy && this.#idiom.open !== undefined) return this.#idiom.open(cursor);
    return { run: cursor, close: () => void this.call(cursor, 'close').catch(() => undefined) };
  }
}

/** What comes of a promise, or a failure where nothing does. */
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

/** What was asked of the framework, and never answered. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
