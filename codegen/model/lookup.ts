import type { Driver, DriverClass, DriverConstant, DriverType } from './driver.js';

interface Index {
  readonly classes: ReadonlyMap<string, DriverClass>;
  readonly types: ReadonlyMap<string, DriverType>;
  readonly constants: ReadonlyMap<string, DriverConstant>;
  readonly ancestors: Map<string, readonly string[]>;
}

const indexes = new WeakMap<Driver, Index>();

/** The class of that name, exported or not. */
export function findClass(driver: Driver, name: string): DriverClass | undefined {
  return indexOf(driver).classes.get(name);
}

/** The interface or alias of that name, exported or not. */
export function findType(driver: Driver, name: string): DriverType | undefined {
  return indexOf(driver).types.get(name);
}

/** The constant of that name, exported or not. */
export function findConstant(driver: Driver, name: string): DriverConstant | undefined {
  return indexOf(driver).constants.get(name);
}

/** The classes that a class extends, nearest first; a foreign one, such as Node's `Readable`, ends the list. */
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

/** Whether a class is `base` or extends it, at any distance. */
export function isSubclass(driver: Driver, name: string, base: string): boolean {
  return name === base || ancestors(driver, name).includes(base);
}

function baseOf(index: Index, name: string): string | undefined {
  const shape = index.classes.get(name)?.extends?.shape;
  return shape?.kind === 'reference' ? shape.name : undefined;
}

function indexOf(driver: Driver): Index {
  let index = indexes.get(driver);
  if (index === undefined) {
    index = {
      classes: byName(driver.classes),
      types: byName(driver.types),
      constants: byName(driver.constants),
      ancestors: new Map(),
    };
    indexes.set(driver, index);
  }
  return index;
}

function byName<T extends { readonly name: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.name, record]));
}
