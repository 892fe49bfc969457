import type { Driver } from '../driver.js';
import { findType } from '../lookup.js';
import { substitute } from '../types/substitute.js';
import type { Shape, TypeText } from '../types/type-text.js';
import { joinTypes } from './field-set.js';
import { argumentsOf } from './keys.js';

type ReferenceShape = Extract<Shape, { kind: 'reference' }>;

/** A type without undefined among its values, as far as declarations of the driver say so; `never` where that is all. */
export function withoutUndefined(type: TypeText, driver: Driver): TypeText {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return withoutUndefined(shape.of.type, driver);
  if (shape.kind === 'reference') return withoutUndefinedBehind(type, shape, driver);
  if (type.canonical === 'undefined') return { text: 'never', canonical: 'never', names: [], shape: { kind: 'never' } };
  if (shape.kind !== 'union') return type;
  const parts = shape.parts.map((part) => part.type);
  const left = parts.map((part) => withoutUndefined(part, driver)).filter((part) => part.shape.kind !== 'never');
  const isSame = left.length === parts.length && left.every((part, at) => part.canonical === parts[at]?.canonical);
  return isSame || left.length === 0 ? type : joinTypes('union', left);
}

/** An alias stays, unless it stands for undefined among others. */
function withoutUndefinedBehind(type: TypeText, shape: ReferenceShape, driver: Driver): TypeText {
  const alias = findType(driver, shape.name);
  if (alias?.type === undefined) return type;
  const opened = substitute(alias.type, argumentsOf(alias, shape));
  const left = withoutUndefined(opened, driver);
  return left.canonical === opened.canonical ? type : left;
}
