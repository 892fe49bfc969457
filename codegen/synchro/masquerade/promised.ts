import type { Idiom, Method } from '../idiom.js';
import { keyOf } from './member-access.js';
import type { ShapeClass, ShapeMember } from './shape.js';

/** A class of a framework. */
export interface WrapperClass extends Function {
  readonly prototype: object;
}

/**
 * Whether a patched member is running. The members that it calls are then the framework's own, as without the patch.
 */
let isInside = false;

function inside<T>(value: boolean, act: () => T): T {
  const before = isInside;
  isInside = value;
  try {
    return act();
  } finally {
    isInside = before;
  }
}

/**
 * Patches the asynchronous members of an eager class to return promises, made only from the framework's own values.
 * Members that the framework lacks stay missing.
 *
 * @param give - converts the result of a member that returns a cursor
 */
export function promise(
  target: WrapperClass,
  { members }: ShapeClass,
  idiom: Idiom,
  give: (value: unknown) => unknown,
): void {
  const { undress } = idiom;
  const plain = undress === undefined ? give : (value: unknown) => give(undress(value));
  // If the framework changes no synchronous members, only members that return a cursor need a patch.
  const isAsItIs = ({ kind }: ShapeMember): boolean =>
    undress === undefined && !PROMISED.has(kind) && kind !== 'cursor';
  for (const member of members.filter((each) => !isAsItIs(each))) {
    const owner = member.static ? target : target.prototype;
    const key = keyOf(member.name);
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor !== undefined) Object.defineProperty(owner, key, patched(descriptor, member, idiom, plain));
  }
}

const PROMISED: ReadonlySet<ShapeMember['kind']> = new Set(['command', 'executor']);

/** The descriptor of a member whose result is converted to the driver's. */
function patched(
  descriptor: PropertyDescriptor,
  member: ShapeMember,
  idiom: Idiom,
  plain: (value: unknown) => unknown,
): PropertyDescriptor {
  const { get: read, value: original } = descriptor as { readonly get?: Method; readonly value: unknown };
  if (read !== undefined) return { ...descriptor, get: giving(read, plain) };
  if (typeof original !== 'function') return descriptor;
  const value = PROMISED.has(member.kind)
    ? promising(original as Method, idiom, member)
    : giving(original as Method, plain);
  return { ...descriptor, value };
}

/**
 * Calls a command by the idiom. Functions among its arguments are converted to those that the framework's users would
 * write.
 */
function promising(original: Method, idiom: Idiom, { kind, required }: ShapeMember): Method {
  const translate = kind === 'executor' ? (fn: Method) => outside(idiom.executor(outside(fn))) : outside;
  return function (this: unknown, ...args: unknown[]) {
    if (isInside) return original.apply(this, args);
    const translated = args.map((arg) => (isPlainFunction(arg) ? translate(arg) : arg));
    return inside(true, () => idiom.call(original, this, translated, required));
  };
}

function giving(original: Method, give: (value: unknown) => unknown): Method {
  return function (this: unknown, ...args: unknown[]) {
    return isInside ? original.apply(this, args) : give(original.apply(this, args));
  };
}

/**
 * Wraps a function of a test so that it calls the patched members, wherever it is called from. Its number of parameters
 * is kept.
 */
function outside(fn: Method): Method {
  const called: Method = function (this: unknown, ...args) {
    return inside(false, () => fn.apply(this, args));
  };
  return Object.defineProperty(called, 'length', { value: fn.length });
}

function isPlainFunction(value: unknown): value is Method {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value));
}
