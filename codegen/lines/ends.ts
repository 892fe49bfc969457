import { compareReleases, lineOf } from '../model/releases/release.js';
import type { PublishedLine } from '../spec/published-lines.js';

/** What there are ends of: the releases of a major, and those that a package is for. */
export const ENDS = ['lines', 'packages'] as const;

/**
 * The first and the last release of each, oldest first. The last one is what a package is made from, and not what the registry
 * has behind it: what is published tomorrow is no fault of today's.
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
