import { isBefore, releaseOf } from '../model/releases/release.js';

/** The releases of the driver to which something applies: from `since` on, and before `until`. Without bounds, all. */
export interface Releases {
  /** The first release that has it. */
  readonly since: string | undefined;
  /** The first release that no longer has it. */
  readonly until: string | undefined;
}

/** An entry of the spec with its releases. */
export type Ranged<T> = T & { readonly releases: Releases };

export const ALL_RELEASES: Releases = { since: undefined, until: undefined };

/** Whether releases include a version of the driver. An unknown version counts as the newest. */
export function holdsIn({ since, until }: Releases, version: string): boolean {
  if (releaseOf(version) === undefined) return until === undefined;
  return (since === undefined || !isBefore(version, since)) && (until === undefined || isBefore(version, until));
}

/** Whether a release can be in both. */
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
