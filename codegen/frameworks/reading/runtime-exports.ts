import { posix } from 'node:path';

import type { Exports } from '../contract/import-uses.js';
import type { RuntimeModule } from '../framework-source.js';
import { type ReadModule, readModule } from './read-module.js';

/** The modules of a runtime, each read once, by path. */
export type ReadRuntime = ReadonlyMap<string, ReadModule>;

export function readRuntime(runtime: readonly RuntimeModule[]): ReadRuntime {
  return new Map(runtime.map((module) => [module.path, readOnce(module)]));
}

/** A cache for a framework that is planned again. */
const known = new WeakMap<RuntimeModule, ReadModule>();

function readOnce(module: RuntimeModule): ReadModule {
  const read = known.get(module) ?? readModule(module.text, module.file);
  known.set(module, read);
  return read;
}

/** The exports of each module of a runtime, by path, including re-exports from the others. */
export function runtimeExports(read: ReadRuntime): ReadonlyMap<string, Exports> {
  return new Map([...read.keys()].map((path) => [path, exportsOf(read, path, new Set())]));
}

function exportsOf(read: ReadRuntime, path: string, seen: ReadonlySet<string>): Exports {
  const module = read.get(path);
  if (module === undefined || seen.has(path)) return new Map();
  const exports = new Map(module.exports);
  const other = (specifier: string): Exports | undefined => {
    const from = sourceOf(path, specifier);
    return read.has(from) ? exportsOf(read, from, new Set([...seen, path])) : undefined;
  };
  for (const { module: specifier } of module.everythingOf) {
    for (const [name, kind] of other(specifier) ?? [])
      if (name !== 'default' && !exports.has(name)) exports.set(name, kind);
  }
  for (const { module: specifier, name, exported } of module.passedOn) {
    // The exports of packages, and of modules emitted beside the runtime, are unknown here. The compiler checks them.
    const from = name === '*' ? undefined : other(specifier);
    const kind = from === undefined ? 'value' : from.get(name);
    if (kind !== undefined) exports.set(exported, kind);
  }
  return exports;
}

/** The path that a relative specifier leads to: `runtime/events.ts`. */
export function sourceOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}
