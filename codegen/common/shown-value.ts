/** A value as messages show it: the text of a short one, and of any other what it is. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}'`;
    case 'object':
      return shownObject(value);
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

/** Characters of a text that messages show. */
const LONGEST = 60;

function shownObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value instanceof Promise) return 'a promise';
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty record' : `a record of ${keys.join(', ')}`;
}
