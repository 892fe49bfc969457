/** The driver's object of a wrapper, of this framework or another; everything else as it is. */
export function unwrap<D>(value: unknown): D {
  return (isObject(value) ? (value['delegate'] ?? value) : value) as D;
}

/**
 * Options as the driver takes them: the very same object where it holds no wrapper at `key`, else a shallow copy with
 * the driver's object in its place. More keys lead to a field of a nested object, which is copied likewise.
 */
export function unwrapOptions<D>(options: unknown, key: string, ...rest: readonly string[]): D {
  if (!isObject(options) || Array.isArray(options)) return options as D;
  const value = options[key];
  if (!isObject(value)) return options as D;

  const [next, ...further] = rest;
  const unwrapped = next === undefined ? unwrap(value) : unwrapOptions(value, next, ...further);
  return (unwrapped === value ? options : { ...options, [key]: unwrapped }) as D;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
