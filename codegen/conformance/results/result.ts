import type { Breach } from '../clause.js';

/** The result of a clause. */
export interface ClauseResult {
  readonly name: string;
  readonly says: string;
  readonly outcome: 'passed' | 'failed' | 'not applicable' | 'not run';
  /** Why it does not apply, or could not be checked. */
  readonly reason?: string;
  readonly breaches: readonly Breach[];
  /** Where to look. */
  readonly fix: string;
  readonly ms: number;
}
