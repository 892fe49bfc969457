import type { Idiom, Method } from '../idiom.js';
import type { ShapeClass, ShapeMember } from './shape.js';

/** A class of a framework, seen from outside. */
export interface WrapperClass extends Function {
  readonly prototype: object;
}

/** Whether a patched member is at work: what it calls of its own class is the framework's own, as without a patch. */
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
 * Lets the asynchronous members of an eager class give promises again, through the framework's own value and nothing else. What the
 * framework does not have stays missing.
 *
 * @param give - what becomes of the result of a member that gives a cursor
 */
export function promise(
  target: WrapperClass,
  { members }: ShapeClass,
  idiom: Idiom,
  give: (value: unknown) => unknown,
): void {
  for (const member of members) {
    const owner = member.static ? target : target.prototype;
    const descriptor = Object.getOwnPropertyDescriptor(owner, member.name);
    const original = descriptor?.value as unknown;
    if (typeof original !== 'function') continue;
    const isCommand = member.kind === 'command' || member.kind === 'executor';
    const patched = isCommand
      ? promising(original as Method, idiom, member)
      : member.kind === 'cursor'
        ? giving(original as Method, give)
        : undefined;
    if (patched !== undefined) Object.defineProperty(owner, member.name, { ...descriptor, value: patched });
  }
}

/** Calls a command by the idiom, with the functions among its arguments as the framework's users would write them. */
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

/** A function of a test's calls the patched members, wherever it is called from; its number of parameters stays. */
function outside(fn: Method): Method {
  const called: Method = function (this: unknown, ...args) {
    return inside(false, () => fn.apply(this, args));
  };
  return Object.defineProperty(called, 'length', { value: fn.length });
}

function isPlainFunction(value: unknown): value is Method {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value));
}
