import type { Problem } from '../common/problem.js';

/** The outcome of a step. */
export type StepOutcome =
  | 'done'
  | 'unchanged'
  | 'skipped'
  /** It is done, and a person should look at its result. */
  | 'asks'
  /** A person has to settle something first. */
  | 'stops'
  /** It could not run. */
  | 'failed'
  /** There is nothing to do. */
  | 'ends'
  | 'not reached';

/** The result of a step. Progress, the report and the exit code come from these records alone. */
export interface StepResult {
  readonly outcome: Exclude<StepOutcome, 'not reached'>;
  /** The result in one line. */
  readonly summary: string;
  /** What it did or found, one line each. */
  readonly details?: readonly string[];
  /** The last output of a program that has failed. */
  readonly output?: readonly string[];
  /** The problems that need a person. */
  readonly problems?: readonly Problem[];
}

export interface Step {
  readonly name: string;
  /** Whether it is taken even if an earlier step has stopped, so that the work until then is kept. */
  readonly isAlways?: () => boolean;
  take(): Promise<StepResult>;
}

export interface TakenStep {
  readonly name: string;
  readonly outcome: StepOutcome;
  readonly summary: string;
  readonly details: readonly string[];
  readonly output: readonly string[];
  readonly problems: readonly Problem[];
}

/** 0 if nobody is needed, 1 if a person is, 2 if it could not run. */
export function exitOf(steps: readonly TakenStep[]): 0 | 1 | 2 {
  if (steps.some(({ outcome }) => outcome === 'failed')) return 2;
  return steps.some(({ outcome }) => outcome === 'stops' || outcome === 'asks') ? 1 : 0;
}
