import type { z } from 'zod';

import { nearest } from '../../common/nearest.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError, shownText, shownValue } from '../../common/shown-value.js';
import { type Framework, frameworkSchema } from '../framework.js';
import type { PlaceOf } from '../framework-source.js';

/**
 * What a `framework.ts` exports, if it is a framework.
 *
 * @throws {CannotRunError} when it is none: every key that is wrong, each with its place
 */
export function checkFramework(value: unknown, placeOf: PlaceOf): Framework {
  let faults: Fault[];
  try {
    const result = frameworkSchema.safeParse(value);
    if (result.success) return withReceivers(result.data, value);
    faults = result.error.issues.flatMap((issue) => faultsOf(issue, value));
  } catch (cause) {
    faults = [
      {
        path: '',
        message: `the default export cannot be looked at: it throws ${shownError(cause)}`,
        fix: SATISFY,
      },
    ];
  }
  const lines = faults.map(({ path, message }) => {
    const { file, line, column } = placeOf(path);
    return `  ${file}:${line}:${column}: ${message}`;
  });
  const fixes = [...new Set(faults.flatMap(({ fix }) => fix ?? []))];
  throw new CannotRunError(
    [`${placeOf('').file} exports no framework:`, ...lines].join('\n'),
    fixes.length > 0 ? fixes.join('; ') : SATISFY,
  );
}

const SATISFY = 'make the default export of framework.ts satisfy `Framework` of @motorized/codegen/framework';

/**
 * The record as it was read, once: what a getter says afterwards does not count. Its functions are called on the object
 * that they stand in, which may be of a class of the user's.
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

interface Fault {
  readonly path: string;
  readonly message: string;
  readonly fix: string | undefined;
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, value: unknown): Fault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue, key));
  const found = at(value, issue.path);
  const where = path === '' ? 'the default export' : `\`${path}\``;
  const message = `${where} is ${found === undefined ? 'missing' : shownValue(found)}, expected ${issue.message}`;
  return [{ path, message, fix: nearestValue(issue, found) }];
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

function unknownKey({ path }: Issue, key: string): Fault {
  const known = knownKeys(path);
  const near = nearest(key, known);
  const inside = path.length === 0 ? '' : ` in \`${path.map(String).join('.')}\``;
  return {
    path: [...path, key].map(String).join('.'),
    message: `\`${shownText(key)}\`${inside} is no known key, expected one of ${known.map((each) => `\`${each}\``).join(', ')}`,
    fix: near === undefined ? 'delete it' : `rename it to \`${near}\``,
  };
}

/** The keys that the schema has in a place. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  const at = path.reduce<unknown>((schema, key) => {
    const inner = opened(schema);
    return typeof key === 'number' ? inner?.element : inner?.shape?.[String(key)];
  }, frameworkSchema);
  return Object.keys(opened(at)?.shape ?? {});
}

interface Opened {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
}

/** A schema without what makes it optional or read-only. */
function opened(schema: unknown): Opened | undefined {
  let inner = schema as { readonly def?: { readonly innerType?: unknown } } | undefined;
  while (inner?.def?.innerType !== undefined) inner = inner.def.innerType as typeof inner;
  return inner as Opened | undefined;
}

/** `did you mean 'eager'`, of a word from a list. */
function nearestValue(issue: Issue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined;
  const near = nearest(
    found,
    issue.values.map((value) => String(value)),
  );
  return near === undefined ? undefined : `did you mean '${near}'`;
}
