import type { Method } from '../idiom.js';

/** Any object, with members by name. */
export type Members = Record<string | symbol, unknown>;

/** The key for a declared name, such as `[Symbol.asyncIterator]`. */
export function keyOf(name: string): string | symbol {
  const symbol = /^\[Symbol\.(\w+)\]$/.exec(name)?.[1];
  return symbol === undefined ? name : ((Symbol as unknown as Record<string, symbol>)[symbol] ?? name);
}

/** Returns a member as a function. */
export function methodOf(target: Members, name: string | symbol): Method {
  const found = target[name];
  if (typeof found !== 'function') throw new TypeError(`${String(name)} is not offered by the framework`);
  return found as Method;
}
