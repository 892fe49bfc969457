import { copyWith, fieldOf, isObject } from './unwrap.js';

/** The positions at which the arguments of a method may be options. */
export type Places = readonly number[];

/**
 * The arguments of a call with a session in its options, unless these name one. What the caller has is not changed.
 *
 * Of several places the options stand at the last that holds an object, else at the first that holds nothing.
 */
export function carry(args: readonly unknown[], places: Places, session: object): unknown[] {
  const at = placeOf(args, places);
  const options = args[at];
  if ((fieldOf(options, 'session') ?? undefined) !== undefined) return [...args];
  const carried = [...args];
  while (carried.length < at) carried.push(undefined);
  carried[at] = isOptions(options) ? withSession(options, session) : { session };
  return carried;
}

function placeOf(args: readonly unknown[], places: Places): number {
  const given = places[places.map((place) => isOptions(args[place])).lastIndexOf(true)];
  const free = places.find((place) => (args[place] ?? undefined) === undefined);
  // What is no options the driver does not look at, and would forget the session with it.
  return given ?? free ?? places.at(-1) ?? args.length;
}

function isOptions(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

/** A copy of options, of the same class. What cannot be read is left for the driver to read, and to fail at. */
function withSession(options: object, session: object): object {
  try {
    return copyWith(options, { session });
  } catch {
    const fields: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(options);
    const own = { value: session, enumerable: true, configurable: true, writable: true };
    return Object.create(Object.getPrototypeOf(options) as object | null, { ...fields, session: own }) as object;
  }
}
