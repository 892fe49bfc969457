import type { Method } from '../idiom.js';

/** Anything with members that are reached by name. */
export type Members = Record<string | symbol, unknown>;

/** `[Symbol.asyncIterator]` as it is declared, as a key. */
export function keyOf(name: string): string | symbol {
  const symbol = /^\[Symbol\.(\w+)\]$/.exec(name)?.[1];
  return symbol === undefined ? name : ((Symbol as unknown as Record<string, symbol>)[symbol] ?? name);
}

/** A member that is to be called. */
export function methodOf(target: Members, name: string | symbol): Method {
  const found = target[name];
  if (typeof found !== 'function') throw new TypeError(`${String(name)} is not offered by the framework`);
  return found as Method;
}
