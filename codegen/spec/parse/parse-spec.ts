import { basename } from 'node:path/posix';

import type { Problem } from '../../common/problem.js';
import type { RangedClass } from '../ranged-spec.js';
import { ALL_RELEASES, type Releases } from '../releases.js';
import { ROLE_NAMES } from '../roles.js';
import type { Named } from '../spec.js';
import { quoted } from '../yaml/quoted.js';
import { readYaml, type YamlSource } from '../yaml/yaml-source.js';
import { withoutDuplicates } from './duplicates.js';
import { entriesOf, releasesIn } from './entries.js';
import { emptyRanges, linesOfNoRelease } from './range-problems.js';
import { classForm } from './schema.js';
import { shapeProblems } from './shape-problems.js';

/** The content of a file. */
export interface ParsedSpecFile {
  /** Undefined if the file is malformed. If there are only duplicates, it has the first of each. */
  readonly class?: RangedClass;
  /** The class that the file names, even if the rest of it is malformed. */
  readonly named?: Named;
  readonly problems: readonly Problem[];
}

/** Reads a spec file. `file` is its name in messages, with `/` between folders. */
export function parseSpecFile(file: string, text: string): ParsedSpecFile {
  const source = readYaml(file, withoutMark(text));
  if (!source.readable) return { problems: source.problems };
  const named = classNamed(source);
  const shape = [...source.problems, ...shapeProblems(source, named?.name ?? file, classForm)];
  const { problems: duplicates, ...entries } = withoutDuplicates(named?.name ?? file, entriesOf(source));
  const data = asMap(source.data);
  const releases = releasesIn(data);
  const ranges = [
    ...emptyRanges(source, named?.name ?? file),
    ...linesOfNoRelease(named?.name ?? file, releases, entries),
  ];
  const problems = [...shape, ...duplicates, ...ranges, ...(named ? fileNameProblems(file, named) : [])];
  // If a key appears twice in YAML, the content of the second one is lost.
  if (!named || shape.length > 0) return { ...(named && { named }), problems };
  const bound = data['bound'];
  const roles = ROLE_NAMES.flatMap((role) => {
    const name = data[role];
    return typeof name === 'string' ? [[role, { name, place: source.place([role]) }] as const] : [];
  });
  const spec: RangedClass = {
    class: named.name,
    file,
    place: named.place,
    releases,
    constructible: constructibleIn(data['constructible']),
    bound: typeof bound === 'string' ? { name: bound, place: source.place(['bound']) } : undefined,
    roles: Object.fromEntries(roles),
    ...entries,
  };
  return { class: spec, named, problems };
}

/** `true` means every release, a map the releases that it names. */
function constructibleIn(value: unknown): Releases | undefined {
  if (typeof value === 'object' && value !== null) return releasesIn(asMap(value));
  return value === true ? ALL_RELEASES : undefined;
}

/** Removes a byte order mark, which positions do not count. */
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

function asMap(value: unknown): Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>) : {};
}
