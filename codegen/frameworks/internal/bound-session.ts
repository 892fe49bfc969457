import * as driver from 'mongodb';
import type { ClientSession } from 'mongodb';

import { carry, type Places } from './carried-options.js';
import { madeBy } from './client-of.js';
import { belongsTo } from './sessions.js';
import { isObject, unwrap } from './unwrap.js';

/** How objects of a driver class are bound to a session. */
export interface Bindable {
  /** For each method with a session in its options: the positions of these. If there are several, the call decides. */
  readonly options: Readonly<Record<string, Places>>;
  /**
   * The members whose result is bound as well, with the class of it. It may be an object, a promise of one, or a list.
   */
  readonly gives?: Readonly<Record<string, string>>;
}

/** What we keep for a bound object. */
interface Binding {
  /** The object that was bound, which remains unchanged. */
  readonly original: object;
  readonly name: string;
  readonly session: ClientSession;
  /** The values of its properties that have been read. */
  readonly given: Map<string, unknown>;
}

type Member = (...args: unknown[]) => unknown;

const BINDING: unique symbol = Symbol('binding');

interface Known extends Bindable {
  /** The prototypes of bound objects, by the prototype of the original. */
  readonly prototypes: WeakMap<object, object>;
}

const known = new Map<string, Known>();

/** Registers a driver class whose objects can be bound. */
export function bindable(name: string, how: Bindable): void {
  known.set(name, { ...how, prototypes: new WeakMap() });
}

/**
 * Returns a copy of a driver object that passes a session with every call. A session that a call names takes
 * precedence.
 *
 * The copy has the current state of the object, and the same class. Objects of bindable classes that it returns are
 * bound as well.
 *
 * @param name - the driver class
 * @param session - a session of any framework, or the driver's own
 */
export function bindSession<D extends object>(delegate: D, name: string, session: unknown): D {
  return bind(delegate, name, expectSession(session)) as D;
}

/** The session that a driver object is bound to, or that the object which created it is bound to. */
export function sessionOf(delegate: unknown): ClientSession | undefined {
  return (bindingOf(delegate) ?? bindingOf(madeBy(delegate)))?.session;
}

/** Adds the session that a driver object is bound to to the options of a call, unless they name one. */
export function carriedBy<O>(delegate: unknown, options: O): O {
  const session = sessionOf(delegate);
  return session === undefined ? options : (carry([options], [0], session)[0] as O);
}

function bindingOf(delegate: unknown): Binding | undefined {
  return (delegate as { readonly [BINDING]?: Binding } | null | undefined)?.[BINDING];
}

function bind(delegate: object, name: string, session: ClientSession): object {
  const binding = bindingOf(delegate);
  if (binding?.session === session) return delegate;
  const original = binding?.original ?? delegate;
  const bound = Object.create(prototypeFor(original, name), stateOf(original, name)) as object;
  const own: Binding = { original, name, session, given: new Map() };
  return Object.defineProperty(bound, BINDING, { value: own });
}

/** Copies the fields of an object, and the plain objects in which the driver keeps its settings. */
function stateOf(original: object, name: string): PropertyDescriptorMap {
  const state: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(original);
  for (const key of membersOf(name)) delete state[key];
  for (const descriptor of Object.values(state))
    if (isPlainObject(descriptor.value)) descriptor.value = { ...descriptor.value };
  return state;
}

function isPlainObject(value: unknown): value is object {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

function prototypeFor(original: object, name: string): object {
  const prototype = Object.getPrototypeOf(original) as object;
  const { prototypes } = howOf(name);
  const one = prototypes.get(prototype);
  if (one !== undefined) return one;
  const made = Object.create(prototype, boundMembers(original, name)) as object;
  prototypes.set(prototype, made);
  return made;
}

/** The members that pass the session or bind their results, in place of the driver's own. */
function boundMembers(original: object, name: string): PropertyDescriptorMap {
  const members: PropertyDescriptorMap = {};
  for (const key of membersOf(name)) {
    if (!(key in original)) continue; // a newer driver has it
    const isMethod = typeof Reflect.get(original, key) === 'function';
    members[key] = isMethod ? methodOf(key) : { get: propertyOf(key), configurable: true };
  }
  return members;
}

function membersOf(name: string): string[] {
  const { options, gives } = howOf(name);
  return [...Object.keys(options), ...Object.keys(gives ?? {})];
}

function methodOf(key: string): PropertyDescriptor {
  function value(this: object, ...args: unknown[]): unknown {
    const { original, name, session } = expectBinding(this);
    const { options, gives } = howOf(name);
    const places = options[key];
    const given = places === undefined ? args : carry(args, places, session);
    const result = (Reflect.get(original, key) as Member).apply(this, given);
    return belongsTo(session, bindWithin(result, gives?.[key], session));
  }
  return { value, writable: true, configurable: true };
}

function propertyOf(key: string): () => unknown {
  return function (this: object) {
    const { original, name, session, given } = expectBinding(this);
    if (!given.has(key)) given.set(key, bindWithin(Reflect.get(original, key), howOf(name).gives?.[key], session));
    return given.get(key);
  };
}

/** Binds the result of a member: an object, a promise of one, or each item of a list. */
function bindWithin(value: unknown, name: string | undefined, session: ClientSession): unknown {
  if (name === undefined || !isObject(value)) return value;
  if (value instanceof Promise) return value.then((resolved) => bindWithin(resolved, name, session));
  return Array.isArray(value) ? value.map((item) => bindWithin(item, name, session)) : bind(value, name, session);
}

function howOf(name: string): Known {
  const how = known.get(name);
  if (how === undefined) throw new TypeError(`${name}: this class has not been registered as bindable to a session`);
  return how;
}

function expectBinding(bound: object): Binding {
  const binding = bindingOf(bound);
  if (binding === undefined)
    throw new TypeError('A method of a handle that is bound to a session was called on another object.');
  return binding;
}

function expectSession(session: unknown): ClientSession {
  const own = unwrap(session);
  if (own instanceof driver.ClientSession) return own;
  throw new TypeError(`withSession: expected a ClientSession, found ${kindOf(own)}`);
}

/** Describes a value without printing it, since it may be a connection string with a password. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (!isObject(value)) return `a ${typeof value}`;
  return 'an object that is not a session of this copy of the driver';
}
