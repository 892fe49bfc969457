import { CannotRunError } from '../../common/problem.js';
import type { PlaceOf } from '../framework-source.js';
import { type Framework, frameworkSchema } from '../framework.js';
import { at, type Fault, readBy } from './schema-faults.js';

/**
 * Checks that the value of a `framework.ts` is a framework.
 *
 * @param as - what messages call the value
 * @throws {CannotRunError} if it is not one: names every invalid key with its place
 */
export function checkFramework(value: unknown, placeOf: PlaceOf, as: string): Framework {
  const read = readBy({ schema: frameworkSchema, path: '', as }, value);
  if ('faults' in read) throw noFramework(read.faults, placeOf);
  return withReceivers(read.data, value);
}

/** The error that lists everything wrong with the exports of a `framework.ts`. */
export function noFramework(faults: readonly Fault[], placeOf: PlaceOf): CannotRunError {
  const lines = faults.map(({ path, message }) => {
    const { file, line, column } = placeOf(path);
    return `  ${file}:${line}:${column}: ${message}`;
  });
  const fixes = [...new Set(faults.flatMap(({ fix }) => fix ?? []))];
  return new CannotRunError(
    [`${placeOf('').file} exports no framework:`, ...lines].join('\n'),
    fixes.length > 0 ? fixes.join('; ') : SATISFY,
  );
}

const SATISFY = 'make the default export of framework.ts satisfy `Framework` of @motorized/codegen/framework';

/**
 * Keeps the record as it was read, so that getters are called only once. Its functions are called on the original
 * object, which may be an instance of a class.
 */
function withReceivers<T extends object>(read: T, original: unknown): T {
  const entries = Object.entries(read).map(([key, value]: [string, unknown]) => {
    const own = at(original, [key]);
    if (typeof value === 'function')
      return [key, (...given: unknown[]): unknown => Reflect.apply(value, original, given)];
    if (typeof value !== 'object' || value === null) return [key, value];
    const isList = Array.isArray(value);
    return [key, isList ? value.map((each, index) => receiving(each, at(own, [index]))) : withReceivers(value, own)];
  });
  return Object.fromEntries(entries) as T;
}

function receiving(read: unknown, original: unknown): unknown {
  return typeof read === 'object' && read !== null ? withReceivers(read, original) : read;
}
