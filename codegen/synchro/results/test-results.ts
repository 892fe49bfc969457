/** How a test ended. A test that never ran, because a hook failed or the process died, has no result at all. */
export type TestState = 'passed' | 'failed' | 'skipped';

/** The result of a test in a run. */
export interface TestResult {
  /** The file, and the titles of the suites and the test, with a number if several have the same titles. */
  readonly id: string;
  /** Relative to the suite's folder. */
  readonly file: string;
  readonly state: TestState;
  readonly ms: number;
  /** The driver's internals that it has read, and the file that read each. */
  readonly internals: readonly string[];
  /** The first lines of the error of a failed test. */
  readonly error?: string;
}

/** How a hook around all files failed. */
export interface HookFailure {
  readonly error: string;
  /** Whether it had already ended: mocha attributes late errors of earlier tests to it, and goes on. Otherwise no later file ran. */
  readonly isLate: boolean;
}

/** The lines of JSON that a worker writes. */
export type WorkerLine =
  | ({ readonly type: 'test' } & TestResult)
  | { readonly type: 'unloadable'; readonly file: string; readonly error: string }
  | ({ readonly type: 'hook' } & HookFailure)
  | { readonly type: 'done'; readonly copies: readonly string[] };

/** Gives each test a name that is the same in every run, even if several have the same titles. */
export class TestNames {
  readonly #seen = new Map<string, number>();

  of(file: string, titles: readonly string[]): string {
    const name = [file, ...titles].join(' > ');
    const count = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  }
}

const ERROR_LINES = 12;
const ERROR_COLUMNS = 300;

/** The beginning of an error, since an assertion may print a whole client. */
export function describeError(error: Error): string {
  const lines = (error.stack ?? String(error)).split('\n').slice(0, ERROR_LINES);
  return lines.map((line) => (line.length > ERROR_COLUMNS ? `${line.slice(0, ERROR_COLUMNS)}…` : line)).join('\n');
}
