import type { Driver } from '../../../model/driver.js';
import { effectiveFields } from '../../../model/fields/effective-fields.js';
import type { ForeignFields } from '../../../model/fields/field-set.js';
import { referenceTo } from '../../../model/types/reference.js';
import { declaredName } from '../counterpart.js';

/** The declarations of modules, as far as they are available. They are read on demand. */
export interface ForeignTypes {
  readonly get: (module: string) => Driver | undefined;
}

/** Whether a type of another package has a field. Undefined if its declarations are not available, or do not say. */
export function hasField(types: ForeignTypes, { origin }: ForeignFields, field: string): boolean | undefined {
  const declared = origin && types.get(origin.module);
  if (origin === undefined || declared === undefined) return undefined;
  const set = effectiveFields(declared, referenceTo(declaredName(declared, origin.name)));
  if (set.fields.has(field)) return true;
  const isAll = set.fields.size > 0 && !set.open && set.opaque.length === 0;
  return isAll ? false : undefined;
}
