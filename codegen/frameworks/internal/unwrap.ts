import type { ClientSession } from 'mongodb';

/** The driver's object of a wrapper, of this framework or another; everything else as it is. */
export function unwrap<D>(value: unknown): D {
  const delegate = fieldOf(value, 'delegate');
  return (isObject(delegate) ? delegate : value) as D;
}

/**
 * Options as the driver takes them: the very same object where it holds no wrapper at `key`, else a shallow copy with
 * the driver's object in its place. More keys lead to a field of a nested object, which is copied likewise.
 */
export function unwrapOptions<D>(options: unknown, key: string, ...rest: readonly string[]): D {
  if (surrounding !== undefined && key === 'session' && rest.length === 0) return withSurrounding(options) as D;
  if (!isObject(options)) return options as D;
  const value = fieldOf(options, key);
  if (!isObject(value)) return options as D;

  const [next, ...further] = rest;
  const unwrapped = next === undefined ? unwrap(value) : unwrapOptions(value, next, ...further);
  return (unwrapped === value || Array.isArray(options) ? options : withField(options, key, unwrapped)) as D;
}

/** The session that options take which name none, while a call of the driver is made. */
let surrounding: ClientSession | undefined;

/**
 * Makes a call of the driver, whose options take a session where they name none. It holds until the call has given its
 * promise, or its cursor: by then the options have been read.
 *
 * @param session - the driver's own
 */
export function carrying<T>(session: ClientSession, call: () => T): T {
  const outer = surrounding;
  surrounding = session;
  try {
    return call();
  } finally {
    surrounding = outer;
  }
}

/** The session that surrounds the call that is being made, if one does. */
export function surroundingSession(): ClientSession | undefined {
  return surrounding;
}

/** The driver's session that a call takes: the one that its options name, or else the one that surrounds it. */
export function takenSession(options: unknown): ClientSession | undefined {
  return unwrap<ClientSession | null | undefined>(fieldOf(options, 'session')) ?? surrounding;
}

function withSurrounding(options: unknown): unknown {
  if (options === undefined || options === null) return { session: surrounding };
  if (!isObject(options)) return options;
  const session = takenSession(options);
  return fieldOf(options, 'session') === session ? options : withField(options, 'session', session);
}

/** A copy of an object with another value in a field; the object itself where it cannot be read. */
function withField(options: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  try {
    return copyWith(options, { [key]: value });
  } catch {
    return options;
  }
}

/** A shallow copy of options with other values in some fields; of the same class, which may have more of them. */
export function copyWith<O extends object>(options: O, more: object): O {
  const prototype: unknown = Object.getPrototypeOf(options);
  if (prototype === Object.prototype) return { ...options, ...more };
  return Object.assign(Object.create(prototype as object | null) as O, options, more);
}

/**
 * A field of what may be an object; undefined where reading it throws. The driver reads it too, so that what becomes of
 * that is the driver's own.
 */
export function fieldOf(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined;
  try {
    return value[key];
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
