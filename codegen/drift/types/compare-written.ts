import type { TypeText } from '../../model/types/type-text.js';
import { compareTypes, type TypeDifference } from './compare-types.js';
import type { Placed } from './placed-type.js';

/** The writable side of a property. */
export interface WrittenProperty {
  readonly type: TypeText;
  /** The type of the setter, if it differs from the getter's. */
  readonly setterType?: TypeText | undefined;
  readonly readonly: boolean;
}

/**
 * Compares the types that two properties can be set to, if these differ from the types that they return. Undefined if
 * they are equal.
 */
export function compareWritten(
  before: WrittenProperty,
  after: WrittenProperty,
  place: { readonly before: Omit<Placed, 'type'>; readonly after: Omit<Placed, 'type'> },
): TypeDifference | undefined {
  const isAccessor = (before.setterType ?? after.setterType) !== undefined;
  // If one of them is readonly, that says it all.
  if (!isAccessor || before.readonly || after.readonly) return undefined;
  const difference = compareTypes(
    { ...place.before, type: before.setterType ?? before.type },
    { ...place.after, type: after.setterType ?? after.type },
    'give',
  );
  return difference?.detail === 'respelled' ? undefined : difference;
}
