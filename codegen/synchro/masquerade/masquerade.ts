import { join, relative, sep } from 'node:path';

import type { Replace } from './module-hook.js';

/** The files of the suite's own runner. They read internals and are not tests, so they get the raw driver. */
const RUNNER: readonly string[] = [
  'test/tools/runner/hooks/configuration',
  'test/tools/runner/hooks/leak_checker',
  'test/tools/runner/filters/',
  'test/tools/runner/ee_checker',
];

/** The wrapped classes of a framework by name. */
export type Classes = Readonly<Record<string, unknown>>;

/**
 * Replaces the driver's classes by the framework's wherever a test imports a module of the driver by its path, or
 * through the suite's barrel. Anything that is not wrapped comes from the driver itself.
 *
 * There are two instances of the barrel, since it may do more than export: those of lines 5 and 6 extend the classes to
 * accept callbacks. One imports the driver's classes, for the runner, and the other the framework's.
 *
 * @param evaluate - creates another instance of a module
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
  /** Whether an instance is being created, so that current imports belong to it. */
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

/** Replaces classes in the exports of a module. Returns the same object if it has none of them. */
function overlay(exports: object, classes: Classes): object {
  const descriptors = Object.getOwnPropertyDescriptors(exports) as Record<string, PropertyDescriptor>;
  const names = Object.keys(descriptors).filter((name) => Object.hasOwn(classes, name));
  if (names.length === 0) return exports;
  for (const name of names)
    descriptors[name] = { value: classes[name], enumerable: true, configurable: true, writable: true };
  return Object.defineProperties({}, descriptors);
}
