import type { Problem } from '../common/problem.js';

/** What became of a step. */
export type StepOutcome =
  | 'done'
  | 'unchanged'
  | 'skipped'
  /** It is done, and a person should look at what it says. */
  | 'asks'
  /** A person has to settle something first. */
  | 'stops'
  /** It could not be tried. */
  | 'failed'
  /** There is nothing to follow. */
  | 'ends'
  | 'not reached';

/** What a step has to say. Progress, the report and the exit code come from these records alone. */
export interface StepResult {
  readonly outcome: Exclude<StepOutcome, 'not reached'>;
  /** One line. */
  readonly summary: string;
  /** What it did or found, a line each. */
  readonly details?: readonly string[];
  /** The last that a program said which failed. */
  readonly output?: readonly string[];
  /** What asks for a person. */
  readonly problems?: readonly Problem[];
}

export interface Step {
  readonly name: string;
  /** Whether it is taken although an earlier one stopped: what was done until then has to be kept. */
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

/** 0 where nobody is needed, 1 where a person is, 2 where it could not run. */
export function exitOf(steps: readonly TakenStep[]): 0 | 1 | 2 {
  if (steps.some(({ outcome }) => outcome === 'failed')) return 2;
  return steps.some(({ outcome }) => outcome === 'stops' || outcome === 'asks') ? 1 : 0;
}
