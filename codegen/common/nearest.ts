import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `name` was most likely meant to be, or undefined if none is close. A difference in case counts
 * little. Of two that are equally close, the first one wins, so that the answer is deterministic.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  // Allows about one mistake in three letters, and a swapped pair (two mistakes) in longer names.
  const limit = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const away = distance(wanted, candidate.toLowerCase());
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
}
