import { joinTypes } from '../../model/fields/field-set.js';
import { withoutUndefined } from '../../model/fields/without-undefined.js';
import type { TypeText } from '../../model/types/type-text.js';
import { flatParts } from './meaning-of.js';
import type { Placed } from './placed-type.js';

/** `null`, `undefined` or `void`. */
export function isNullish({ shape }: TypeText): boolean {
  if (shape.kind === 'literal') return shape.of === 'undefined' || shape.of === 'null';
  return shape.kind === 'keyword' && shape.name === 'void';
}

/** A type, and whether the thing of this type is optional. */
export interface MarkedType extends Placed {
  readonly optional: boolean;
}

/**
 * Prepares two types for a comparison. Equal texts are not followed, since the declarations that they name are compared
 * separately.
 */
export function comparedPair(before: MarkedType, after: MarkedType): [Placed, Placed] {
  const isAlike = before.optional === after.optional && before.type.canonical === after.type.canonical;
  if (isAlike) return [before, after];
  const compared = (each: MarkedType): Placed => ({ ...each, type: comparedType(each, each.optional) });
  return [compared(before), compared(after)];
}

/**
 * For nearly everybody, `a?: T` and `a?: T | undefined` are the same. So in the type of an optional thing, `undefined`
 * is ignored.
 */
export function comparedType(placed: Placed, optional: boolean): TypeText {
  const { driver, type } = placed;
  if (!optional) return type;
  const left = withoutUndefined(type, driver);
  const parts = flatParts({ ...placed, type: left }).map((part) => part.type);
  const others = parts.filter((part) => part.canonical !== 'undefined');
  if (others.length === parts.length) return left.shape.kind === 'never' ? type : left;
  return others.length === 0 ? type : joinTypes('union', others);
}
