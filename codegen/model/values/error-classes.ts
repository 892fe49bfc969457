import type { Driver, DriverClass } from '../driver.js';
import { exportedName } from '../exported-names.js';
import { ancestors, findClass } from '../lookup.js';

/** An error class of the driver that users can import. */
export interface ErrorClass {
  /** The name under which users import it. */
  readonly name: string;
  readonly class: DriverClass;
  /** The driver's error classes that it extends, nearest first, by the same names. */
  readonly ancestors: readonly string[];
  /** The one that it extends directly. Undefined if that is not a class of the driver, or not exported. */
  readonly extends: string | undefined;
}

/** The exported error classes, bases first. */
export function errorClasses(driver: Driver): ErrorClass[] {
  const isError = ({ name }: DriverClass): boolean =>
    [name, ...ancestors(driver, name)].some((each) => baseName(findClass(driver, each)) === 'Error');
  const depth = ({ name }: DriverClass): number => ancestors(driver, name).length;
  return driver.classes
    .filter(isError)
    .toSorted((a, b) => depth(a) - depth(b))
    .flatMap((each): ErrorClass[] => {
      const name = exportedName(driver, each.name);
      return name === undefined ? [] : [{ name, class: each, ...basesOf(driver, each) }];
    });
}

function basesOf(driver: Driver, declared: DriverClass): Pick<ErrorClass, 'ancestors' | 'extends'> {
  const lineage = ancestors(driver, declared.name).filter((each) => findClass(driver, each) !== undefined);
  const base = baseName(declared);
  return {
    ancestors: lineage.flatMap((each) => exportedName(driver, each) ?? []),
    extends: base === undefined || !lineage.includes(base) ? undefined : exportedName(driver, base),
  };
}

function baseName(declared: DriverClass | undefined): string | undefined {
  const shape = declared?.extends?.shape;
  return shape?.kind === 'reference' ? shape.name : undefined;
}
