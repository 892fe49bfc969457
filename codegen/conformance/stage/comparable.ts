import type { Document, Long } from 'mongodb';

import type { Exports } from '../subject/subject.js';

/** The fields of a command that vary between runs, or do not matter. */
const DROPPED: ReadonlySet<string> = new Set(['$clusterTime', 'recoveryToken', 'stack']);
const VARYING: ReadonlySet<string> = new Set([
  'txnNumber',
  'afterClusterTime',
  'operationTime',
  'maxTimeMS',
  'lastUse',
]);

/** The limit for one value, since a framework may return something that refers to everything. */
const MOST_PARTS = 5000;

/** ObjectIds and UUIDs in a message. */
const IDS = /[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Converts what a program has observed to plain values that are the same in every run: ids become numbers in the order
 * of appearance, objects of wrapped classes become the name of their class.
 */
export class Comparable {
  readonly #exports: Exports;
  readonly #wrapped: ReadonlySet<string>;
  readonly #isDriver: boolean;
  readonly #numbers = new Map<string, string>();
  #parts = 0;

  /**
   * @param exports - the exports of the package that the program imports: the driver, or a framework
   * @param wrapped - the names of the driver's classes that are wrapped
   */
  constructor(exports: object, wrapped: ReadonlySet<string>, isDriver: boolean) {
    this.#exports = exports as Exports;
    this.#wrapped = wrapped;
    this.#isDriver = isDriver;
  }

  of(value: unknown): unknown {
    this.#parts = 0;
    return this.#plain(value);
  }

  #plain(value: unknown): unknown {
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) return '[and more]';
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Error) return this.#error(value);
    if (value instanceof Date) return '[date]';
    if (value instanceof Map) return { map: [...value].map((entry) => this.#plain(entry)) };
    if (value instanceof Set) return { set: [...value].map((entry) => this.#plain(entry)) };
    if (ArrayBuffer.isView(value))
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
    if (Array.isArray(value)) return value.map((item) => this.#plain(item));
    return this.#bson(value) ?? this.#instance(value) ?? this.#fields(value);
  }

  #error(error: Error): unknown {
    const name = error.constructor.name;
    const Class = this.#exports[name] as typeof Error | undefined;
    const { code, codeName, errorLabels } = error as Document;
    const { message, cause } = error;
    return {
      error: name,
      isExportedClass: Class !== undefined && error instanceof Class,
      message: message.replaceAll(IDS, '[id]'),
      ...(cause === undefined ? {} : { cause: this.#plain(cause) }),
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

  /** The name of a wrapped class, for its instances. Marked if the program should not have got one. */
  #instance(value: object): string | undefined {
    const classes: { name: string }[] = [];
    for (let of: unknown = Object.getPrototypeOf(value); of !== null; of = Object.getPrototypeOf(of))
      classes.push((of as { constructor: { name: string } }).constructor);
    const wrapped = classes.filter(({ name }) => this.#wrapped.has(name));
    const [first] = wrapped;
    if (first === undefined) return undefined;
    const isOurs = wrapped.every((each) => [undefined, each].includes(this.#exports[each.name] as typeof each));
    return isOurs && 'delegate' in value !== this.#isDriver ? `[${first.name}]` : `[${first.name} of another package]`;
  }

  #fields(value: object): unknown {
    const entries = Object.entries(value).filter(([key]) => !DROPPED.has(key));
    // A resume token: { _data: '8265...' }
    if (entries.length === 1 && entries[0]?.[0] === '_data') return '[resume token]';
    return Object.fromEntries(entries.map(([key, item]) => [key, VARYING.has(key) ? `[${key}]` : this.#plain(item)]));
  }
}
