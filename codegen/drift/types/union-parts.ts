import { joinTypes } from '../../model/fields/field-set.js';
import type { TypeText } from '../../model/types/type-text.js';
import { type Placed, UNDEFINED } from './placed-type.js';

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
export function withoutUndefined(type: TypeText, optional: boolean): TypeText {
  if (!optional || type.shape.kind !== 'union') return type;
  const parts = writtenParts(type);
  const left = parts.filter((part) => part.canonical !== 'undefined' && part.shape.kind !== 'never');
  if (left.length === parts.length) return type;
  return left.length === 0 ? UNDEFINED : joinTypes('union', left);
}

/** The parts of a union as it is written, those of unions in it too. */
function writtenParts(type: TypeText): TypeText[] {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return writtenParts(shape.of.type);
  return shape.kind === 'union' ? shape.parts.flatMap((part) => writtenParts(part.type)) : [type];
}
