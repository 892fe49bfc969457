import type { Driver } from '../../model/driver.js';
import { argumentsOf } from '../../model/fields/keys.js';
import { findType } from '../../model/lookup.js';
import { substitute } from '../../model/types/substitute.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { Placed } from './placed-type.js';

/** How many aliases deep a spelling is opened: one that names itself would never end. */
const ROUNDS = 3;

/**
 * The type with the aliases of the driver opened; an alias that stands for an object stays, it has a name for a reason.
 */
export function opened({ driver, type, variables }: Placed): TypeText {
  let current = type;
  for (let round = 0; round < ROUNDS; round++) {
    const next = openOnce(driver, current, variables);
    if (next === current) return current;
    current = next;
  }
  return current;
}

function openOnce(driver: Driver, type: TypeText, variables: readonly string[]): TypeText {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return shape.of.type;
  if (shape.kind === 'reference' && !variables.includes(shape.name)) {
    const alias = findType(driver, shape.name);
    if (alias?.type !== undefined) return substitute(alias.type, argumentsOf(alias, shape));
  }
  const by = new Map<string, TypeText>();
  for (const { name, value } of type.names) {
    const alias = value || variables.includes(name) ? undefined : findType(driver, name);
    if (alias?.type !== undefined && alias.typeParameters.length === 0) by.set(name, alias.type);
  }
  return substitute(type, by);
}
