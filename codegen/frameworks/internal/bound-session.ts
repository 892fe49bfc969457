import * as driver from 'mongodb';
import type { ClientSession } from 'mongodb';

import { carry, type Places } from './carried-options.js';
import { madeBy } from './client-of.js';
import { belongsTo } from './sessions.js';
import { isObject, unwrap } from './unwrap.js';

/** How the objects of a class of the driver's are bound to a session. */
export interface Bindable {
  /** Where the options of each method stand that may name a session; of several places the call decides. */
  readonly options: Readonly<Record<string, Places>>;
  /** The members that give an object that is bound as well, by itself, as a promise or in a list, with its class. */
  readonly gives?: Readonly<Record<string, string>>;
}

/** What is known of a bound object. */
interface Binding {
  /** The object that it was made of, which nothing of this has changed. */
  readonly original: object;
  readonly name: string;
  readonly session: ClientSession;
  /** What its properties have given. */
  readonly given: Map<string, unknown>;
}

type Member = (...args: unknown[]) => unknown;

const BINDING: unique symbol = Symbol('binding');

interface Known extends Bindable {
  /** What bound objects inherit from, by the prototype of what they are made of. */
  readonly prototypes: WeakMap<object, object>;
}

const known = new Map<string, Known>();

/** Makes a class of the driver's one whose objects can be bound. */
export function bindable(name: string, how: Bindable): void {
  known.set(name, { ...how, prototypes: new WeakMap() });
}

/**
 * Another object of the driver's, like the given one, whose every call carries a session; one that a call names itself
 * comes first.
 *
 * It has the state of the given one as that is now, and is of the same class. What it gives of bindable classes is
 * bound as well.
 *
 * @param name - the class of the driver's
 * @param session - of any framework, or the driver's own
 */
export function bindSession<D extends object>(delegate: D, name: string, session: unknown): D {
  return bind(delegate, name, expectSession(session)) as D;
}

/** The session that an object of the driver's is bound to, or the one that it was made by. */
export function sessionOf(delegate: unknown): ClientSession | undefined {
  return (bindingOf(delegate) ?? bindingOf(madeBy(delegate)))?.session;
}

/**
 * The options of a call that takes an object of the driver's beside them, which name the session that this is bound to
 * unless they name one.
 */
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

/** A copy of what an object holds, and of the plain objects in which the driver keeps what can be set. */
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

/** The members that carry the session or give what is bound, over the driver's own. */
function boundMembers(original: object, name: string): PropertyDescriptorMap {
  const members: PropertyDescriptorMap = {};
  for (const key of membersOf(name)) {
    if (!(key in original)) continue; // of a newer driver than this one
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

/** What a member gives with each object of a class in it bound, as it comes: by itself, as a promise, or in a list. */
function bindWithin(value: unknown, name: string | undefined, session: ClientSession): unknown {
  if (name === undefined || !isObject(value)) return value;
  if (value instanceof Promise) return value.then((resolved) => bindWithin(resolved, name, session));
  return Array.isArray(value) ? value.map((item) => bindWithin(item, name, session)) : bind(value, name, session);
}

function howOf(name: string): Known {
  const how = known.get(name);
  if (how === undefined) throw new TypeError(`${name}: nothing says how its objects are bound to a session`);
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

/** What a value is, without the value, which may be a connection string with a password. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (!isObject(value)) return `a ${typeof value}`;
  return 'an object that is no session of this copy of the driver';
}
