import { joinTypes } from '../../../model/fields/field-set.js';
import type { TypeText } from '../../../model/types/type-text.js';
import type { Placed } from '../placed-type.js';

/** The result of a match: whether it holds, and what `infer` stands for. */
export interface Matching {
  readonly holds: boolean;
  readonly inferred: ReadonlyMap<string, TypeText>;
}

/**
 * Matches a type with a pattern. Undefined if it is unknown. Passed down, since the parts are matched in the same way.
 */
export type Match = (source: Placed, pattern: Placed) => Matching | undefined;

/** The match holds, with nothing inferred. */
export const HOLDS: Matching = { holds: true, inferred: new Map() };

/** A match that holds or not, with nothing inferred. */
export function holding(holds: boolean): Matching {
  return holds ? HOLDS : { holds: false, inferred: new Map() };
}

/** All have to hold. If one does not, that decides, even if others are unknown. */
export function allOf(all: readonly (Matching | undefined)[]): Matching | undefined {
  if (all.some((each) => each?.holds === false)) return holding(false);
  const inferred = new Map<string, TypeText>();
  for (const each of all) {
    if (each === undefined) return undefined;
    for (const [name, type] of each.inferred) {
      const known = inferred.get(name);
      inferred.set(name, known === undefined ? type : joinTypes('union', [known, type]));
    }
  }
  return { holds: true, inferred };
}

/** One has to hold. If something is inferred in several ways, the result is unknown. */
export function someOf(all: readonly (Matching | undefined)[]): Matching | undefined {
  if (all.some((each) => each !== undefined && each.inferred.size > 0)) return undefined;
  if (all.some((each) => each?.holds === true)) return HOLDS;
  return all.includes(undefined) ? undefined : holding(false);
}
