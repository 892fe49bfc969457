import { byCodeUnit } from '../../common/order.js';
import { type Entry, isAbout, type Settings } from '../suite/settings.js';
import type { TestResult, TestState } from './test-results.js';

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
  /** How many of all tests ended so on the raw driver. */
  readonly raw: Readonly<Record<TestState, number>>;
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
    if (reached !== undefined) {
      for (const entry of settings.fallThrough)
        if (reached.some((each) => memberOf(each) === entry.pattern)) used.add(entry);
      return { verdict: byTools(reached) ? 'tools' : 'internals', reason: reached.join(', ') };
    }
    const needed = find(settings.internals, id);
    if (needed !== undefined) return { verdict: 'internals', reason: needed.reason };
    return { verdict: 'lost', error: errors.get(id) ?? 'it did not run' };
  };
  const tests = raw
    .filter((result) => result.state === 'passed')
    .map(({ id, file }): Compared => ({ id, file, ...judge(id) }));
  return { framework, raw: countStates(raw), tests, used };
}

function countStates(results: readonly TestResult[]): Record<TestState, number> {
  const of = (state: TestState): number => results.filter((result) => result.state === state).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** `Db.s` of `Db.s in test/tools/utils`. */
function memberOf(reached: string): string {
  return reached.split(' in ')[0] ?? reached;
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
