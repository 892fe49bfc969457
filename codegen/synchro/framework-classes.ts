import { pathToFileURL } from 'node:url';

import { CursorFacade } from './cursor-facade.js';
import { facadeClass } from './facade-class.js';
import type { Idiom } from './idiom.js';
import type { Classes } from './masquerade.js';
import { promise, type WrapperClass } from './promised.js';
import type { Shape } from './shape.js';
import type { MasqueradeConfig } from './worker-config.js';

/** Tells that a member was read that fell through to the driver's object. */
export type Reached = (member: string) => void;

type Module = Readonly<Record<string, WrapperClass | undefined>>;

/** The framework's classes as the suite gets them: giving promises again, with what falls through and what is broken on purpose. */
export async function frameworkClasses(config: MasqueradeConfig, reached: Reached): Promise<Classes> {
  const module = (await import(pathToFileURL(config.index).href)) as Module;
  if (config.broken !== undefined) breakMember(module, config.broken);
  const idiom = config.idiom === undefined ? undefined : await loadIdiom(config.idiom);
  const classes = idiom === undefined ? ownClasses(module, config.shape) : promisedClasses(module, config.shape, idiom);
  for (const member of config.fallThrough) fallThrough(classes, member, reached);
  return classes;
}

async function loadIdiom(file: string): Promise<Idiom> {
  return ((await import(pathToFileURL(file).href)) as { default: Idiom }).default;
}

function ownClasses(module: Module, shape: Shape): Record<string, WrapperClass> {
  const entries = shape.classes.map(({ name }) => [name, module[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, WrapperClass] => entry[1] !== undefined));
}

/** The same by an idiom: eager classes themselves, and facades of those that are recipes in a lazy framework. */
export function promisedClasses(module: Module, shape: Shape, idiom: Idiom): Record<string, WrapperClass> {
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

/** Lets a member of the driver's object be read through its wrapper, and says so. */
function fallThrough(classes: Record<string, WrapperClass>, name: string, reached: Reached): void {
  const [className = '', member = ''] = name.split('.');
  const prototype = classes[className]?.prototype;
  if (prototype === undefined || member in prototype) return;
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

/** The driver's object behind a wrapper; of a facade, that of its run. */
function delegateOf(wrapper: object): Record<string, unknown> | undefined {
  const holder = wrapper instanceof CursorFacade ? wrapper.openedRun : wrapper;
  return (holder as { delegate?: Record<string, unknown> }).delegate;
}

/** Whether the compiled module of a framework has a member `Collection.findOne`, so that it can be broken. */
export async function hasMember(index: string, name: string): Promise<boolean> {
  return memberOf((await import(pathToFileURL(index).href)) as Module, name) !== undefined;
}

/** Where a member `Collection.findOne` is defined, and its name there. */
function memberOf(module: Module, name: string): { prototype: object; member: string } | undefined {
  const [className = '', member = ''] = name.split('.');
  const prototype = module[className]?.prototype;
  return prototype !== undefined && member in prototype ? { prototype, member } : undefined;
}

/** The control: a framework with a broken method has to lose tests. */
function breakMember(module: Module, name: string): void {
  const found = memberOf(module, name);
  if (found === undefined) throw new Error(`${name} is nothing that could be broken`);
  Object.defineProperty(found.prototype, found.member, {
    configurable: true,
    value: () => {
      throw new Error(`${name} is broken on purpose`);
    },
  });
}
