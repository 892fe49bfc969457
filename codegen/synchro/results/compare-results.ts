import { byCodeUnit } from '../../common/order.js';
import { type Entry, isAbout, type Settings } from '../suite/settings.js';
import type { TestResult, TestState } from './test-results.js';

/** The outcome on a framework of a test that passes on the raw driver. */
export type Verdict =
  /** It passes with public members alone. */
  | 'passed'
  /** It passes with public members alone, but the suite's own tools read internals. */
  | 'tools'
  /** It reads internals itself, or passes objects to the driver's internal classes. */
  | 'internals'
  | 'excluded'
  | 'lost';

export interface Compared {
  readonly id: string;
  readonly file: string;
  readonly verdict: Verdict;
  /** For a test that is counted separately, the reason. */
  readonly reason?: string;
  /** For a lost test, its error. */
  readonly error?: string;
}

/** The comparison for a framework. */
export interface Comparison {
  readonly framework: string;
  /** The number of tests by state on the raw driver. */
  readonly raw: Readonly<Record<TestState, number>>;
  readonly tests: readonly Compared[];
  /** The entries of the settings that this comparison has used. */
  readonly used: ReadonlySet<Entry>;
}

/**
 * Compares every test that passes on the raw driver. If a test ran several times on the framework, the best run counts.
 */
export function compare(
  framework: string,
  raw: readonly TestResult[],
  wrapped: readonly TestResult[],
  settings: Settings,
): Comparison {
  const passed = wrapped.filter((result) => result.state === 'passed');
  const strict = new Set(passed.filter((result) => result.internals.length === 0).map((result) => result.id));
  const withInternals = new Map(passed.map((result) => [result.id, result.internals]));
  // The error of the first run is the most useful, since the last one had no internals.
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

/** `Db.s` for `Db.s in test/tools/utils`. */
function memberOf(reached: string): string {
  return reached.split(' in ')[0] ?? reached;
}

/** Whether only the suite's tools read internals. */
function byTools(internals: readonly string[]): boolean {
  return internals.every((each) => / in test\/tools\//.test(each));
}

/** A line of the table. */
export interface Score {
  readonly folder: string;
  readonly raw: number;
  readonly passed: number;
  readonly tools: number;
  readonly internals: number;
  readonly excluded: number;
  readonly lost: number;
}

/** Counts by folder, sorted by code unit. The last line is the total. */
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

/** `unit/sdam`, `integration/crud`. Tests of the unified runner and of other specifications are counted separately. */
function folderOf(file: string): string {
  const [, kind = '', ...rest] = file.split('/');
  const name = rest.length > 1 ? `${kind}/${rest[0]}` : kind;
  return file.endsWith('.spec.test.js') && kind === 'integration' ? `${name} (spec)` : name;
}
