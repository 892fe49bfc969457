import { joinTypes } from '../../../model/fields/field-set.js';
import type { TypeText } from '../../../model/types/type-text.js';
import type { Placed } from '../placed-type.js';

/** Whether one type is the other, and what the other one's `infer` stands for. */
export interface Matching {
  readonly holds: boolean;
  readonly inferred: ReadonlyMap<string, TypeText>;
}

/** Matches one type with another; undefined where nobody can tell. Handed down, because parts match parts. */
export type Match = (source: Placed, pattern: Placed) => Matching | undefined;

/** One type is the other. */
export const HOLDS: Matching = { holds: true, inferred: new Map() };

/** Whether it is, with nothing inferred. */
export function holding(holds: boolean): Matching {
  return holds ? HOLDS : { holds: false, inferred: new Map() };
}

/** All have to hold. One that does not decides it, whatever is not known of the others. */
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

/** One has to hold. What is inferred on several ways is anyone's guess. */
export function someOf(all: readonly (Matching | undefined)[]): Matching | undefined {
  if (all.some((each) => each !== undefined && each.inferred.size > 0)) return undefined;
  if (all.some((each) => each?.holds === true)) return HOLDS;
  return all.includes(undefined) ? undefined : holding(false);
}
