import type { TypeText } from '../../model/types/type-text.js';
import { compareTypes, type TypeDifference } from './compare-types.js';
import type { Placed } from './placed-type.js';

/** A property as it is written to. */
export interface WrittenProperty {
  readonly type: TypeText;
  /** What a `set` accessor takes, where that is another type than the getter's. */
  readonly setterType?: TypeText | undefined;
  readonly readonly: boolean;
}

/** How what two properties take differs, beyond what they give; undefined where it does not. */
export function compareWritten(
  before: WrittenProperty,
  after: WrittenProperty,
  place: { readonly before: Omit<Placed, 'type'>; readonly after: Omit<Placed, 'type'> },
): TypeDifference | undefined {
  const isAccessor = (before.setterType ?? after.setterType) !== undefined;
  // That one of them cannot be written to says it all.
  if (!isAccessor || before.readonly || after.readonly) return undefined;
  const difference = compareTypes(
    { ...place.before, type: before.setterType ?? before.type },
    { ...place.after, type: after.setterType ?? after.type },
    'give',
  );
  return difference?.detail === 'respelled' ? undefined : difference;
}
