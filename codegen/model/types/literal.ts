import type { TypeText } from './type-text.js';

/** A string in canonical text. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The literal type of a string. */
export function stringLiteral(value: string): TypeText {
  const text = quoted(value);
  return { text, canonical: text, names: [], shape: { kind: 'literal', value, of: 'string' } };
}

/** `true`, `false`, `undefined` or `null`. */
export function wordLiteral(value: 'true' | 'false' | 'undefined' | 'null'): TypeText {
  const of = value === 'true' || value === 'false' ? 'boolean' : value;
  return { text: value, canonical: value, names: [], shape: { kind: 'literal', value, of } };
}

/** The type `never`. */
export const NEVER: TypeText = { text: 'never', canonical: 'never', names: [], shape: { kind: 'never' } };
