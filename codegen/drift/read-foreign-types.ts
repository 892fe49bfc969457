import { openForeign } from '../driver/find/open-foreign.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import { readPackage } from '../driver/read/read-driver.js';
import type { Driver } from '../model/driver.js';
import type { ForeignTypes } from './compare/fields/foreign-types.js';

/** Reads the declarations of the packages that a driver imports from, as far as they are available. */
export async function readForeignTypes(opened: OpenedDriver, { imports }: Driver): Promise<ForeignTypes> {
  const texts = await openForeign(
    opened,
    [...imports.values()].map((each) => each.module),
  );
  const known = new Map<string, Driver>();
  const read = (module: string, text: string): Driver => {
    const { driver } = readPackage(text, { package: module, version: '', file: `${module}.d.ts` });
    known.set(module, driver);
    return driver;
  };
  return {
    get: (module) => {
      const text = texts.get(module);
      return text === undefined ? undefined : (known.get(module) ?? read(module, text));
    },
  };
}
