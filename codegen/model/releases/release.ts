import { compare, inc, parse } from 'semver';

/** The release after that of a nightly one: see `releaseOf`. */
const NIGHTLY = 'dev';

/**
 * The release that a version of the driver counts as, undefined for what is no version, such as that of a lone file.
 *
 * A nightly one bears the number of the release that it follows (`7.0.0-dev.20260203` has what 7.1.0 came to have), and
 * counts as the next that there can be: 7.0.1. Any other prerelease counts as what it was published for.
 */
export function releaseOf(version: string): string | undefined {
  const parsed = parse(version);
  if (parsed === null) return undefined;
  const release = `${parsed.major}.${parsed.minor}.${parsed.patch}`;
  return parsed.prerelease[0] === NIGHTLY ? (inc(release, 'patch') ?? undefined) : release;
}

/** The line of a version: `7` of `7.9.0`. What is no version is a line of its own. */
export function lineOf(version: string): string {
  return releaseOf(version)?.split('.')[0] ?? version;
}

/** By what the two count as, for sorting; what is no version comes before all. */
export function compareReleases(a: string, b: string): number {
  const [one, other] = [releaseOf(a), releaseOf(b)];
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  return compare(one, other);
}

/** The same, and of versions that count as one release by which was published first: two nightly ones, alpha and beta. */
export function compareVersions(a: string, b: string): number {
  return compareReleases(a, b) || (parse(a) === null || parse(b) === null ? 0 : compare(a, b));
}

/** Whether a version comes before another one. What is no version comes before all. */
export function isBefore(version: string, other: string): boolean {
  return releaseOf(version) === undefined || releaseOf(other) === undefined || compareReleases(version, other) < 0;
}
