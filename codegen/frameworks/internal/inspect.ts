import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { inspect } from 'node:util';

/** What ends the classes of a wrapper: the getters from there on are Node's. */
const NODE_PROTOTYPES: ReadonlySet<object> = new Set([
  Object.prototype,
  EventEmitter.prototype,
  Readable.prototype,
  Writable.prototype,
]);

/** What is shown in the place of a wrapper, one object for each: so `util.inspect` knows one that it is at already. */
const views = new WeakMap<object, object>();

/** What Node hands to what shows itself, as far as we use it: its declarations call it otherwise in each version. */
export interface InspectContext {
  stylize(text: string, styleType: 'special'): string;
}

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
  options: InspectContext,
): unknown {
  const { name } = wrapper.constructor;
  if (depth < 0) return options.stylize(`[${name}]`, 'special');

  const delegate = { [inspect.custom]: () => options.stylize(`[${wrapper.delegate.constructor.name}]`, 'special') };
  return show(viewOf(wrapper), { ...ownFields(wrapper), ...plainGetters(wrapper), delegate });
}

/**
 * An object of the wrapper's class, and without anything of it: neither what it shows nor how, which others than Node
 * ask for again and again.
 */
function viewOf(wrapper: object): object {
  const known = views.get(wrapper);
  if (known !== undefined) return known;
  const prototype = Object.getPrototypeOf(wrapper) as object;
  const view = Object.create(prototype, { [inspect.custom]: { value: undefined } }) as object;
  views.set(wrapper, view);
  return view;
}

/** Gives a view these fields and no other; defined, because the class may have accessors of their names. */
function show(view: object, fields: Readonly<Record<string, unknown>>): object {
  for (const key of Object.keys(view)) Reflect.deleteProperty(view, key);
  for (const [key, value] of Object.entries(fields))
    Object.defineProperty(view, key, { value, enumerable: true, configurable: true });
  return view;
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
