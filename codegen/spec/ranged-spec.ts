import type { Place } from '../common/place.js';
import type { Ranged, Releases } from './releases.js';
import type { ByRole } from './roles.js';
import type { Claim, Named, Omission } from './spec.js';

/** The spec as its files have it: for every release of the driver. `specOf` gives that of one. */
export interface RangedSpec {
  /** The folder as it is named in messages. */
  readonly folder: string;
  /** Sorted by class name. */
  readonly classes: readonly RangedClass[];
  readonly errors: RangedErrors;
}

/** One file under `spec/`. */
export interface RangedClass {
  readonly class: string;
  readonly file: string;
  /** The place of the `class:` value. */
  readonly place: Place;
  /** The releases that have the class. */
  readonly releases: Releases;
  /** The releases in which users construct it themselves; undefined for none. */
  readonly constructible: Releases | undefined;
  readonly bound: Named | undefined;
  /** A role has no releases of its own: it is played wherever there is the member. */
  readonly roles: ByRole<Named>;
  readonly claims: readonly Ranged<Claim>[];
  readonly events: readonly Ranged<Named>[];
  readonly omitted: readonly Ranged<Omission>[];
}

/** `errors.yaml`. A member holds where both it and its line in the file of the class do. */
export interface RangedErrors {
  readonly anything: readonly RangedFailing[];
  readonly limited: readonly Ranged<{ readonly error: Named; readonly by: readonly RangedFailing[] }>[];
}

/** Members of a class; all that it has where they are undefined. */
export interface RangedFailing {
  readonly class: Named;
  readonly members: readonly Ranged<Named>[] | undefined;
}
