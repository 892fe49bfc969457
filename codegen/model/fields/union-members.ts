import type { Driver } from '../driver.js';
import { findType } from '../lookup.js';
import { argumentsOf, substitute } from '../types/substitute.js';
import type { TypeText } from '../types/type-text.js';
import { unionParts } from '../types/union-parts.js';

/** How many aliases to follow at most, since they may refer to each other. */
const ROUNDS = 16;

/** The parts of a union, also through aliases. Any other type is its only part. */
export function unionMembers(type: TypeText, driver: Driver, rounds = ROUNDS): TypeText[] {
  return unionParts(type).flatMap((part) => {
    const { shape } = part;
    const alias = shape.kind === 'reference' ? findType(driver, shape.name) : undefined;
    if (shape.kind !== 'reference' || alias?.type === undefined || rounds === 0) return [part];
    const parts = unionMembers(substitute(alias.type, argumentsOf(alias, shape)), driver, rounds - 1);
    // An alias of a single type keeps its name.
    return parts.length === 1 ? [part] : parts;
  });
}
