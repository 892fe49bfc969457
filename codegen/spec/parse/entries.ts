import { MEMBER_KINDS, type MemberKind } from '../../model/member-kind.js';
import { HEADINGS } from '../headings.js';
import { ALL_RELEASES, type Ranged, type Releases } from '../releases.js';
import type { Claim, Named, Omission } from '../spec.js';
import type { Path, YamlSource } from '../yaml/yaml-source.js';
import type { Entries } from './duplicates.js';
import { constantLine, eventLine, memberLine, omissionLine, protocolLine } from './schema.js';

/** All well-formed entries of a file, so that a malformed one does not hide problems of the others. */
export function entriesOf(source: YamlSource): Entries {
  const kinds = MEMBER_KINDS.map((kind) => [HEADINGS[kind], kind] as const);
  const claims = [[], ['run']].flatMap((path) =>
    kinds.flatMap(([heading, kind]) => claimsUnder(source, [...path, heading], kind)),
  );
  const events = itemsAt(source, ['events']).flatMap(({ item, path }) => namedLine(source, path, eventLine, item));
  const omitted = itemsAt(source, ['omitted']).flatMap(({ item, path }) => omissionOf(source, item, path));
  return { claims, events, omitted };
}

/** A line that is a name, possibly with releases. Empty if it is malformed. */
export function namedLine(source: YamlSource, path: Path, form: typeof memberLine, item: unknown): Ranged<Named>[] {
  const parsed = form.safeParse(item);
  if (!parsed.success) return [];
  if (typeof parsed.data === 'string') {
    return [{ name: parsed.data, releases: ALL_RELEASES, place: source.place(path) }];
  }
  return Object.entries(parsed.data).map(([name, bounds]) => ({
    name,
    releases: releasesIn(bounds),
    place: source.keyPlace([...path, name]),
  }));
}

/** The bounds in a map. If a bound is not a text, the form of the file reports it. */
export function releasesIn(map: Readonly<Record<string, unknown>>): Releases {
  const { since, until } = map;
  return {
    since: typeof since === 'string' ? since : undefined,
    until: typeof until === 'string' ? until : undefined,
  };
}

function claimsUnder(source: YamlSource, heading: Path, kind: MemberKind): Ranged<Claim>[] {
  const run = heading.length > 1;
  return itemsAt(source, heading).flatMap(({ item, path }): Ranged<Claim>[] => {
    if (kind === 'protocol') return protocolsOf(source, item, path).map((line) => ({ ...line, run }));
    const form = kind === 'constant' ? constantLine : memberLine;
    return namedLine(source, path, form, item).map(({ name, ...line }) => ({
      ...memberOf(name, kind),
      kind,
      run,
      through: [],
      ...line,
    }));
  });
}

function protocolsOf(source: YamlSource, item: unknown, path: Path): Omit<Ranged<Claim>, 'run'>[] {
  const parsed = protocolLine.safeParse(item);
  if (!parsed.success) return [];
  if (typeof parsed.data === 'string') {
    const place = source.place(path);
    return [{ ...memberOf(parsed.data), kind: 'protocol', through: [], releases: ALL_RELEASES, place }];
  }
  return Object.entries(parsed.data).map(([member, value]) => {
    const at = [...path, member];
    const through = Array.isArray(value)
      ? namesAt(source, at, value)
      : namesAt(source, [...at, 'through'], value.through ?? []);
    const releases = Array.isArray(value) ? ALL_RELEASES : releasesIn(value);
    return { ...memberOf(member), kind: 'protocol', through, releases, place: source.keyPlace(at) };
  });
}

function namesAt(source: YamlSource, path: Path, names: readonly string[]): Named[] {
  return names.map((name, index) => ({ name, place: source.place([...path, index]) }));
}

function omissionOf(source: YamlSource, item: unknown, path: Path): Ranged<Omission>[] {
  const parsed = omissionLine.safeParse(item);
  if (!parsed.success) return [];
  return Object.entries(parsed.data).map(([member, { reason, framework, ...bounds }]) => ({
    ...memberOf(member),
    reason,
    framework,
    releases: releasesIn(bounds),
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
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return [];
    value = Reflect.get(value, step);
  }
  return Array.isArray(value) ? value.map((item: unknown, index) => ({ item, path: [...path, index] })) : [];
}
