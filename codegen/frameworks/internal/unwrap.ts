import type { ClientSession } from 'mongodb';

/** Returns the driver's object of a wrapper, of this framework or another. Any other value is returned unchanged. */
export function unwrap<D>(value: unknown): D {
  const delegate = fieldOf(value, 'delegate');
  return (isObject(delegate) ? delegate : value) as D;
}

/**
 * Replaces a wrapper in options by the driver's object. If there is a wrapper at `key`, returns a shallow copy,
 * otherwise the same object. Further keys lead to a field of a nested object, which is copied likewise.
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

/** During a call of the driver, the session for options that name none. */
let surrounding: ClientSession | undefined;

/**
 * Calls the driver with a session for options that name none. It applies until the call has returned its promise or its
 * cursor: by then, the options have been read.
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

/** The session set by {@link carrying}, if there is one. */
export function surroundingSession(): ClientSession | undefined {
  return surrounding;
}

/** The driver's session of a call: the one that its options name, or else the one set by {@link carrying}. */
export function takenSession(options: unknown): ClientSession | undefined {
  return unwrap<ClientSession | null | undefined>(fieldOf(options, 'session')) ?? surrounding;
}

function withSurrounding(options: unknown): unknown {
  if (options === undefined || options === null) return { session: surrounding };
  if (!isObject(options)) return options;
  const session = takenSession(options);
  return fieldOf(options, 'session') === session ? options : withField(options, 'session', session);
}

/** Copies an object with another value for a field. Returns the object itself if it cannot be read. */
function withField(options: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  try {
    return copyWith(options, { [key]: value });
  } catch {
    return options;
  }
}

/**
 * Copies options shallowly, with other values for some fields. The copy has the same prototype, which may have further
 * fields.
 */
export function copyWith<O extends object>(options: O, more: object): O {
  const prototype: unknown = Object.getPrototypeOf(options);
  if (prototype === Object.prototype) return { ...options, ...more };
  return Object.assign(Object.create(prototype as object | null) as O, options, more);
}

/**
 * Reads a field of a value that may be an object. Undefined if reading it throws: the driver reads it as well, and
 * reports the error.
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
