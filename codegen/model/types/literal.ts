import type { TypeText } from './type-text.js';

/** A string as canonical text spells it. */
export function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The type that only one string is of. */
export function stringLiteral(value: string): TypeText {
  const text = quoted(value);
  return { text, canonical: text, names: [], shape: { kind: 'literal', value, of: 'string' } };
}

/** `true`, `false`, `undefined` or `null`. */
export function wordLiteral(value: 'true' | 'false' | 'undefined' | 'null'): TypeText {
  const of = value === 'true' || value === 'false' ? 'boolean' : value;
  return { text: value, canonical: value, names: [], shape: { kind: 'literal', value, of } };
}

/** The type of no value. */
export const NEVER: TypeText = { text: 'never', canonical: 'never', names: [], shape: { kind: 'never' } };
