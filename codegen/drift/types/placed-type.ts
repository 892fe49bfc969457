import type { Driver } from '../../model/driver.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import type { FieldSet } from '../../model/fields/field-set.js';
import type { TypeText } from '../../model/types/type-text.js';

/** A type where it stands: in which driver, and among which type parameters. */
export interface Placed {
  readonly driver: Driver;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** What an object of the type may have. */
export function fieldsOf({ driver, type, variables }: Placed): FieldSet {
  return effectiveFields(driver, type, variables);
}

/** Whether a set says anything. */
export function hasFields(set: FieldSet): boolean {
  return set.fields.size > 0 || set.foreign.some((each) => each.named);
}
