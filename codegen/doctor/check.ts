import type { Problem } from '../common/problem.js';

/** The project to check. */
export interface Patient {
  /** The folder of its `package.json`, or the working directory if there is none above it. */
  readonly root: string;
  /** The folder of its own wrapper classes. Undefined if it has none. */
  readonly out: string | undefined;
  /** The version that its own classes are generated for, if it is not the installed driver. */
  readonly driver: string | undefined;
}

/** The result of a check. */
export interface Diagnosis {
  /** What was found, in one line: `7.9.0, one copy`. */
  readonly found: string;
  readonly problems: readonly Problem[];
}

/** A check for something that may be wrong with a project. */
export interface Check {
  readonly name: string;
  /** Checks the project. Undefined if there is nothing to check. */
  readonly look: (patient: Patient) => Promise<Diagnosis | undefined>;
}

/** Creates a problem. */
export function finding(
  severity: Problem['severity'],
  rule: string,
  subject: string,
  message: string,
  fix: string,
): Problem {
  return { severity, rule, subject, message, fix, at: undefined };
}
