import type { Place } from '../common/place.js';
import type { MemberKind } from '../model/member-kind.js';
import type { Releases } from './releases.js';
import type { ByRole } from './roles.js';

/** The spec for one release of the driver. */
export interface Spec {
  /** The name of the folder in messages. */
  readonly folder: string;
  /** Sorted by class name. */
  readonly classes: readonly ClassSpec[];
  readonly errors: ErrorsSpec;
  /** The files of classes that only other releases have. */
  readonly elsewhere: readonly Elsewhere[];
}

/**
 * An entry for other releases. It is only used in messages, which mention the line if this release has what it names.
 */
export interface Elsewhere {
  /** The name of a class, the key of a member, or an event. */
  readonly name: string;
  readonly what: 'class' | 'claim' | 'omission' | 'event';
  readonly releases: Releases;
  readonly place: Place;
}

/**
 * `spec/errors.yaml`: which members can fail with which errors. Every command can fail with an error class that it does
 * not list.
 */
export interface ErrorsSpec {
  /** The members that can fail with any error. */
  readonly anything: readonly FailingMembers[];
  readonly limited: readonly LimitedError[];
}

/** An error class of the driver that only some members can fail with. */
export interface LimitedError {
  readonly error: Named;
  readonly by: readonly FailingMembers[];
}

/** Members of a class, by their keys: `find`, `static connect`. Undefined for all members. */
export interface FailingMembers {
  readonly class: Named;
  readonly members: readonly Named[] | undefined;
}

/** A file in `spec/`: the wrapped members of a driver class. */
export interface ClassSpec {
  readonly class: string;
  readonly file: string;
  /** The place of the `class:` value. */
  readonly place: Place;
  /** Whether users construct it themselves. */
  readonly constructible: boolean;
  /**
   * The member that wrappers have in addition to the driver's. It returns a handle that passes a session with every
   * call.
   */
  readonly bound: Named | undefined;
  /** The members with a role. */
  readonly roles: ByRole<Named>;
  readonly claims: readonly Claim[];
  readonly events: readonly Named[];
  readonly omitted: readonly Omission[];
  /** Lines for other releases. */
  readonly elsewhere: readonly Elsewhere[];
}

export interface Named {
  readonly name: string;
  readonly place: Place;
}

/** A line of the spec. `static connect` in the file is `{ member: 'connect', static: true }`. */
export interface Claim {
  readonly member: string;
  readonly static: boolean;
  readonly kind: MemberKind;
  /** Whether it is listed under `run:`, so that it belongs to a run of a cursor or change stream. */
  readonly run: boolean;
  /**
   * For a protocol member, the wrapper's own members that it calls: `[Symbol.asyncIterator]` calls `next` and `close`.
   */
  readonly through: readonly Named[];
  readonly place: Place;
}

/** A member that is deliberately not wrapped. */
export interface Omission {
  readonly member: string;
  readonly static: boolean;
  readonly reason: string;
  /** The framework that leaves it out. Undefined for all. */
  readonly framework: string | undefined;
  readonly place: Place;
}
