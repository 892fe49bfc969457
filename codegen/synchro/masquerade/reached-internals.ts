import { join, relative, sep } from 'node:path';

/** Records which internals of the driver's objects each test reads, and which file reads them. */
export class Reached {
  /** Since the last test ended. */
  #current = new Set<string>();
  /** The internals read by "before all" hooks, by suite. */
  readonly #bySuite = new Map<unknown, Set<string>>();
  #scope: Set<string> = this.#current;
  readonly #files: string;

  constructor(suite: string) {
    this.#files = join(suite, 'test') + sep;
  }

  /** Records a read of a member, with the file that reads it. */
  note(member: string): void {
    const lines = (new Error('Where from?').stack ?? '').split('\n');
    const file = lines
      .map((line) => /\(?((?:\/|[A-Za-z]:\\|test\/)[^()]*?):\d+:\d+\)?$/.exec(line)?.[1])
      .find((path) => path !== undefined && this.#isOfSuite(path));
    this.#scope.add(file === undefined ? member : `${member} in ${this.#name(file)}`);
  }

  /** What a "before all" hook reads counts for every test in its suite. */
  enterHook(suite: unknown): void {
    const scope = this.#bySuite.get(suite) ?? new Set();
    this.#bySuite.set(suite, scope);
    this.#scope = scope;
  }

  leaveHook(): void {
    this.#scope = this.#current;
  }

  /** Returns what a test that has ended and its hooks have read. */
  take(suites: readonly unknown[]): string[] {
    const all = [...this.#current, ...suites.flatMap((suite) => [...(this.#bySuite.get(suite) ?? [])])];
    this.#current.clear();
    return [...new Set(all)].toSorted();
  }

  #isOfSuite(path: string): boolean {
    return path.startsWith(this.#files) || path.startsWith('test/');
  }

  #name(path: string): string {
    const name = path.startsWith(this.#files) ? `test/${relative(this.#files, path)}` : path;
    return name
      .split(sep)
      .join('/')
      .replace(/\.[jt]s$/, '');
  }
}
