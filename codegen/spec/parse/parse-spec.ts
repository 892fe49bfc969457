import { basename } from 'node:path/posix';

import type { Problem } from '../../common/problem.js';
import { MEMBER_KINDS, type MemberKind } from '../../model/member-kind.js';
import { HEADINGS } from '../headings.js';
import { ROLE_NAMES } from '../roles.js';
import type { Claim, ClassSpec, Named, Omission } from '../spec.js';
import { quoted } from '../yaml/quoted.js';
import { type Path, readYaml, type YamlSource } from '../yaml/yaml-source.js';
import { type Entries, withoutDuplicates } from './duplicates.js';
import { classForm, eventEntry, memberEntry, omissionEntry, protocolEntry } from './schema.js';
import { shapeProblems } from './shape-problems.js';

/** What one file gives. */
export interface ParsedSpecFile {
  /** Undefined when the file's form is wrong; with duplicates only, it is there and the first of each counts. */
  readonly class?: ClassSpec;
  /** The class that the file says it is about, even where the rest of it is wrong. */
  readonly named?: Named;
  readonly problems: readonly Problem[];
}

/** Reads one spec file; `file` is how it is named in messages, with `/` between folders. */
export function parseSpecFile(file: string, text: string): ParsedSpecFile {
  const source = readYaml(file, withoutMark(text));
  if (!source.readable) return { problems: source.problems };
  const named = classNamed(source);
  const shape = [...source.problems, ...shapeProblems(source, named?.name ?? file, classForm)];
  const { problems: duplicates, ...entries } = withoutDuplicates(named?.name ?? file, entriesOf(source));
  const problems = [...shape, ...duplicates, ...(named ? fileNameProblems(file, named) : [])];
  // A key that stands twice in YAML has lost what stood below the second.
  if (!named || shape.length > 0) return { ...(named && { named }), problems };
  const data = asMap(source.data);
  const bound = data['bound'];
  const roles = ROLE_NAMES.flatMap((role) => {
    const name = data[role];
    return typeof name === 'string' ? [[role, { name, place: source.place([role]) }] as const] : [];
  });
  const spec: ClassSpec = {
    class: named.name,
    file,
    place: named.place,
    constructible: data['constructible'] === true,
    bound: typeof bound === 'string' ? { name: bound, place: source.place(['bound']) } : undefined,
    roles: Object.fromEntries(roles),
    ...entries,
  };
  return { class: spec, named, problems };
}

/** The text as positions count it: a byte order mark is no column. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function classNamed(source: YamlSource): Named | undefined {
  const name = asMap(source.data)['class'];
  return typeof name === 'string' && name !== '' ? { name, place: source.place(['class']) } : undefined;
}

function fileNameProblems(file: string, named: Named): Problem[] {
  const found = basename(file);
  const expected = `${named.name}.yaml`;
  if (found === expected) return [];
  const message = `the file is named ${quoted(found)}, expected ${quoted(expected)} after its class`;
  const fix = `rename the file to ${quoted(expected)}, or correct the class`;
  return [{ rule: 'spec-file-name', severity: 'error', subject: named.name, message, fix, at: named.place }];
}

/** Every well-formed entry of the file, so that what is wrong with one hides nothing of the others. */
function entriesOf(source: YamlSource): Entries {
  const kinds = MEMBER_KINDS.map((kind) => [HEADINGS[kind], kind] as const);
  const claims = [[], ['run']].flatMap((path) =>
    kinds.flatMap(([heading, kind]) => claimsUnder(source, [...path, heading], kind)),
  );
  const events = itemsAt(source, ['events']).flatMap(({ item, path }): Named[] => {
    const parsed = eventEntry.safeParse(item);
    return parsed.success ? [{ name: parsed.data, place: source.place(path) }] : [];
  });
  const omitted = itemsAt(source, ['omitted']).flatMap(({ item, path }) => omissionOf(source, item, path));
  return { claims, events, omitted };
}

function claimsUnder(source: YamlSource, heading: Path, kind: MemberKind): Claim[] {
  const run = heading.length > 1;
  return itemsAt(source, heading).flatMap(({ item, path }): Claim[] => {
    const parsed = (kind === 'protocol' ? protocolEntry : memberEntry).safeParse(item);
    if (!parsed.success) return [];
    if (typeof parsed.data === 'string') {
      return [{ ...memberOf(parsed.data, kind), kind, run, through: [], place: source.place(path) }];
    }
    return Object.entries(parsed.data).map(([member, names]) => ({
      ...memberOf(member, kind),
      kind,
      run,
      through: names.map((name, index) => ({ name, place: source.place([...path, member, index]) })),
      place: source.keyPlace([...path, member]),
    }));
  });
}

function omissionOf(source: YamlSource, item: unknown, path: Path): Omission[] {
  const parsed = omissionEntry.safeParse(item);
  if (!parsed.success) return [];
  return Object.entries(parsed.data).map(([member, { reason, since, framework }]) => ({
    ...memberOf(member),
    reason,
    since,
    framework,
    place: source.keyPlace([...path, member]),
  }));
}

const STATIC = 'static ';

/** `static connect`, or a constant, which is static by its heading. */
function memberOf(entry: string, kind?: MemberKind): { member: string; static: boolean } {
  const marked = entry.startsWith(STATIC);
  return { member: marked ? entry.slice(STATIC.length) : entry, static: marked || kind === 'constant' };
}

function itemsAt(source: YamlSource, path: Path): { item: unknown; path: Path }[] {
  let value: unknown = source.data;
  for (const step of path) value = asMap(value)[step];
  return Array.isArray(value) ? value.map((item: unknown, index) => ({ item, path: [...path, index] })) : [];
}

function asMap(value: unknown): Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>) : {};
}
