import { compareReleases, lineOf } from '../model/releases/release.js';
import type { PublishedLine } from '../spec/published-lines.js';

/** The ranges with ends: the releases of a major, and those that a package supports. */
export const ENDS = ['lines', 'packages'] as const;

/**
 * The first and the last release of each range, oldest first. The last one is the release that a package is generated
 * from, not a newer one in the registry, so that results do not depend on later releases.
 */
export function endsOf(lines: readonly PublishedLine[], of: (typeof ENDS)[number]): string[] {
  const nameOf = (line: PublishedLine): string => (of === 'packages' ? line.version : lineOf(line.from));
  const names = [...new Set(lines.map(nameOf))];
  const ends = names.flatMap((name) => {
    const group = lines.filter((line) => nameOf(line) === name);
    return [group.at(-1)?.releases.since ?? [], group[0]?.from ?? []].flat();
  });
  return [...new Set(ends)].toSorted(compareReleases);
}
