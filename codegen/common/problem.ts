import type { Place } from './place.js';
import type { SpecEdit, SpecEnd } from './spec-edit.js';

export type Severity = 'error' | 'warning' | 'info';

/** Something that a person has to settle. Problems are collected and shown together; only broken invariants throw. */
export interface Problem {
  /** Stable id in kebab-case, such as `unclaimed-member`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What it is about: `Collection.findOne`, `FindOptions.signal`, or a file. */
  readonly subject: string;
  /** One sentence: what was found and what was expected. */
  readonly message: string;
  /** What to do about it, without the `fix:` in front. */
  readonly fix: string;
  /** Where it stands: a spec file, the driver's declaration, a template. */
  readonly at: Place | undefined;
  /** A second place that explains the first, such as the driver's declaration of a member that a spec line names. */
  readonly related?: Place;
  /** The line that a spec file needs, where one line settles it. */
  readonly edit?: SpecEdit;
  /** The end that a line gets, where the driver has no more what it names. */
  readonly end?: SpecEnd;
}

/** The command cannot do its work at all (exit 2): an unreadable driver, a missing folder, an unknown option. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError';

  constructor(
    message: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A broken invariant of the generator itself: never the user's doing. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
