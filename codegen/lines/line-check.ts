import type { OpenedDriver } from '../driver/find/open-driver.js';

/** Something that every release is asked: a column of the table. */
export interface LineCheck {
  readonly name: string;
  /** What is wrong with a release; nothing where all is well. */
  look(release: OpenedDriver): Promise<readonly LineFault[]>;
}

/** What is wrong with a release, so that the same of another release can be recognised. */
export interface LineFault {
  /** `ChangeStream.bufferedCount`. */
  readonly subject: string;
  /** What kind of fault it is: the rule of a finding, the code of a compiler's error. */
  readonly rule: string;
  /** Whether the spec speaks of something that the release does not have: where it begins or ends is the fix. */
  readonly isAbsent: boolean;
  readonly message: string;
  readonly fix: string;
}

/** What came of one release. */
export interface LineRow {
  readonly version: string;
  /** By the name of the check. */
  readonly faults: ReadonlyMap<string, readonly LineFault[]>;
}
