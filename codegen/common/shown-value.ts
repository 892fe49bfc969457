import { types } from 'node:util';

// The values come from users. So every method of theirs may throw, no more than one line is shown, and credentials in
// URIs are removed.

/** How messages show a value: its text if it is short, otherwise a description. */
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

/** How messages show a thrown value, which may be anything: `TypeError: x is not a function`, `undefined`. */
export function shownError(error: unknown): string {
  if (!types.isNativeError(error)) return shownValue(error);
  return orUnreadable(() => shownText(`${error.name}: ${error.message}`, LONGEST_MESSAGE));
}

/** A text on one line, cut to a length, without possible passwords. */
export function shownText(text: string, longest: number = LONGEST_MESSAGE): string {
  // Cut first, since the text may be very long.
  const begin = text
    .slice(0, longest * 4)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const safe = begin.replaceAll(CREDENTIALS, '//…@');
  return safe.length > longest || text.length > longest * 4 ? `${safe.slice(0, longest)}…` : safe;
}

/** How many characters of a text, and of an error's message, messages show. */
const LONGEST = 60;
const LONGEST_MESSAGE = 300;

/** How many keys of a record messages show. */
const MOST_KEYS = 6;

/** `//name:password@` in a URI, even if the text was cut before the `@`. Does not match a host with a port. */
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

/** A proxy or a getter may throw when it is read. */
function orUnreadable(show: () => string): string {
  try {
    return show();
  } catch {
    return 'an object that cannot be inspected';
  }
}
