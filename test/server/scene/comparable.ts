import type { Document, Long } from 'mongodb';

import type { Driver } from './variants.js';
import { wrappedClasses } from './wrapped-classes.js';

/** Of a command, what differs from run to run or says nothing about the program. */
const DROPPED: ReadonlySet<string> = new Set(['$clusterTime', 'recoveryToken', 'stack']);
const VARYING: ReadonlySet<string> = new Set(['txnNumber', 'afterClusterTime', 'operationTime', 'maxTimeMS']);

/** ObjectIds and UUIDs in a message. */
const IDS = /[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Turns what a scenario saw into plain values that are the same for every run of the same program: ids become their
 * number in the order of appearance, objects of the wrapped classes become their class.
 */
export class Comparable {
  readonly #pkg: Driver;
  readonly #numbers = new Map<string, string>();

  constructor(pkg: Driver) {
    this.#pkg = pkg;
  }

  of(value: unknown): unknown {
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Error) return this.#error(value);
    if (value instanceof Date) return '[date]';
    if (value instanceof Map) return { map: [...value].map((entry) => this.of(entry)) };
    if (value instanceof Set) return { set: [...value].map((entry) => this.of(entry)) };
    if (ArrayBuffer.isView(value))
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
    if (Array.isArray(value)) return value.map((item) => this.of(item));
    return this.#bson(value) ?? this.#instance(value) ?? this.#fields(value);
  }

  #error(error: Error): unknown {
    const name = error.constructor.name;
    const Class = (this.#pkg as unknown as Record<string, unknown>)[name] as typeof Error | undefined;
    const { code, codeName, errorLabels } = error as Document;
    const { message, cause } = error;
    return {
      error: name,
      isExportedClass: Class !== undefined && error instanceof Class,
      message: message.replaceAll(IDS, '[id]'),
      ...(cause === undefined ? {} : { cause: this.of(cause) }),
      ...(code === undefined ? {} : { code, codeName }),
      ...(errorLabels === undefined ? {} : { errorLabels }),
    };
  }

  #bson(value: object): unknown {
    const { _bsontype: type } = value as { _bsontype?: string };
    switch (type) {
      case undefined:
        return undefined;
      case 'ObjectId':
      case 'Binary':
        return this.#numbered(type, JSON.stringify(value));
      case 'Long':
        return (value as Long).isZero() ? 'Long(0)' : this.#numbered('Long', JSON.stringify(value));
      case 'Timestamp':
        return '[timestamp]';
      default:
        return `${type} ${JSON.stringify(value)}`;
    }
  }

  #numbered(kind: string, text: string): string {
    const known = this.#numbers.get(`${kind} ${text}`);
    if (known) return known;
    const label = `${kind}#${[...this.#numbers.values()].filter((one) => one.startsWith(kind)).length + 1}`;
    this.#numbers.set(`${kind} ${text}`, label);
    return label;
  }

  #instance(value: object): string | undefined {
    for (let of = Object.getPrototypeOf(value); of !== null; of = Object.getPrototypeOf(of)) {
      const constructor = of.constructor as { name: string };
      if (!wrappedClasses.has(constructor.name)) continue;
      const exported = (this.#pkg as unknown as Record<string, unknown>)[constructor.name];
      const isOwn = exported === undefined || exported === constructor;
      return isOwn ? `[${constructor.name}]` : `[${constructor.name} of another package]`;
    }
    return undefined;
  }

  #fields(value: object): unknown {
    const entries = Object.entries(value).filter(([key]) => !DROPPED.has(key));
    // A resume token: { _data: '8265...' }
    if (entries.length === 1 && entries[0]?.[0] === '_data') return '[resume token]';
    return Object.fromEntries(entries.map(([key, item]) => [key, VARYING.has(key) ? `[${key}]` : this.of(item)]));
  }
}
