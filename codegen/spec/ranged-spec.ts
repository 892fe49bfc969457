import type { Place } from '../common/place.js';
import type { Ranged, Releases } from './releases.js';
import type { ByRole } from './roles.js';
import type { Claim, Named, Omission } from './spec.js';

/** The spec as written, for every release of the driver. `specOf` selects one release. */
export interface RangedSpec {
  /** The name of the folder in messages. */
  readonly folder: string;
  /** Sorted by class name. */
  readonly classes: readonly RangedClass[];
  readonly errors: RangedErrors;
}

/** A file in `spec/`. */
export interface RangedClass {
  readonly class: string;
  readonly file: string;
  /** The place of the `class:` value. */
  readonly place: Place;
  /** The releases that have the class. */
  readonly releases: Releases;
  /** The releases in which users construct it themselves. Undefined for none. */
  readonly constructible: Releases | undefined;
  readonly bound: Named | undefined;
  /** A role has no releases of its own: it applies wherever the member exists. */
  readonly roles: ByRole<Named>;
  readonly claims: readonly Ranged<Claim>[];
  readonly events: readonly Ranged<Named>[];
  readonly omitted: readonly Ranged<Omission>[];
}

/** `errors.yaml`. An entry for a member applies in the releases of both the entry and the member's line. */
export interface RangedErrors {
  readonly anything: readonly RangedFailing[];
  readonly limited: readonly Ranged<{ readonly error: Named; readonly by: readonly RangedFailing[] }>[];
}

/** Members of a class. Undefined for all members. */
export interface RangedFailing {
  readonly class: Named;
  readonly members: readonly Ranged<Named>[] | undefined;
}
