import type { Part, Shape } from '../../model/types/type-text.js';

/** The parts of a type, one level down. */
export function comparedParts(shape: Shape): readonly Part[] {
  switch (shape.kind) {
    case 'reference':
      return shape.arguments;
    case 'promise':
    case 'array':
    case 'async-iterable':
    case 'parenthesized':
      return [shape.of];
    case 'tuple':
      return shape.items;
    case 'union':
    case 'intersection':
      return shape.parts;
    case 'function':
      return [...shape.parameters, shape.returns];
    default:
      return [];
  }
}
