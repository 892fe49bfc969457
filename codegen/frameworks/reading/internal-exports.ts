import type { Exports } from '../contract/import-uses.js';
import { readModule } from './read-module.js';

/** The text of the modules that all frameworks share, by name. */
type Internal = ReadonlyMap<string, string>;

/** A cache: every framework uses the same modules, each time that it is planned. */
const known = new WeakMap<Internal, Map<string, Exports>>();

/** The exports of a shared module. Undefined if there is none with this name. */
export function internalExports(internal: Internal, file: string): Exports | undefined {
  const text = internal.get(file);
  if (text === undefined) return undefined;
  const read = known.get(internal) ?? new Map<string, Exports>();
  known.set(internal, read);
  const exports = read.get(file) ?? readModule(text, `internal/${file}`).exports;
  read.set(file, exports);
  return exports;
}
