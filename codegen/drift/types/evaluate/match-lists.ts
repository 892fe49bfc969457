import type { Meaning, MeantItem } from '../meaning.js';
import type { Placed } from '../placed-type.js';
import { allOf, holding, type Match, type Matching } from './matching.js';
import { tupleOf } from './signature-types.js';

type List = Extract<Meaning, { kind: 'array' | 'tuple' }>;

/** Matches an array or a tuple with another one. */
export function matchLists(source: Placed, from: List, to: Meaning, match: Match): Matching | undefined {
  if (to.kind === 'function') return holding(false);
  if (to.kind === 'named') return to.name === 'Promise' ? holding(false) : undefined;
  if (to.kind !== 'array' && to.kind !== 'tuple') return undefined;
  if (from.readonly && !to.readonly) return holding(false);
  if (from.kind === 'array') {
    if (to.kind === 'array') return match(from.of, to.of);
    return to.items.some((item) => item.rest) ? undefined : holding(false);
  }
  if (from.items.some((item) => item.rest || item.optional)) return undefined;
  if (to.kind === 'array') return allOf(from.items.map((item) => match(item.of, to.of)));
  return matchTuples(source, from.items, to.items, match);
}

/** Matches `[A, B, C]` with `[infer First, ...infer Rest]`. */
function matchTuples(
  source: Placed,
  from: readonly MeantItem[],
  to: readonly MeantItem[],
  match: Match,
): Matching | undefined {
  const last = to.at(-1);
  const fixed = last?.rest === true ? to.slice(0, -1) : to;
  if (fixed.some((item) => item.rest || item.optional)) return undefined;
  if (from.length < fixed.length || (last?.rest !== true && from.length > fixed.length)) return holding(false);
  const heads = fixed.map((item, at) => {
    const own = from[at];
    return own && match(own.of, item.of);
  });
  if (last?.rest !== true) return allOf(heads);
  const others = tupleOf(from.slice(fixed.length).map(({ of }) => ({ type: of.type, optional: false, rest: false })));
  return allOf([...heads, match({ ...source, type: others }, last.of)]);
}
