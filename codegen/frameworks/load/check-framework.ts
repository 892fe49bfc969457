import type { z } from 'zod';

import { nearest } from '../../common/nearest.js';
import { CannotRunError } from '../../common/problem.js';
import { shownValue } from '../../common/shown-value.js';
import { type Framework, frameworkSchema } from '../framework.js';
import type { PlaceOf } from '../framework-source.js';

/**
 * What a `framework.ts` exports, if it is a framework.
 *
 * @throws {CannotRunError} when it is none: every key that is wrong, each with its place
 */
export function checkFramework(value: unknown, placeOf: PlaceOf): Framework {
  const result = frameworkSchema.safeParse(value);
  if (result.success) return value as Framework;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, value));
  const lines = faults.map(({ path, message }) => {
    const { file, line, column } = placeOf(path);
    return `  ${file}:${line}:${column}: ${message}`;
  });
  throw new CannotRunError(
    [`${placeOf('').file} exports no framework:`, ...lines].join('\n'),
    faults.map(({ fix }) => fix).find((fix) => fix !== undefined) ??
      'make the default export of framework.ts satisfy `Framework` of @motorized/codegen/framework',
  );
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
  const found = issue.path.reduce<unknown>(
    (each, key) => (each as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
  const where = path === '' ? 'the default export' : `\`${path}\``;
  const message = `${where} is ${found === undefined ? 'missing' : shownValue(found)}, expected ${issue.message}`;
  return [{ path, message, fix: nearestValue(issue, found) }];
}

function unknownKey({ path }: Issue, key: string): Fault {
  const known = knownKeys(path);
  const near = nearest(key, known);
  const inside = path.length === 0 ? '' : ` in \`${path.map(String).join('.')}\``;
  return {
    path: [...path, key].map(String).join('.'),
    message: `\`${key}\`${inside} is no known key, expected one of ${known.map((each) => `\`${each}\``).join(', ')}`,
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
