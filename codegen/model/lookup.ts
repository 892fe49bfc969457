import { remembered } from '../common/remembered.js';
import type { Driver, DriverClass, DriverConstant, DriverMember, DriverType } from './driver.js';
import { memberKey } from './member-key.js';
import { argumentsOf, substitute } from './types/substitute.js';
import type { TypeText } from './types/type-text.js';

interface Index {
  readonly classes: ReadonlyMap<string, DriverClass>;
  readonly types: ReadonlyMap<string, DriverType>;
  readonly constants: ReadonlyMap<string, DriverConstant>;
  readonly ancestors: Map<string, readonly string[]>;
  /** The direct subclasses by class. */
  readonly below: ReadonlyMap<string, readonly DriverClass[]>;
}

const indexes = new WeakMap<Driver, Index>();
const memberIndexes = new WeakMap<DriverClass, ReadonlyMap<string, DriverMember>>();

/** Finds a class by name, exported or not. */
export function findClass(driver: Driver, name: string): DriverClass | undefined {
  return indexOf(driver).classes.get(name);
}

/** Finds an interface or alias by name, exported or not. */
export function findType(driver: Driver, name: string): DriverType | undefined {
  return indexOf(driver).types.get(name);
}

/** The type that an alias of the driver stands for, with the type arguments of the reference. Undefined for any other. */
export const aliased = remembered((driver: Driver, { shape }: TypeText): TypeText | undefined => {
  if (shape.kind !== 'reference') return undefined;
  const alias = findType(driver, shape.name);
  return alias?.type && substitute(alias.type, argumentsOf(alias, shape));
});

/** Finds a constant by name, exported or not. */
export function findConstant(driver: Driver, name: string): DriverConstant | undefined {
  return indexOf(driver).constants.get(name);
}

/** The ancestors of a class, nearest first. A foreign class, such as Node's `Readable`, ends the list. */
export function ancestors(driver: Driver, className: string): readonly string[] {
  const index = indexOf(driver);
  const known = index.ancestors.get(className);
  if (known !== undefined) return known;
  const names: string[] = [];
  for (let name = baseOf(index, className); name !== undefined && !names.includes(name); name = baseOf(index, name)) {
    names.push(name);
  }
  index.ancestors.set(className, names);
  return names;
}

/** Finds a member that the class itself declares, by name. */
export function findMember(
  declared: DriverClass,
  { name, static: isStatic }: { readonly name: string; readonly static: boolean },
): DriverMember | undefined {
  return findByKey(declared, memberKey(name, isStatic));
}

/** Finds a member that the class itself declares, by its key, such as `static connect`. */
export function findByKey(declared: DriverClass, key: string): DriverMember | undefined {
  let members = memberIndexes.get(declared);
  if (members === undefined) {
    members = new Map(declared.members.map((member) => [memberKey(member.name, member.static), member]));
    memberIndexes.set(declared, members);
  }
  return members.get(key);
}

/** The direct subclasses of a class, in source order. */
export function directSubclasses(driver: Driver, name: string): readonly DriverClass[] {
  return indexOf(driver).below.get(name) ?? [];
}

/** All subclasses of a class, direct or not. */
export function subclasses(driver: Driver, name: string): ReadonlySet<DriverClass> {
  const found = new Set(directSubclasses(driver, name));
  // Iterating over a set includes items that are added meanwhile.
  for (const each of found) directSubclasses(driver, each.name).forEach((below) => found.add(below));
  return found;
}

/** Whether a class is `base` or a subclass of it, direct or not. */
export function isSubclass(driver: Driver, name: string, base: string): boolean {
  return name === base || ancestors(driver, name).includes(base);
}

function baseOf(index: Index, name: string): string | undefined {
  const declared = index.classes.get(name);
  return declared && baseName(declared);
}

function baseName({ extends: base }: DriverClass): string | undefined {
  return base?.shape.kind === 'reference' ? base.shape.name : undefined;
}

function byBase(classes: readonly DriverClass[]): Map<string, DriverClass[]> {
  const below = new Map<string, DriverClass[]>();
  for (const each of classes) {
    const base = baseName(each);
    const known = base === undefined ? undefined : below.get(base);
    if (known !== undefined) known.push(each);
    else if (base !== undefined) below.set(base, [each]);
  }
  return below;
}

function indexOf(driver: Driver): Index {
  let index = indexes.get(driver);
  if (index === undefined) {
    index = {
      classes: byName(driver.classes),
      types: byName(driver.types),
      constants: byName(driver.constants),
      ancestors: new Map(),
      below: byBase(driver.classes),
    };
    indexes.set(driver, index);
  }
  return index;
}

function byName<T extends { readonly name: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.name, record]));
}
