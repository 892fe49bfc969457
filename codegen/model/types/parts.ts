import type { Part, Shape } from './type-text.js';

/** The types in a type, one level down and in order. Those of an object type are in its members. */
export function partsOf(shape: Shape): readonly Part[] {
  switch (shape.kind) {
    case 'reference':
      return shape.arguments;
    case 'promise':
    case 'array':
    case 'keyof':
    case 'parenthesized':
      return [shape.of];
    case 'async-iterable':
      return [shape.of, ...shape.others];
    case 'tuple':
      return shape.items;
    case 'union':
    case 'intersection':
      return shape.parts;
    case 'indexed':
      return [shape.object, shape.index];
    case 'object':
      return shape.spans;
    case 'function':
      return [...shape.parameters, shape.returns];
    default:
      return [];
  }
}
