import type { TypeText } from './type-text.js';

/** A declared type as a type, without type arguments. */
export function referenceTo(name: string): TypeText {
  return {
    text: name,
    canonical: name,
    names: [{ name, start: 0, end: name.length, value: false }],
    shape: { kind: 'reference', name, arguments: [] },
  };
}
