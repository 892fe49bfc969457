import { join, relative, sep } from 'node:path';

import type { Replace } from './module-hook.js';

/** The suite's own runner, which looks at internals and is no test: it keeps the raw driver. */
const RUNNER: readonly string[] = [
  'test/tools/runner/hooks/',
  'test/tools/runner/filters/',
  'test/tools/runner/ee_checker',
];

/** The wrapped classes of a framework by name. */
export type Classes = Readonly<Record<string, unknown>>;

/**
 * Gives the framework's classes to the suite in place of the driver's: through its barrel, and where a test imports a
 * module of the driver by its path. What is not wrapped comes from the driver itself.
 */
export function masquerade(suite: string, driver: string, classes: Classes): Replace {
  const overlaid = new WeakMap<object, object>();
  const barrels = new Set(['mongodb.js', 'mongodb_all.js'].map((name) => join(suite, 'test', name)));
  return (exports, file, importer) => {
    const path = relative(suite, importer).split(sep).join('/');
    if (RUNNER.some((prefix) => path.startsWith(prefix)) || barrels.has(importer)) return exports;
    if (!barrels.has(file) && !file.startsWith(driver + sep)) return exports;
    const known = overlaid.get(exports) ?? overlay(exports, classes);
    overlaid.set(exports, known);
    return known;
  };
}

/** The same exports with other classes in their places; the very same object where it has none of them. */
function overlay(exports: object, classes: Classes): object {
  const descriptors = Object.getOwnPropertyDescriptors(exports) as Record<string, PropertyDescriptor>;
  const names = Object.keys(descriptors).filter((name) => Object.hasOwn(classes, name));
  if (names.length === 0) return exports;
  for (const name of names)
    descriptors[name] = { value: classes[name], enumerable: true, configurable: true, writable: true };
  return Object.defineProperties({}, descriptors);
}
