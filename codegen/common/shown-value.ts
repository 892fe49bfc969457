import { types } from 'node:util';

// What is shown is a stranger's: nothing here calls a method of it without being ready for an error, shows more than a
// line of it, or the credentials of a URI.

/** A value as messages show it: the text of a short one, and of any other what it is. */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${shownText(value, LONGEST)}'`;
    case 'object':
      return value === null ? 'null' : shownObject(value);
    case 'function':
      return 'a function';
    default:
      return shownText(String(value), LONGEST);
  }
}

/** What was thrown, which may be anything: `TypeError: x is no function`, `undefined`. */
export function shownError(error: unknown): string {
  if (!types.isNativeError(error)) return shownValue(error);
  return orUnreadable(() => shownText(`${error.name}: ${error.message}`, LONGEST_MESSAGE));
}

/** A text on one line and no longer than that, without what may be a password. */
export function shownText(text: string, longest: number = LONGEST_MESSAGE): string {
  // Cut first: a text may be of any length.
  const begin = text
    .slice(0, longest * 4)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const safe = begin.replaceAll(CREDENTIALS, '//…@');
  return safe.length > longest || text.length > longest * 4 ? `${safe.slice(0, longest)}…` : safe;
}

/** Characters of a text that messages show, and of what an error says. */
const LONGEST = 60;
const LONGEST_MESSAGE = 300;

/** Keys of a record that messages show. */
const MOST_KEYS = 6;

/** `//name:password@` of a URI, also where the text is cut before the `@`. A host with its port is none. */
const CREDENTIALS = /\/\/[^/@\s]*:(?!\d+(?:[/\s]|$))[^/@\s]*(?:@|$)/g;

function shownObject(value: object): string {
  return orUnreadable(() => {
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
    if (types.isPromise(value)) return 'a promise';
    if (types.isNativeError(value)) return `an error (${shownError(value)})`;
    const keys = Object.keys(value);
    if (keys.length === 0) return 'an empty record';
    const shown = keys.slice(0, MOST_KEYS).map((key) => shownText(key, LONGEST));
    return `a record of ${shown.join(', ')}${keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : ''}`;
  });
}

/** A proxy or a getter may throw where it is looked at. */
function orUnreadable(show: () => string): string {
  try {
    return show();
  } catch {
    return 'an object that cannot be inspected';
  }
}
