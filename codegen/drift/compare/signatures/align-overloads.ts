import { canonicalSignature } from '../../../model/types/signature.js';
import type { Signature } from '../../../model/types/type-text.js';
import type { Split } from './find-splits.js';

/** Two overloads that are compared with each other, by index. */
export interface OverloadPair {
  readonly before: number;
  readonly after: number;
}

export interface Alignment {
  readonly pairs: readonly OverloadPair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/**
 * Matches the overloads of two lists: equal ones first, then by parameters, then by the names of parameters, then by
 * similarity. Each is matched once, so if one of two equal overloads was removed, that is found.
 */
export function alignOverloads(
  before: readonly Signature[],
  after: readonly Signature[],
  splits: readonly Split[] = [],
): Alignment {
  const pairs: OverloadPair[] = [];
  const split = { before: splits.flatMap((each) => each.before), after: splits.flatMap((each) => each.after) };
  const from = new Set([...before.keys()].filter((index) => !split.before.includes(index)));
  const to = new Set([...after.keys()].filter((index) => !split.after.includes(index)));
  const take = (pair: OverloadPair): void => {
    pairs.push(pair);
    from.delete(pair.before);
    to.delete(pair.after);
  };
  for (const keyOf of [canonicalSignature, parametersKey, namesKey]) {
    for (const index of from) {
      const signature = signatureAt(before, index);
      const matches = [...to].filter((other) => keyOf(signatureAt(after, other)) === keyOf(signature));
      const match = mostSimilar(signature, after, matches);
      if (match !== undefined) take({ before: index, after: match });
    }
  }
  for (let best = closest(before, after, from, to); best !== undefined; best = closest(before, after, from, to))
    take(best);
  pairs.sort((a, b) => a.after - b.after);
  return { pairs, removed: [...from], added: [...to] };
}

function signatureAt(list: readonly Signature[], index: number): Signature {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no overload ${index}`);
  return found;
}

function parametersKey({ parameters }: Signature): string {
  return parameters
    .map(({ rest, optional, type }) => `${String(rest)} ${String(optional)} ${type.canonical}`)
    .join(', ');
}

function namesKey({ parameters }: Signature): string {
  return parameters.map((each) => each.name).join(', ');
}

/** The most similar overload. Of several, the first one. */
function mostSimilar(signature: Signature, list: readonly Signature[], places: readonly number[]): number | undefined {
  const scores = new Map(places.map((place) => [place, similarity(signature, signatureAt(list, place))]));
  const best = Math.max(...scores.values());
  return places.find((place) => scores.get(place) === best);
}

function closest(
  before: readonly Signature[],
  after: readonly Signature[],
  from: ReadonlySet<number>,
  to: ReadonlySet<number>,
): OverloadPair | undefined {
  // If both lists have only one signature, they match, however much has changed.
  const isOnly = before.length === 1 && after.length === 1;
  let best: OverloadPair | undefined;
  let bestScore = isOnly ? -1 : THRESHOLD;
  for (const first of from) {
    for (const second of to) {
      const score = similarity(signatureAt(before, first), signatureAt(after, second));
      if (score <= bestScore) continue;
      best = { before: first, after: second };
      bestScore = score;
    }
  }
  return best;
}

/** Below this similarity, it is another overload. */
const THRESHOLD = 0.55;

/** The similarity of two overloads by parameters and result, from 0 to 1. */
function similarity(before: Signature, after: Signature): number {
  const count = Math.max(before.parameters.length, after.parameters.length) + 1;
  let common = before.returns.canonical === after.returns.canonical ? 1 : shareHead(before, after);
  for (const parameter of before.parameters) {
    const other = after.parameters.find((each) => each.name === parameter.name);
    if (other !== undefined) common += other.type.canonical === parameter.type.canonical ? 1 : 0.6;
    else if (after.parameters.some((each) => each.type.canonical === parameter.type.canonical)) common += 0.5;
  }
  return common / count;
}

function shareHead(before: Signature, after: Signature): number {
  return before.returns.shape.kind === after.returns.shape.kind ? 0.5 : 0;
}
