import { isBefore, releaseOf } from '../model/releases/release.js';

/** The releases of the driver in which something holds: from `since` on, before `until`; without either, in all. */
export interface Releases {
  /** The first release that has it. */
  readonly since: string | undefined;
  /** The first release that no longer has it. */
  readonly until: string | undefined;
}

/** Something of a spec file, with the releases in which it holds. */
export type Ranged<T> = T & { readonly releases: Releases };

export const ALL_RELEASES: Releases = { since: undefined, until: undefined };

/** Whether something holds in a version of the driver; one that is not known is taken for the newest. */
export function holdsIn({ since, until }: Releases, version: string): boolean {
  if (releaseOf(version) === undefined) return until === undefined;
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

/** Whether there can be a release in which both hold. */
export function overlap(a: Releases, b: Releases): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a);
}

function endsBefore({ until }: Releases, { since }: Releases): boolean {
  return until !== undefined && since !== undefined && !isBefore(since, until);
}

/** `from 6.9.0 until 7.0.0`, in the middle of a sentence. */
export function describeReleases({ since, until }: Releases): string {
  if (since === undefined) return until === undefined ? 'in every release' : `until ${until}`;
  return until === undefined ? `from ${since} on` : `from ${since} until ${until}`;
}
