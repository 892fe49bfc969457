import type { Driver } from '../driver.js';
import { aliased } from '../lookup.js';
import type { TypeText } from '../types/type-text.js';
import { unionParts } from '../types/union-parts.js';

/** How many aliases to follow at most, since they may refer to each other. */
const ROUNDS = 16;

/** The parts of a union, also through aliases. Any other type is its only part. */
export function unionMembers(type: TypeText, driver: Driver, rounds = ROUNDS): TypeText[] {
  return unionParts(type).flatMap((part) => {
    const alias = rounds === 0 ? undefined : aliased(driver, part);
    if (alias === undefined) return [part];
    const parts = unionMembers(alias, driver, rounds - 1);
    // An alias of a single type keeps its name.
    return parts.length === 1 ? [part] : parts;
  });
}
