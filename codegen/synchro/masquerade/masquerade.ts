import { join, relative, sep } from 'node:path';

import type { Replace } from './module-hook.js';

/** The suite's own runner, which looks at internals and is no test: it keeps the raw driver. */
const RUNNER: readonly string[] = [
  'test/tools/runner/hooks/configuration',
  'test/tools/runner/hooks/leak_checker',
  'test/tools/runner/filters/',
  'test/tools/runner/ee_checker',
];

/** The wrapped classes of a framework by name. */
export type Classes = Readonly<Record<string, unknown>>;

/**
 * Gives the framework's classes to the suite in place of the driver's, where a test imports a module of the driver by its path, and through
 * the suite's barrel. What is not wrapped comes from the driver itself.
 *
 * Of the barrel there are two instances, since it may do more than to export: those of lines 5 and 6 extend the classes, so that they
 * take callbacks. One imports the driver's classes and is for the runner, the other the framework's.
 *
 * @param evaluate - makes another instance of a module
 */
export function masquerade(
  suite: string,
  driver: string,
  classes: Classes,
  evaluate: (file: string) => object,
): Replace {
  const overlaid = new WeakMap<object, object>();
  const barrels = new Set(['mongodb.js', 'mongodb_all.js'].map((name) => join(suite, 'test', name)));
  const seconds = new SecondInstances(evaluate);
  return (exports, file, importer) => {
    const path = relative(suite, importer).split(sep).join('/');
    if (RUNNER.some((prefix) => path.startsWith(prefix))) return exports;
    if (barrels.has(importer) && !seconds.areMade) return exports;
    if (barrels.has(file)) return seconds.of(file);
    if (!file.startsWith(driver + sep)) return exports;
    const known = overlaid.get(exports) ?? overlay(exports, classes);
    overlaid.set(exports, known);
    return known;
  };
}

class SecondInstances {
  /** Whether one is being made: what imports something now belongs to it. */
  areMade = false;
  readonly #made = new Map<string, object>();

  constructor(private readonly evaluate: (file: string) => object) {}

  of(file: string): object {
    const made = this.#made.get(file) ?? this.#make(file);
    this.#made.set(file, made);
    return made;
  }

  #make(file: string): object {
    const before = this.areMade;
    this.areMade = true;
    try {
      return this.evaluate(file);
    } finally {
      this.areMade = before;
    }
  }
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
