import { byCodeUnit } from '../order.js';
import type { Problem } from '../problem.js';
import type { TestResult } from './results.js';
import { type Entry, isAbout, matches, type Settings } from './settings.js';

/** How a test that the raw driver passes does on a framework. */
export type Verdict =
  /** Through public members alone. */
  | 'passed'
  /** So does the test, while the suite's own tools read internals. */
  | 'tools'
  /** It reads internals itself, or hands objects to the driver's internal classes. */
  | 'internals'
  | 'excluded'
  | 'lost';

export interface Compared {
  readonly id: string;
  readonly file: string;
  readonly verdict: Verdict;
  /** Of one that is counted apart: why. */
  readonly reason?: string;
  /** Of a lost one: what it said. */
  readonly error?: string;
}

/** What became of one framework. */
export interface Comparison {
  readonly framework: string;
  readonly tests: readonly Compared[];
  /** Entries of the settings that this comparison needed. */
  readonly used: ReadonlySet<Entry>;
}

/** Looks at every test that the raw driver passes; of one that was run more than once on the framework the best run counts. */
export function compare(
  framework: string,
  raw: readonly TestResult[],
  wrapped: readonly TestResult[],
  settings: Settings,
): Comparison {
  const passed = wrapped.filter((result) => result.state === 'passed');
  const strict = new Set(passed.filter((result) => result.internals.length === 0).map((result) => result.id));
  const withInternals = new Map(passed.map((result) => [result.id, result.internals]));
  // Of several runs the first one tells most: the last one had no internals.
  const errors = new Map(wrapped.toReversed().map((result) => [result.id, result.error]));
  const used = new Set<Entry>();
  const find = (entries: readonly Entry[], id: string): Entry | undefined => {
    const entry = entries.find((each) => isAbout(each, id, framework));
    if (entry !== undefined) used.add(entry);
    return entry;
  };
  const judge = (id: string): Pick<Compared, 'verdict' | 'reason' | 'error'> => {
    if (strict.has(id)) return { verdict: 'passed' };
    const exclusion = find(settings.exclusions, id);
    if (exclusion !== undefined) return { verdict: 'excluded', reason: exclusion.reason };
    const reached = withInternals.get(id);
    if (reached !== undefined) return { verdict: byTools(reached) ? 'tools' : 'internals', reason: reached.join(', ') };
    const needed = find(settings.internals, id);
    if (needed !== undefined) return { verdict: 'internals', reason: needed.reason };
    return { verdict: 'lost', error: errors.get(id) ?? 'it did not run' };
  };
  const tests = raw
    .filter((result) => result.state === 'passed')
    .map(({ id, file }): Compared => ({ id, file, ...judge(id) }));
  return { framework, tests, used };
}

/** Whether nobody but the suite's tools read internals. */
function byTools(internals: readonly string[]): boolean {
  return internals.every((each) => / in test\/tools\//.test(each));
}

/** One line of the table. */
export interface Score {
  readonly folder: string;
  readonly raw: number;
  readonly passed: number;
  readonly tools: number;
  readonly internals: number;
  readonly excluded: number;
  readonly lost: number;
}

/** Counts by folder, by code unit; the last line is the sum. */
export function scores(tests: readonly Compared[]): Score[] {
  const folders = [...new Set(tests.map((test) => folderOf(test.file)))].toSorted(byCodeUnit);
  const lines = folders.map((folder) =>
    count(
      folder,
      tests.filter((test) => folderOf(test.file) === folder),
    ),
  );
  return [...lines, count('all', tests)];
}

function count(folder: string, tests: readonly Compared[]): Score {
  const of = (verdict: Verdict): number => tests.filter((test) => test.verdict === verdict).length;
  return {
    folder,
    raw: tests.length,
    passed: of('passed'),
    tools: of('tools'),
    internals: of('internals'),
    excluded: of('excluded'),
    lost: of('lost'),
  };
}

/** `unit/sdam`, `integration/crud`; what the unified runner runs, and other specifications, by their own. */
function folderOf(file: string): string {
  const [, kind = '', ...rest] = file.split('/');
  const name = rest.length > 1 ? `${kind}/${rest[0]}` : kind;
  return file.endsWith('.spec.test.js') && kind === 'integration' ? `${name} (spec)` : name;
}

/**
 * Entries that nothing needed, of those that could have been: a stale reason hides the next fault.
 *
 * @param listed - every test that the raw driver's runs named, whatever became of it
 */
export function unusedEntries(
  settings: Pick<Settings, 'exclusions' | 'internals' | 'unreliable'>,
  comparisons: readonly Comparison[],
  listed: readonly string[],
): Problem[] {
  const used = new Set(comparisons.flatMap((each) => [...each.used]));
  const ran = comparisons.flatMap(({ framework, tests }) => tests.map(({ id }) => ({ id, framework })));
  const couldBe = (entry: Entry): boolean => ran.some(({ id, framework }) => isAbout(entry, id, framework));
  const expected = [...settings.exclusions, ...settings.internals];
  // The tests of a framework that does not take part need not be there.
  const relevant = [...expected, ...settings.unreliable].filter(
    (entry) => entry.framework === undefined || comparisons.some((each) => each.framework === entry.framework),
  );
  const [named, unnamed] = partition(relevant, ({ pattern }) => listed.some((id) => matches(pattern, id)));
  const unused = named.filter((entry) => expected.includes(entry) && !used.has(entry) && couldBe(entry));
  return [
    ...unnamed.map((entry) =>
      unusedEntry(entry, 'is the name of no test', 'correct or delete the entry; ` #` in a name has to be in quotes'),
    ),
    ...unused.map((entry) => {
      const on = entry.framework === undefined ? '' : ` on ${entry.framework}`;
      return unusedEntry(entry, `is expected to fail${on}, and every test of it passes`, 'delete the entry');
    }),
  ];
}

function unusedEntry({ pattern, place }: Entry, says: string, fix: string): Problem {
  return {
    rule: 'synchro-unused',
    severity: 'error',
    subject: pattern,
    message: `'${pattern}' ${says}`,
    fix,
    at: place,
  };
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter(holds), items.filter((each) => !holds(each))];
}
