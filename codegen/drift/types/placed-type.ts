import type { Driver } from '../../model/driver.js';
import type { FieldSet } from '../../model/fields/field-set.js';
import { findClass } from '../../model/lookup.js';
import type { TypeText } from '../../model/types/type-text.js';

/** A type where it stands: in which driver, and among which type parameters. */
export interface Placed {
  readonly driver: Driver;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** Whether a set says anything. */
export function hasFields(set: FieldSet): boolean {
  return set.fields.size > 0 || set.foreign.some((each) => each.named);
}

/** A type, and of which of the two drivers it is. */
export interface Aged {
  readonly placed: Placed;
  readonly age: 'before' | 'after';
}

/** Asks whether every value of one type is one of another; handed down so that parts can ask about their parts. */
export type Ask = (source: Aged, target: Aged) => boolean;

/** Whether a type is an object of a class of the driver. */
export function isClassInstance({ driver, type: { shape } }: Placed): boolean {
  return shape.kind === 'reference' && findClass(driver, shape.name) !== undefined;
}
