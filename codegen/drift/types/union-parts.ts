import type { Driver } from '../../model/driver.js';
import { withoutUndefined } from '../../model/fields/without-undefined.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { Placed } from './placed-type.js';

/** The parts of a union, each once; any other type is its one part. */
export function unionParts(placed: Placed): Placed[] {
  const unique = new Map<string, Placed>();
  const visit = (type: TypeText): void => {
    const { shape } = type;
    if (shape.kind === 'parenthesized') visit(shape.of.type);
    else if (shape.kind === 'union') for (const part of shape.parts) visit(part.type);
    else unique.set(type.canonical, { ...placed, type });
  };
  visit(placed.type);
  return [...unique.values()];
}

/** `null`, `undefined` or `void`. */
export function isNullish({ shape }: TypeText): boolean {
  if (shape.kind === 'literal') return shape.of === 'undefined' || shape.of === 'null';
  return shape.kind === 'keyword' && shape.name === 'void';
}

/**
 * `a?: T` and `a?: T | undefined` are one to nearly everybody: what an optional thing's type says of undefined is not
 * compared.
 */
export function comparedType(driver: Driver, type: TypeText, optional: boolean): TypeText {
  if (!optional) return type;
  const left = withoutUndefined(type, driver);
  return left.shape.kind === 'never' ? type : left;
}
