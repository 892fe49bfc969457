import type { Exports } from '../contract/import-uses.js';
import { readModule } from './read-module.js';

/** Name to text of the modules that every framework shares. */
type Internal = ReadonlyMap<string, string>;

/** Every framework is asked about the same modules, and again each time that it is planned. */
const known = new WeakMap<Internal, Map<string, Exports>>();

/** What a module exports that every framework shares; undefined where there is none of that name. */
export function internalExports(internal: Internal, file: string): Exports | undefined {
  const text = internal.get(file);
  if (text === undefined) return undefined;
  const read = known.get(internal) ?? new Map<string, Exports>();
  known.set(internal, read);
  const exports = read.get(file) ?? readModule(text, `internal/${file}`).exports;
  read.set(file, exports);
  return exports;
}
