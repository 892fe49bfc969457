import type { TypeText } from './type-text.js';

/** The parts of a union, at any depth and without duplicates. Any other type is its only part. */
export function unionParts(type: TypeText): TypeText[] {
  const unique = new Map<string, TypeText>();
  const visit = (each: TypeText): void => {
    const { shape } = each;
    if (shape.kind === 'parenthesized') visit(shape.of.type);
    else if (shape.kind === 'union') for (const part of shape.parts) visit(part.type);
    else if (!unique.has(each.canonical)) unique.set(each.canonical, each);
  };
  visit(type);
  return [...unique.values()];
}
