import type { OpenedDriver } from '../driver/find/open-driver.js';

/** A check of every release: a column of the table. */
export interface LineCheck {
  readonly name: string;
  /** Returns the faults of a release. */
  look(release: OpenedDriver): Promise<readonly LineFault[]>;
}

/** A fault of a release, in a form that can be compared with the faults of others. */
export interface LineFault {
  /** `ChangeStream.bufferedCount`. */
  readonly subject: string;
  /** The kind of the fault: the rule of a finding, or the code of a compiler error. */
  readonly rule: string;
  /** Whether the spec names something that the release does not have, so that the fix is a range. */
  readonly isAbsent: boolean;
  readonly message: string;
  readonly fix: string;
}

/** The results for a release. */
export interface LineRow {
  readonly version: string;
  /** The faults by the name of the check. */
  readonly faults: ReadonlyMap<string, readonly LineFault[]>;
}
