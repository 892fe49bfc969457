import { pathToFileURL } from 'node:url';

import type { Idiom } from '../idiom.js';
import type { MasqueradeConfig } from '../run/worker-config.js';
import { CursorFacade } from './cursor-facade.js';
import { facadeClass } from './facade-class.js';
import { loadIdiom } from './load-idiom.js';
import type { Classes } from './masquerade.js';
import { keyOf, type Members } from './member-access.js';
import { promise, type WrapperClass } from './promised.js';
import { findMember, type Shape } from './shape.js';

/** Called when a test reads an internal of the driver's object through its wrapper. */
export type Reached = (member: string) => void;

/** The exports of a package: wrapper classes, or the driver's classes. */
export type Module = Readonly<Record<string, WrapperClass | undefined>>;

/**
 * The framework's classes for the suite: with promises, with readable internals, and with a method broken on purpose.
 */
export async function frameworkClasses(config: MasqueradeConfig, driver: Module, reached: Reached): Promise<Classes> {
  const module = (await import(pathToFileURL(config.index).href)) as Module;
  if (config.broken !== undefined) breakMember(module, config.shape, config.broken);
  const idiom = config.idiom === undefined ? undefined : await loadIdiom(config.idiom);
  const classes = idiom === undefined ? ownClasses(module, config.shape) : promisedClasses(module, config.shape, idiom);
  for (const member of config.fallThrough) fallThrough(classes, driver, member, reached);
  return classes;
}

function ownClasses(module: Module, shape: Shape): Record<string, WrapperClass> {
  const entries = shape.classes.map(({ name }) => [name, module[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, WrapperClass] => entry[1] !== undefined));
}

/** Converts classes to promises: eager ones are patched, recipes of a lazy framework get facades. */
function promisedClasses(module: Module, shape: Shape, idiom: Idiom): Record<string, WrapperClass> {
  const classes = ownClasses(module, shape);
  const facades = new Map<unknown, typeof CursorFacade>();
  const give = (value: unknown): unknown => {
    const Facade = facades.get((value as object | undefined)?.constructor);
    return Facade === undefined ? value : new Facade(value as object, idiom);
  };
  for (const declared of shape.classes) {
    const own = module[declared.name];
    if (own === undefined) continue;
    if (!shape.lazy || !declared.isCursor) {
      promise(own, declared, idiom, give);
      continue;
    }
    const Base = (declared.base === undefined ? undefined : facades.get(module[declared.base])) ?? CursorFacade;
    const Facade = facadeClass(declared, own as never, Base, idiom);
    facades.set(own, Facade);
    classes[declared.name] = Facade;
  }
  return classes;
}

/** Makes an internal of the driver's object readable through its wrapper, and reports each read. */
function fallThrough(classes: Record<string, WrapperClass>, driver: Module, name: string, reached: Reached): void {
  const [className = '', memberName = ''] = name.split('.');
  const prototype = classes[className]?.prototype;
  const member = internalKey(memberName, driver[className]);
  if (prototype === undefined || member === undefined || member in prototype) return;
  Object.defineProperty(prototype, member, {
    configurable: true,
    get(this: object) {
      reached(name);
      return delegateOf(this)?.[member];
    },
    set(this: object, value: unknown) {
      reached(name);
      const delegate = delegateOf(this);
      if (delegate !== undefined) delegate[member] = value;
    },
  });
}

/** The key for `[kInit]`: the symbol of this name among the members of the driver's class, if it has one. */
function internalKey(name: string, declaring: WrapperClass | undefined): string | symbol | undefined {
  const [, description] = /^\[(\w+)\]$/.exec(name) ?? [];
  if (description === undefined) return name;
  return Object.getOwnPropertySymbols(declaring?.prototype ?? {}).find((each) => each.description === description);
}

/** The driver's object of a wrapper, or of a facade's run. */
function delegateOf(wrapper: object): Members | undefined {
  const holder = wrapper instanceof CursorFacade ? wrapper.openedRun : wrapper;
  return (holder as { delegate?: Members }).delegate;
}

/** Breaks a method on purpose: as a control, the framework has to lose tests. */
function breakMember(module: Module, shape: Shape, name: string): void {
  const [owner, member] = placeOf(module, shape, name);
  Object.defineProperty(owner, member, {
    configurable: true,
    value: () => {
      throw new Error(`${name} is broken on purpose`);
    },
  });
}

/**
 * The object with a method of the framework: a class, its prototype, or in a lazy framework the prototype of its runs.
 */
function placeOf(module: Module, shape: Shape, name: string): [object, string | symbol] {
  const found = findMember(shape, name);
  if (found === undefined) throw new Error(`${name} cannot be broken`);
  const { owner, member } = found;
  const className = name.slice(0, name.indexOf('.'));
  // Runs have a class of their own, beside the recipe.
  const ownClass = module[shape.lazy && member.run ? `${owner.name}Run` : className];
  if (ownClass === undefined) throw new Error(`the framework has no class for ${name}`);
  return [member.static ? ownClass : ownClass.prototype, keyOf(member.name)];
}
