import { copyWith, fieldOf, isObject } from './unwrap.js';

/** The positions at which a method may take its options. */
export type Places = readonly number[];

/**
 * Adds a session to the options among the arguments of a call, unless they name one. The caller's objects are not
 * changed.
 *
 * If there are several positions, the options are the last one that holds an object, or else the first that is empty.
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
  // The driver ignores options that are not an object, and would ignore the session with them.
  return given ?? free ?? places.at(-1) ?? args.length;
}

function isOptions(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

/**
 * Copies options, keeping their class. If a field throws when it is read, it is copied unread, so that the driver fails
 * on it.
 */
function withSession(options: object, session: object): object {
  try {
    return copyWith(options, { session });
  } catch {
    const fields: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(options);
    const own = { value: session, enumerable: true, configurable: true, writable: true };
    return Object.create(Object.getPrototypeOf(options) as object | null, { ...fields, session: own }) as object;
  }
}
