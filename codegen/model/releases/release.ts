import { compare, inc, parse, satisfies } from 'semver';

/** The prerelease tag of nightly versions, see `releaseOf`. */
const NIGHTLY = 'dev';

/**
 * The release that a version of the driver counts as. Undefined if it is not a version, such as that of a single file.
 *
 * A nightly version has the number of the release before it: `7.0.0-dev.20260203` has the changes of 7.1.0. It counts
 * as the next possible release, 7.0.1. Any other prerelease counts as the release that it precedes.
 */
export function releaseOf(version: string): string | undefined {
  const parsed = parse(version);
  if (parsed === null) return undefined;
  const release = `${parsed.major}.${parsed.minor}.${parsed.patch}`;
  return isNightly(version) ? (inc(release, 'patch') ?? undefined) : release;
}

/** Whether a version was published between two releases, and counts as the one that comes next. */
export function isNightly(version: string): boolean {
  return parse(version)?.prerelease[0] === NIGHTLY;
}

/** Whether a version is a release itself: no nightly one, no other prerelease, and no version of a lone file. */
export function isRelease(version: string): boolean {
  return releaseOf(version) === version;
}

/** Whether a range, as npm writes them, has the release that a version counts as: for npm, none has a prerelease. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(releaseOf(version) ?? version, range);
}

/** The line of a version: `7` for `7.9.0`. A text that is not a version is a line of its own. */
export function lineOf(version: string): string {
  return releaseOf(version)?.split('.')[0] ?? version;
}

/** Compares the releases that two versions count as, for sorting. A text that is not a version comes first. */
export function compareReleases(a: string, b: string): number {
  const [one, other] = [releaseOf(a), releaseOf(b)];
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  return compare(one, other);
}

/**
 * Compares two versions. Those that count as the same release, such as two nightly ones, or alpha and beta, are
 * compared by their tags.
 */
export function compareVersions(a: string, b: string): number {
  return compareReleases(a, b) || (parse(a) === null || parse(b) === null ? 0 : compare(a, b));
}

/** Whether a version comes before another one. A text that is not a version comes first. */
export function isBefore(version: string, other: string): boolean {
  return releaseOf(version) === undefined || releaseOf(other) === undefined || compareReleases(version, other) < 0;
}
