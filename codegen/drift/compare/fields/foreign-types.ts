import type { Driver } from '../../../model/driver.js';
import { effectiveFields } from '../../../model/fields/effective-fields.js';
import type { ForeignFields } from '../../../model/fields/field-set.js';
import { referenceTo } from '../../../model/types/reference.js';
import { declaredName } from '../counterpart.js';

/** Module to its declarations, as far as they are there. They are read when something asks for them. */
export interface ForeignTypes {
  readonly get: (module: string) => Driver | undefined;
}

/** Whether a type of another package has a field; undefined where its declarations are not there, or do not say. */
export function hasField(types: ForeignTypes, { origin }: ForeignFields, field: string): boolean | undefined {
  const declared = origin && types.get(origin.module);
  if (origin === undefined || declared === undefined) return undefined;
  const set = effectiveFields(declared, referenceTo(declaredName(declared, origin.name)));
  if (set.fields.has(field)) return true;
  const isAll = set.fields.size > 0 && !set.open && set.opaque.length === 0;
  return isAll ? false : undefined;
}
