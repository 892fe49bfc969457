import type { Problem } from '../common/problem.js';

/** The result of a command. The command line prints it and exits with `code`. */
export interface Report {
  /** 0 if fine, 1 if there are problems. A command that could not run throws. */
  readonly code: 0 | 1;
  /** Lines for people. */
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
  /** The text of files, for the code frames of problems. */
  readonly sources: ReadonlyMap<string, string>;
  /** Whether the problems are what was asked for, and not why it could not be had. */
  readonly isAsked?: boolean;
  /** What `--json` prints besides the problems. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** 1 if any problem is an error. */
export function exitCode(problems: readonly Problem[]): 0 | 1 {
  return problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}
