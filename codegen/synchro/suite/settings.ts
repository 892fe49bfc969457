import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { isBefore, releaseOf } from '../../model/releases/release.js';
import { ALL_RELEASES, holdsIn, type Ranged, type Releases } from '../../spec/releases.js';
import { readYaml, type YamlSource } from '../../spec/yaml/yaml-source.js';
import { matches } from './pattern.js';

/**
 * The settings in `synchro.yaml` for a release of the driver: which tests are not run, and which ones are expected to
 * be lost, each with a reason.
 */
export interface Settings {
  /** Files that are not run at all. */
  readonly unselected: readonly Entry[];
  /** Tests that only pass by chance on the raw driver, so that they cannot be compared. */
  readonly unreliable: readonly Entry[];
  /** Internals of the driver's objects that tests may read through a wrapper. Such tests are counted separately. */
  readonly fallThrough: readonly Entry[];
  /** Tests that need internals which are not readable. They are counted separately. */
  readonly internals: readonly Entry[];
  /** Tests that a framework loses by design. */
  readonly exclusions: readonly Entry[];
  /** The files of the fast selection. */
  readonly fast: readonly Entry[];
}

export interface Entry {
  /** A test, a file or a member. `*` at the end matches anything. */
  readonly pattern: string;
  readonly reason: string;
  /** The frameworks that it applies to. Undefined for all. */
  readonly frameworks: readonly string[] | undefined;
  readonly place: Place;
}

/** The key of the pattern in each section, and whether its entries may name frameworks. */
const SECTIONS = {
  unselected: { key: 'files', hasReason: true, hasFramework: false },
  unreliable: { key: 'tests', hasReason: true, hasFramework: false },
  fallThrough: { key: 'member', hasReason: true, hasFramework: false },
  internals: { key: 'tests', hasReason: true, hasFramework: true },
  exclusions: { key: 'tests', hasReason: true, hasFramework: true },
  fast: { key: 'files', hasReason: false, hasFramework: false },
} as const satisfies Record<keyof Settings, { key: string; hasReason: boolean; hasFramework: boolean }>;

type Section = keyof typeof SECTIONS;

/**
 * Reads the settings for a version of the driver. Reports all problems with their places, including those in entries
 * for other versions.
 */
export function parseSettings(
  file: string,
  text: string,
  version: string,
): { settings: Settings; problems: readonly Problem[] } {
  const source = readYaml(file, text);
  const problems: Problem[] = [...source.problems];
  const settings: Record<Section, Entry[]> = {
    unselected: [],
    unreliable: [],
    fallThrough: [],
    internals: [],
    exclusions: [],
    fast: [],
  };
  if (!source.readable) return { settings, problems };
  const data = source.data;
  if (!isMap(data)) problems.push(malformed(source, [], `${file} is ${source.found([])}, expected a map of sections`));
  else
    for (const [name, entries] of Object.entries(data)) {
      if (!(name in SECTIONS)) {
        problems.push(
          malformed(source, [name], `'${name}' is not a section; the sections are ${Object.keys(SECTIONS).join(', ')}`),
        );
      } else if (!Array.isArray(entries)) {
        problems.push(malformed(source, [name], `'${name}' is ${source.found([name])}, expected a list`));
      } else {
        const read = entries.map((entry, at) => readEntry(source, name as Section, [name, at], entry));
        const whole = read.filter((each): each is Ranged<Entry> => 'pattern' in each);
        settings[name as Section].push(...ofVersion(whole, version));
        problems.push(...read.filter((each): each is Problem => 'rule' in each));
      }
    }
  return { settings, problems };
}

function ofVersion(entries: readonly Ranged<Entry>[], version: string): Entry[] {
  return entries.filter(({ releases }) => holdsIn(releases, version)).map(({ releases: _, ...entry }) => entry);
}

function readEntry(
  source: YamlSource,
  section: Section,
  path: (string | number)[],
  entry: unknown,
): Ranged<Entry> | Problem {
  const { key, hasReason, hasFramework } = SECTIONS[section];
  const place = source.place(path);
  if (!hasReason && typeof entry === 'string')
    return { pattern: entry, reason: '', frameworks: undefined, releases: ALL_RELEASES, place };
  const keys = [key, ...(hasReason ? ['reason'] : []), ...(hasFramework ? ['framework'] : []), ...BOUNDS];
  const expected = `an entry of '${section}' has ${keys.map((each) => `'${each}'`).join(', ')}`;
  const wrong = (at: (string | number)[], found: string): Problem => malformed(source, at, `${expected}; ${found}`);
  if (!isMap(entry)) return wrong(path, `found ${source.found(path)}`);
  const unknown = Object.keys(entry).find((each) => !keys.includes(each));
  if (unknown !== undefined) return wrong([...path, unknown], `found '${unknown}'`);
  const missing = keys.find((each) => !isFilled(entry[each]) && !OPTIONAL.has(each));
  if (missing !== undefined) return wrong(path, `'${missing}' is missing`);
  const unfit = BOUNDS.find((each) => entry[each] !== undefined && !isRelease(entry[each]));
  if (unfit !== undefined) {
    const at = [...path, unfit];
    return wrong(at, `'${unfit}' is ${source.found(at)}, which is not a release of the driver`);
  }
  const { framework, since, until } = entry as Partial<Record<string, string>>;
  if (since !== undefined && until !== undefined && !isBefore(since, until))
    return wrong([...path, 'until'], `'until' is ${until}, which does not come after ${since}`);
  const frameworks: readonly unknown[] | undefined =
    framework === undefined || Array.isArray(framework) ? framework : [framework];
  if (frameworks?.length === 0 || frameworks?.every(isFilled) === false) {
    const at = [...path, 'framework'];
    return wrong(at, `'framework' is ${source.found(at)}, which is neither a name nor a list of names`);
  }
  return {
    pattern: String(entry[key]),
    reason: String(entry['reason']),
    frameworks: frameworks as readonly string[] | undefined,
    releases: { since, until },
    place,
  };
}

const BOUNDS = ['since', 'until'] as const satisfies readonly (keyof Releases)[];
const OPTIONAL: ReadonlySet<string> = new Set(['framework', ...BOUNDS]);

function isRelease(value: unknown): boolean {
  return typeof value === 'string' && releaseOf(value) === value;
}

function malformed(source: YamlSource, path: (string | number)[], message: string): Problem {
  const at = source.place(path);
  return { rule: 'synchro-settings', severity: 'error', subject: at.file, message, fix: 'correct the entry', at };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Whether an entry applies to a test on a framework. */
export function isAbout(entry: Entry, test: string, framework: string): boolean {
  return matches(entry.pattern, test) && (entry.frameworks?.includes(framework) ?? true);
}
