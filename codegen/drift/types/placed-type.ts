import type { Driver } from '../../model/driver.js';
import type { FieldSet } from '../../model/fields/field-set.js';
import { findClass } from '../../model/lookup.js';
import type { TypeText } from '../../model/types/type-text.js';

/** A type with its context: the driver, and the type parameters in scope. */
export interface Placed {
  readonly driver: Driver;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** Whether a set has any information. */
export function hasFields(set: FieldSet): boolean {
  return set.fields.size > 0 || set.foreign.some((each) => each.named);
}

/** A type, and which of the two drivers it comes from. */
export interface Aged {
  readonly placed: Placed;
  readonly age: 'before' | 'after';
}

/** Asks whether a type is assignable to another. Passed down, for the parts of types. */
export type Ask = (source: Aged, target: Aged) => boolean;

/** Whether a type is an instance of a driver class. */
export function isClassInstance({ driver, type: { shape } }: Placed): boolean {
  return shape.kind === 'reference' && findClass(driver, shape.name) !== undefined;
}
