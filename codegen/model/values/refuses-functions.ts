import type { Driver } from '../driver.js';
import { effectiveFields } from '../fields/effective-fields.js';
import type { TypeParameter, TypeText } from '../types/type-text.js';

/**
 * Whether the compiler refuses every function where a type is declared: it does for an object whose fields all have
 * names. One that may have any field, such as a `Document`, takes a function. Types of other packages are taken for
 * objects of the first kind.
 *
 * @param bound - the type parameters in scope
 */
export function refusesFunctions(driver: Driver, type: TypeText, bound: readonly TypeParameter[]): boolean {
  const names = bound.map((each) => each.name);
  const { fields, open, foreign, unresolved } = effectiveFields(driver, type, names);
  return fields.size > 0 && !open && unresolved.length === 0 && foreign.every((each) => each.named);
}
