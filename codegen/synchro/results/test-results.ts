/**
 * How a test of the suite ended; a test that never ran (a hook before it failed, the process died) is in no list at
 * all.
 */
export type TestState = 'passed' | 'failed' | 'skipped';

/** One test of the suite in one run. */
export interface TestResult {
  /** The file, and the titles of the suites and the test; a number where several are called the same. */
  readonly id: string;
  /** Relative to the suite's folder. */
  readonly file: string;
  readonly state: TestState;
  readonly ms: number;
  /** The driver's internals that fell through to it, and the file that read each. */
  readonly internals: readonly string[];
  /** The first lines of the error of a failed test. */
  readonly error?: string;
}

/** What a worker writes, a line of JSON each. */
export type WorkerLine =
  | ({ readonly type: 'test' } & TestResult)
  | { readonly type: 'unloadable'; readonly file: string; readonly error: string }
  /** A hook around all files failed, so that those after it did not run. */
  | { readonly type: 'hook'; readonly error: string }
  | { readonly type: 'done'; readonly copies: readonly string[] };

/** A name for each test that stays the same from run to run, though the suite has tests of one name. */
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

/** The beginning of an error: an assertion may print a whole client. */
export function describeError(error: Error): string {
  const lines = (error.stack ?? String(error)).split('\n').slice(0, ERROR_LINES);
  return lines.map((line) => (line.length > ERROR_COLUMNS ? `${line.slice(0, ERROR_COLUMNS)}…` : line)).join('\n');
}
