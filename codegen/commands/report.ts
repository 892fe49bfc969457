import type { Problem } from '../common/problem.js';

/** What a command has to say; the command line prints it and exits with `code`. */
export interface Report {
  /** 0 fine, 1 problems found; what could not run throws. */
  readonly code: 0 | 1;
  /** Lines for people. */
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
  /** File to text, for the code frames of problems. */
  readonly sources: ReadonlyMap<string, string>;
  /** What `--json` prints besides the problems. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** 1 as soon as one problem is an error. */
export function exitCode(problems: readonly Problem[]): 0 | 1 {
  return problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}
