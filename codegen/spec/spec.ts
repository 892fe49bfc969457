import type { Place } from '../common/place.js';
import type { MemberKind } from '../model/member-kind.js';
import type { Releases } from './releases.js';
import type { ByRole } from './roles.js';

/** What the spec says of one release of the driver. */
export interface Spec {
  /** The folder as it is named in messages. */
  readonly folder: string;
  /** Sorted by class name. */
  readonly classes: readonly ClassSpec[];
  readonly errors: ErrorsSpec;
  /** Files about classes that other releases have. */
  readonly elsewhere: readonly Elsewhere[];
}

/** What stands in the spec for other releases. Only messages speak of it: whoever has it here should know of the line. */
export interface Elsewhere {
  /** The name of a class, the key of a member, or an event. */
  readonly name: string;
  readonly what: 'class' | 'claim' | 'omission' | 'event';
  readonly releases: Releases;
  readonly place: Place;
}

/** `spec/errors.yaml`: which members can fail with what. An error class that it does not list may come from everywhere. */
export interface ErrorsSpec {
  /** What can fail with each of the classes. */
  readonly anything: readonly FailingMembers[];
  readonly limited: readonly LimitedError[];
}

/** An error class of the driver's that not every command can fail with. */
export interface LimitedError {
  readonly error: Named;
  readonly by: readonly FailingMembers[];
}

/** Members of a class, by their keys: `find`, `static connect`; all that it has where they are undefined. */
export interface FailingMembers {
  readonly class: Named;
  readonly members: readonly Named[] | undefined;
}

/** One file under `spec/`: what of one driver class is wrapped. */
export interface ClassSpec {
  readonly class: string;
  readonly file: string;
  /** The place of the `class:` value. */
  readonly place: Place;
  /** Whether users construct it themselves: the claim of the six public constructors. */
  readonly constructible: boolean;
  /** The member that wrappers have besides the driver's: it gives a handle whose every call carries a session. */
  readonly bound: Named | undefined;
  /** The members with a part to play. */
  readonly roles: ByRole<Named>;
  readonly claims: readonly Claim[];
  readonly events: readonly Named[];
  readonly omitted: readonly Omission[];
  /** Lines that hold in other releases. */
  readonly elsewhere: readonly Elsewhere[];
}

export interface Named {
  readonly name: string;
  readonly place: Place;
}

/** One line of the spec. `static connect` in the file is `{ member: 'connect', static: true }`. */
export interface Claim {
  readonly member: string;
  readonly static: boolean;
  readonly kind: MemberKind;
  /** Whether it is listed under `run:`, that is, belongs to one execution of a cursor or change stream. */
  readonly run: boolean;
  /**
   * Of a protocol member: the wrapper's own members that it goes through, as `[Symbol.asyncIterator]` does through
   * `next` and `close`.
   */
  readonly through: readonly Named[];
  readonly place: Place;
}

/** A member that is deliberately not wrapped. */
export interface Omission {
  readonly member: string;
  readonly static: boolean;
  readonly reason: string;
  /** The one framework that leaves it out; undefined when all do. */
  readonly framework: string | undefined;
  readonly place: Place;
}
