import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `name` was most likely meant to be, or undefined when none is close. Case counts for little; of
 * two that are equally close the first one wins, so that the answer depends on the order of the candidates only.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  // About one slip in three letters, and a swapped pair (two slips) in anything longer than three.
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
