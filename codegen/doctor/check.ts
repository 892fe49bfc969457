import type { Problem } from '../common/problem.js';

/** The project that is looked at. */
export interface Patient {
  /** The folder of its `package.json`, or the one the command runs in where there is none above it. */
  readonly root: string;
  /** The folder of its own wrapper classes; undefined where it has none. */
  readonly out: string | undefined;
  /** The version that its own classes are generated for, where they are not for the installed driver. */
  readonly driver: string | undefined;
}

/** What a check found. */
export interface Diagnosis {
  /** In a line, what is so: `7.9.0, one copy`. */
  readonly found: string;
  readonly problems: readonly Problem[];
}

/** One thing that may be wrong with a project. */
export interface Check {
  readonly name: string;
  /** Undefined where there is nothing to look at. */
  readonly look: (patient: Patient) => Promise<Diagnosis | undefined>;
}

/** Something that is wrong. */
export function finding(
  severity: Problem['severity'],
  rule: string,
  subject: string,
  message: string,
  fix: string,
): Problem {
  return { severity, rule, subject, message, fix, at: undefined };
}
