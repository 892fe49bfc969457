import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { inspect, type InspectOptionsStylized } from 'node:util';

/** Up to how many columns a wrapper is shown on one line. */
const LINE = 120;

/** What ends the classes of a wrapper: the getters from there on are Node's. */
const NODE_PROTOTYPES: ReadonlySet<object> = new Set([
  Object.prototype,
  EventEmitter.prototype,
  Readable.prototype,
  Writable.prototype,
]);

/**
 * A wrapper as `util.inspect` shows it: its class, its plain values, and the class of its delegate.
 *
 * It reads fields and getters only: in the driver none of them does I/O.
 *
 * @param depth - how many levels of nested objects may still be shown; less than 0 where the wrapper itself is too deep
 */
export function inspectWrapper(
  wrapper: { readonly delegate: object },
  depth: number,
  options: InspectOptionsStylized,
): string {
  const { name } = wrapper.constructor;
  if (depth < 0) return options.stylize(`[${name}]`, 'special');

  const delegate = { [inspect.custom]: () => options.stylize(`[${wrapper.delegate.constructor.name}]`, 'special') };
  const fields = { ...ownFields(wrapper), ...plainGetters(wrapper), delegate };
  const breakLength = Math.max(options.breakLength ?? 0, LINE);
  return `${name} ${inspect(fields, { ...options, depth, breakLength })}`;
}

/** What a user's subclass has added; the names with `_` are those of Node's emitters and streams. */
function ownFields(wrapper: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wrapper).filter(([key]) => key !== 'delegate' && !key.startsWith('_')));
}

/** The values of the public getters that are a string, a number or the like. */
function plainGetters(wrapper: object): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let of = Object.getPrototypeOf(wrapper); !NODE_PROTOTYPES.has(of); of = Object.getPrototypeOf(of)) {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors<object>(of))) {
      const value = 'get' in descriptor ? readSafely(wrapper, key) : undefined;
      if (isPlain(value)) values[key] ??= value;
    }
  }
  return values;
}

function readSafely(wrapper: object, key: string): unknown {
  try {
    return Reflect.get(wrapper, key);
  } catch {
    return undefined; // a state in which the driver refuses: nothing to show
  }
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}
