import type { z } from 'zod';

import { nearest } from '../../common/nearest.js';
import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { quoted } from '../yaml/quoted.js';
import type { Path, YamlSource } from '../yaml/yaml-source.js';
import type { FileForm } from './schema.js';

type Issue = z.core.$ZodIssue;

/** Checks a file against its form: unknown and missing keys, and values of the wrong type. */
export function shapeProblems(source: YamlSource, subject: string, form: FileForm): Problem[] {
  const result = form.schema.safeParse(source.data);
  if (result.success) return [];
  const all = result.error.issues.flatMap(innerIssues);
  const issues = outermost(all.filter((issue) => !isMiscounted(source, issue, all)));
  const renamed = new Set<string>();
  const problems: Problem[] = [];
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    for (const key of issue.keys) problems.push(unknownKey({ source, subject, form }, issue.path, key, renamed));
  }
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') continue;
    if (!isMissing(source.data, issue.path)) problems.push(wrongType(source, subject, issue));
    // A misspelt key is unknown, and the right one is missing: that is one problem.
    else if (!renamed.has(pathId(issue.path))) problems.push(missingKey(source, subject, issue));
  }
  // Errors of the YAML syntax have already been reported.
  return problems.filter(({ at }) => !source.problems.some((other) => samePlace(other.at, at)));
}

/** For a union that does not match: the issues inside the alternative whose outer form matches, if there is one. */
function innerIssues(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const fitting = issue.errors.find((errors) => errors.every(({ path, code }) => path.length > 0 || code === 'custom'));
  return fitting?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

/** Drops issues inside a value that has an issue itself. */
function outermost(issues: readonly Issue[]): Issue[] {
  const wrong = issues.filter(({ code }) => code !== 'unrecognized_keys');
  return issues.filter(
    ({ path }) => !wrong.some((outer) => outer.path.length < path.length && startsWith(path, outer.path)),
  );
}

/**
 * Whether an issue about the number of keys is wrong, since Zod does not count the keys that it has refused separately.
 */
function isMiscounted(source: YamlSource, { code, path }: Issue, all: readonly Issue[]): boolean {
  if (code !== 'custom') return false;
  if (all.some((other) => other.code === 'unrecognized_keys' && pathId(other.path) === pathId(path))) return true;
  if (keyCount(source, path) !== 1) return false;
  return all.some((inner) => inner.path.length > path.length && startsWith(inner.path, path));
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => step === path[index]);
}

function keyCount(source: YamlSource, path: Path): number {
  return Object.keys(valueAt(source.data, path) ?? {}).length;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.line === b?.line && a?.column === b?.column;
}

interface Checked {
  readonly source: YamlSource;
  readonly subject: string;
  readonly form: FileForm;
}

function unknownKey({ source, subject, form }: Checked, path: Path, key: string, renamed: Set<string>): Problem {
  const known = form.knownKeys(path);
  const near = nearest(key, known);
  if (near) renamed.add(pathId([...path, near]));
  const within = path.length === 0 ? '' : ` in ${where(path)}`;
  return {
    rule: 'spec-unknown-key',
    severity: 'error',
    subject,
    message: `${quoted(key)}${within} is not a known key, expected one of ${known.map(quoted).join(', ')}`,
    fix: unknownKeyFix(form, path, key, near),
    at: source.keyPlace([...path, key]),
  };
}

function unknownKeyFix(form: FileForm, path: Path, key: string, near: string | undefined): string {
  if (path.length > 0 && form.knownKeys([]).includes(key)) return 'move it out to the left margin';
  return near ? `rename it to ${quoted(near)}` : 'delete it';
}

function missingKey(source: YamlSource, subject: string, issue: Issue): Problem {
  const parent = issue.path.slice(0, -1);
  return {
    rule: 'spec-missing-key',
    severity: 'error',
    subject,
    message: `${where(issue.path)} is missing, expected ${issue.message}`,
    fix: `add \`${String(issue.path.at(-1))}:\` with ${issue.message}`,
    at: source.place(parent),
  };
}

function wrongType(source: YamlSource, subject: string, issue: Issue): Problem {
  const { path } = issue;
  const base = { rule: 'spec-wrong-type', severity: 'error', subject } as const;
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? issue.message;
    const parent = where(path.slice(0, -1));
    const message = `the key ${quoted(String(path.at(-1)))} of ${parent} is not a valid name, expected ${expected}`;
    return { ...base, message, fix: `write ${expected} instead`, at: source.keyPlace(path) };
  }
  const message = `${where(path)} is ${foundAt(source, issue)}, expected ${issue.message}`;
  return { ...base, message, fix: wrongTypeFix(source, issue), at: source.place(path) };
}

function foundAt(source: YamlSource, issue: Issue): string {
  if (issue.code === 'custom') return `a map of ${keyCount(source, issue.path)} keys`;
  const found = source.found(issue.path);
  return found === 'nothing' && issue.path.length === 0 ? 'empty' : found;
}

function wrongTypeFix(source: YamlSource, issue: Issue): string {
  const value = valueAt(source.data, issue.path);
  const written = source.written(issue.path);
  if (issue.path.length === 0) return `write ${issue.message}`;
  if (value === null) return 'give it a value, or delete it';
  if (isUnquoted(issue.path, value, written)) return `write it in quotes: ${JSON.stringify(written)}`;
  if (issue.code === 'invalid_type' && issue.expected === 'array' && typeof value === 'string') {
    return `write it as a list: a line \`- ${value}\` below the key`;
  }
  return `write ${issue.message} instead`;
}

/** Whether an item is the name of a member that YAML reads as a list, a number or a boolean. */
function isUnquoted(path: Path, value: unknown, written: string): boolean {
  if (Array.isArray(value)) return COMPUTED.test(written);
  return typeof path.at(-1) === 'number' && (typeof value === 'number' || typeof value === 'boolean');
}

const COMPUTED = /^\[[\w$]+(\.[\w$]+)+\]$/;

/** Describes a path: `` item 3 of `commands` in `run` ``. */
function where(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  const parent = path.slice(0, -1);
  if (typeof last === 'number') return `item ${last + 1} of ${where(parent)}`;
  return parent.length === 0 ? quoted(String(last)) : `${quoted(String(last))} in ${where(parent)}`;
}

function isMissing(data: unknown, path: Path): boolean {
  const last = path.at(-1);
  const parent = valueAt(data, path.slice(0, -1));
  return last !== undefined && !(typeof parent === 'object' && parent !== null && Object.hasOwn(parent, last));
}

function valueAt(data: unknown, path: Path): object | string | null | undefined {
  let value = data;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value as object | string | null | undefined;
}

function pathId(path: Path): string {
  return JSON.stringify(path);
}
