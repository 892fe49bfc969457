import type { Place } from './place.js';
import type { SpecEdit, SpecEnd } from './spec-edit.js';

export type Severity = 'error' | 'warning' | 'info';

/** Something that a person has to settle. Problems are collected and shown together. Only broken invariants throw. */
export interface Problem {
  /** A stable id in kebab-case, such as `unclaimed-member`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What the problem concerns: `Collection.findOne`, `FindOptions.signal`, or a file. */
  readonly subject: string;
  /** One sentence: what was found and what was expected. */
  readonly message: string;
  /** What to do about it, without the `fix:` in front. */
  readonly fix: string;
  /** The place: in a spec file, the driver's declarations, or a template. */
  readonly at: Place | undefined;
  /** A second place that explains the first, such as the declaration of a member that a spec line names. */
  readonly related?: Place;
  /** The line to add to a spec file, if one line settles it. */
  readonly edit?: SpecEdit;
  /** The `until` to add to a line, if the driver no longer has what it names. */
  readonly end?: SpecEnd;
}

/** The command cannot run (exit code 2): an unreadable driver, a missing folder, an unknown option. */
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

/** A broken invariant of the generator itself. Never caused by user input. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
