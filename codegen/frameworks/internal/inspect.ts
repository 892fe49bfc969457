import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { inspect } from 'node:util';

/** The end of a wrapper's prototype chain, as far as we show it: the getters from there on are Node's. */
const NODE_PROTOTYPES: ReadonlySet<object> = new Set([
  Object.prototype,
  EventEmitter.prototype,
  Readable.prototype,
  Writable.prototype,
]);

/**
 * The object that is shown in place of a wrapper. Each wrapper has one, so that `util.inspect` recognizes circular
 * references.
 */
const views = new WeakMap<object, object>();

/**
 * The part of Node's inspection options that we use. Every version of Node's declarations names the type differently.
 */
export interface InspectContext {
  stylize(text: string, styleType: 'special'): string;
}

/**
 * How `util.inspect` shows a wrapper: its class, its plain values, and the class of its delegate.
 *
 * It reads fields and getters only: in the driver none of them does I/O.
 *
 * @param depth - how many more levels of nested objects to show; negative if the wrapper itself is too deep
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
 * An empty object of the wrapper's class. It has no `inspect.custom`, which libraries other than Node would call again
 * and again.
 */
function viewOf(wrapper: object): object {
  const known = views.get(wrapper);
  if (known !== undefined) return known;
  const prototype = Object.getPrototypeOf(wrapper) as object;
  const view = Object.create(prototype, { [inspect.custom]: { value: undefined } }) as object;
  views.set(wrapper, view);
  return view;
}

/**
 * Replaces the fields of a view. They are defined, not assigned, since the class may have accessors of the same names.
 */
function show(view: object, fields: Readonly<Record<string, unknown>>): object {
  for (const key of Object.keys(view)) Reflect.deleteProperty(view, key);
  for (const [key, value] of Object.entries(fields))
    Object.defineProperty(view, key, { value, enumerable: true, configurable: true });
  return view;
}

/** The fields that a user's subclass has added. Names with `_` belong to Node's emitters and streams. */
function ownFields(wrapper: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wrapper).filter(([key]) => key !== 'delegate' && !key.startsWith('_')));
}

/** The values of public getters that are primitive. */
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
    return undefined; // the driver refuses in this state, so there is nothing to show
  }
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}
