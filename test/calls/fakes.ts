import { Readable, Writable } from 'node:stream';

import * as mongodb from 'mongodb';

import { ancestors } from '../../codegen/model/lookup.js';
import type { Inventory } from './inventory.js';

/** A call that a fake has received. */
export interface Call {
  readonly member: PropertyKey;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** The key of a member: a symbol if the declarations have `[Symbol.asyncIterator]`. */
export function keyOf(name: string): PropertyKey {
  const symbol = /^\[Symbol\.(\w+)\]$/.exec(name)?.[1];
  return symbol === undefined ? name : (Symbol[symbol as keyof typeof Symbol] as unknown as symbol);
}

/** Objects that pass for the driver's. They record calls, reads and assignments, and return what a test specifies. */
export class Fakes {
  readonly #known = new WeakSet<object>();

  constructor(readonly inventory: Inventory) {}

  isFake(value: unknown): boolean {
    return typeof value === 'object' && value !== null && this.#known.has(value);
  }

  /** An object of a class. `answer` returns the result of a call or a read. */
  make(className: string, answer: (call: Call) => unknown = () => undefined): { fake: object; calls: Call[] } {
    const calls: Call[] = [];
    const fake = bare(this.inventory, className);
    for (const member of this.inventory.membersOf(className)) {
      if (member.static) continue;
      const key = keyOf(member.name);
      const record = (self: unknown, args: readonly unknown[]): unknown => {
        const call = { member: key, self, args };
        calls.push(call);
        return answer(call);
      };
      const descriptor: PropertyDescriptor =
        member.kind === 'method'
          ? { writable: true, value: recordingMethod(record) }
          : { get: recordingGetter(record), set: recordingSetter(record) };
      Object.defineProperty(fake, key, { configurable: true, ...descriptor });
    }
    this.#known.add(fake);
    return { fake, calls };
  }
}

type Record = (self: unknown, args: readonly unknown[]) => unknown;

function recordingMethod(record: Record) {
  return function (this: unknown, ...args: unknown[]): unknown {
    return record(this, args);
  };
}

function recordingGetter(record: Record) {
  return function (this: unknown): unknown {
    return record(this, []);
  };
}

function recordingSetter(record: Record) {
  return function (this: unknown, value: unknown): void {
    record(this, [value]);
  };
}

/**
 * An object for which `instanceof` of the driver's class is true, if that is exported, but without any of the driver's
 * state.
 */
function bare(inventory: Inventory, className: string): object {
  const lineage = [className, ...ancestors(inventory.driver, className)];
  const stream = lineage.includes('Readable')
    ? new Readable({ read() {} })
    : lineage.includes('Writable')
      ? new Writable()
      : undefined;
  const prototype = prototypeOf(lineage);
  return stream === undefined
    ? (Object.create(prototype) as object)
    : (Object.setPrototypeOf(stream, prototype) as object);
}

function prototypeOf([name, ...bases]: readonly string[]): object {
  if (name === undefined) return Object.prototype;
  const exported: unknown = Reflect.get(mongodb, name);
  if (typeof exported === 'function') return exported.prototype as object;
  // The driver does not export the class, although its objects have one.
  const base = prototypeOf(bases);
  const own = function () {};
  Object.defineProperty(own, 'name', { value: name });
  return Object.setPrototypeOf(own.prototype, base) as object;
}
