import type { z } from 'zod';

import { nearest } from '../../common/nearest.js';
import { shownError, shownText, shownValue } from '../../common/shown-value.js';

/** A value in the exports of a `framework.ts` that is not valid. */
export interface Fault {
  /** Its path: `docs.command`, `options.absent`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string | undefined;
}

/** How to read an export. */
export interface Reading {
  readonly schema: z.ZodType;
  /** The path of the whole. Empty for the default export. */
  readonly path: string;
  /** What messages call the whole. */
  readonly as: string;
}

type Issue = z.core.$ZodIssue;

/** Parses a value, or returns its faults with their paths. Reading a user's value may throw. */
export function readBy<T>(
  reading: Reading & { readonly schema: z.ZodType<T> },
  value: unknown,
): { readonly data: T } | { readonly faults: readonly Fault[] } {
  try {
    const result = reading.schema.safeParse(value);
    if (result.success) return { data: result.data };
    return { faults: result.error.issues.flatMap((issue) => faultsOf(reading, issue, value)) };
  } catch (cause) {
    const message = `${reading.as} cannot be inspected: it throws ${shownError(cause)}`;
    return { faults: [{ path: reading.path, message, fix: undefined }] };
  }
}

function faultsOf(reading: Reading, issue: Issue, value: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(reading, issue, key));
  const path = pathOf(reading, issue.path);
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? 'another name';
    const message = `the key \`${shownText(String(issue.path.at(-1)))}\` of ${reading.as} is not a valid name, expected ${expected}`;
    return [{ path, message, fix: undefined }];
  }
  const found = at(value, issue.path);
  const where = path === reading.path ? reading.as : `\`${path}\``;
  const message = `${where} is ${found === undefined ? 'missing' : shownValue(found)}, expected ${issue.message}`;
  return [{ path, message, fix: nearestValue(issue, found) }];
}

function pathOf(reading: Reading, path: readonly PropertyKey[]): string {
  return [...(reading.path === '' ? [] : [reading.path]), ...path.map(String)].join('.');
}

/** The value at a path of keys. */
export function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((each, key) => (each as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

function unknownKey(reading: Reading, { path }: Issue, key: string): Fault {
  const known = knownKeys(reading.schema, path);
  const near = nearest(key, known);
  const inside = path.length === 0 ? '' : ` in \`${pathOf(reading, path)}\``;
  return {
    path: pathOf(reading, [...path, key]),
    message: `\`${shownText(key)}\`${inside} is not a known key, expected one of ${known.map((each) => `\`${each}\``).join(', ')}`,
    fix: near === undefined ? 'delete it' : `rename it to \`${near}\``,
  };
}

/** The keys of a schema at a path. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<unknown>((each, key) => {
    const inner = opened(each);
    return typeof key === 'number' ? inner?.element : (inner?.shape?.[String(key)] ?? inner?.valueType);
  }, schema);
  return Object.keys(opened(found)?.shape ?? {});
}

interface Opened {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  /** For a record with arbitrary keys. */
  readonly valueType?: unknown;
}

/** A schema without its optional and read-only wrappers. */
function opened(schema: unknown): Opened | undefined {
  let inner = schema as { readonly def?: { readonly innerType?: unknown } } | undefined;
  while (inner?.def?.innerType !== undefined) inner = inner.def.innerType as typeof inner;
  return inner as Opened | undefined;
}

/** `did you mean 'eager'`, for a value of an enumeration. */
function nearestValue(issue: Issue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined;
  const near = nearest(
    found,
    issue.values.map((value) => String(value)),
  );
  return near === undefined ? undefined : `did you mean '${near}'`;
}
