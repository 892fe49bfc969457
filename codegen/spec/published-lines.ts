import { join } from 'node:path';

import { z } from 'zod';

import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import type { Place } from '../common/place.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { compareReleases, isBefore, releaseOf } from '../model/releases/release.js';
import { holdsIn, type Releases } from './releases.js';
import { readYaml, type YamlSource } from './yaml/yaml-source.js';

/** A published package: the release that it is generated from, and the releases of the driver that it supports. */
export interface PublishedLine {
  /** Its own version. Major and minor are those of the release that it is generated from. */
  readonly version: string;
  /** The release of the driver that it is generated from. */
  readonly from: string;
  /** The releases that it supports. Both bounds are required. */
  readonly releases: { readonly since: string; readonly until: string };
  readonly place: Place;
}

export interface PublishedLines {
  /** The lines, newest first. Empty if there is no file. */
  readonly lines: readonly PublishedLine[];
  readonly problems: readonly Problem[];
  /** The text of the file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The name of the file in a spec folder. */
export const LINES_FILE = 'lines.yaml';
const KEYS = ['version', 'from', 'since', 'until'] as const;

const release = z.string().refine((text) => releaseOf(text) === text);
const linesFile = z.array(z.strictObject({ version: release, from: release, since: release, until: release }));

/** Reads `lines.yaml` of a spec folder. */
export function loadPublishedLines(folder: string): PublishedLines {
  const file = shownPath(join(folder, LINES_FILE));
  const fix = 'replace it with a file, or delete it';
  if (orCannotRun(() => kindOf(file), fix) === 'nothing') return { lines: [], problems: [], sources: new Map() };
  return parsePublishedLines(file, orCannotRun(() => readRegularFile(file), fix).toString('utf8'));
}

/** Parses the text of such a file. */
export function parsePublishedLines(file: string, text: string): PublishedLines {
  const source = readYaml(file, text);
  const parsed = linesFile.safeParse(source.data);
  const lines = parsed.success ? parsed.data.map((each, at) => lineOf(each, source.place([at]))) : [];
  const wrong = parsed.success ? lines.flatMap(rangeProblems) : parsed.error.issues.map((each) => shape(source, each));
  return { lines, problems: [...source.problems, ...wrong], sources: new Map([[file, text]]) };
}

/** The line whose package supports a release of the driver. */
export function lineFor(lines: readonly PublishedLine[], version: string): PublishedLine | undefined {
  return lines.find(({ releases }) => holdsIn(releases, version));
}

/**
 * The newest line with a name: `7`, `6.13`, `6.13.0`.
 *
 * @throws {CannotRunError} if there is none
 */
export function namedLine(lines: readonly PublishedLine[], name: string): PublishedLine {
  const found = lines.find(({ version }) => `${version}.`.startsWith(`${name}.`));
  if (found !== undefined) return found;
  const there = lines.map(({ version }) => version.replace(/\.\d+$/, '')).join(', ');
  throw new CannotRunError(`there is no line '${name}'`, `name a major, or one of ${there || 'those in lines.yaml'}`);
}

/** The range for `peerDependencies`. If it ends with a major, it includes future releases of that major. */
export function peerRange({ since, until }: PublishedLine['releases']): string {
  return `>=${since} <${until.endsWith('.0.0') ? until.slice(0, -'.0.0'.length) : until}`;
}

function lineOf({ version, from, since, until }: z.infer<typeof linesFile>[number], place: Place): PublishedLine {
  return { version, from, releases: { since, until }, place };
}

/** Problems with the range of a line that no measurement could justify. */
function rangeProblems(line: PublishedLine, at: number, all: readonly PublishedLine[]): Problem[] {
  const { version, from, releases, place } = line;
  const say = (message: string, fix: string): Problem[] => [problem(version, message, fix, place)];
  const next = all[at + 1];
  const [major, minor] = from.split('.');
  if (!holdsIn(releases, from))
    return say(`${from} is not among ${describe(releases)}`, 'extend the range to the release of `from`');
  if (!version.startsWith(`${major}.${minor}.`))
    return say(
      `the version ${version} is generated from ${from}`,
      `call it ${major}.${minor}.0, or a later patch of it`,
    );
  if (next !== undefined && !isBefore(next.version, version))
    return say(`${version} is listed before ${next.version}`, 'put the newest first');
  if (next !== undefined && compareReleases(next.releases.until, releases.since) !== 0)
    return say(
      `${version} begins with ${releases.since}, and ${next.version} ends before ${next.releases.until}`,
      'start each range where the range below ends',
    );
  return [];
}

function describe({ since, until }: Required<Releases>): string {
  return `the releases from ${since} until ${until}`;
}

/** A problem with the form of such a file. */
function shape(source: YamlSource, issue: z.core.$ZodIssue): Problem {
  const [item, key] = issue.path;
  const name = item === undefined ? 'the file' : `item ${Number(item) + 1}`;
  const unknown = issue.code === 'unrecognized_keys' ? ` with the unknown key \`${issue.keys.join('`, `')}\`` : '';
  const [what, expected] =
    key === undefined
      ? [name, item === undefined ? 'a list of packages' : `a map with ${KEYS.join(', ')}`]
      : [`\`${String(key)}\` of ${name}`, 'a release of the driver such as `7.9.0`'];
  const message = `${what} is ${source.found(issue.path)}${unknown}, expected ${expected}`;
  const fix = 'write it as `{ version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }`';
  return problem(name, message, fix, source.place(issue.path));
}

function problem(subject: string, message: string, fix: string, at: Place): Problem {
  return { rule: 'published-line', severity: 'error', subject, message, fix, at };
}
