import { z } from 'zod';

import { byCodeUnit } from '../../common/order.js';
import { compareReleases } from '../../model/releases/release.js';
import type { Topology } from '../run/suite-server.js';
import { type Comparison, type Score, scores, type Verdict } from './compare-results.js';
import type { TestState } from './test-results.js';

const COUNT = z.int().nonnegative();
const REASONS = z.record(z.string(), COUNT);
const SCORE = z.strictObject({
  folder: z.string(),
  raw: COUNT,
  passed: COUNT,
  tools: COUNT,
  internals: COUNT,
  excluded: COUNT,
  lost: COUNT,
}) satisfies z.ZodType<Score>;

/** The stored form of a comparison, as JSON. */
export const STORED = z.strictObject({
  framework: z.string(),
  topology: z.enum(['replica set', 'standalone']) satisfies z.ZodType<Topology>,
  /** The versions of the driver under test, and of the driver whose suite was run. */
  driver: z.string(),
  suite: z.string(),
  /** The number of tests by state on the raw driver. */
  raw: z.strictObject({ passed: COUNT, failed: COUNT, skipped: COUNT }) satisfies z.ZodType<Record<TestState, number>>,
  scores: z.array(SCORE).readonly(),
  lost: z.array(z.string()).readonly(),
  /** The number of tests for each reason. */
  tools: REASONS,
  internals: REASONS,
  excluded: REASONS,
});

export type StoredComparison = Readonly<z.infer<typeof STORED>>;

/** The facts about a run. */
export type RunFacts = Pick<StoredComparison, 'topology' | 'driver' | 'suite'>;

export function store({ framework, raw, tests }: Comparison, facts: RunFacts): StoredComparison {
  const reasons = (verdict: Verdict): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const test of tests)
      if (test.verdict === verdict) counts[test.reason ?? ''] = (counts[test.reason ?? ''] ?? 0) + 1;
    return counts;
  };
  return {
    framework,
    ...facts,
    raw,
    scores: scores(tests),
    lost: tests.filter((test) => test.verdict === 'lost').map((test) => test.id),
    tools: reasons('tools'),
    internals: reasons('internals'),
    excluded: reasons('excluded'),
  };
}

const COLUMNS = ['Raw driver', 'Strictly', 'Tools read internals', 'Test reads internals', 'Excluded', 'Lost'];

function columns({ raw, passed, tools, internals, excluded, lost }: Omit<Score, 'folder'>): number[] {
  return [raw, passed, tools, internals, excluded, lost];
}

/** The table of a comparison, as Markdown. */
export function scoreTable(rows: readonly Score[]): string[] {
  const cells = rows.map(({ folder, ...counts }) =>
    [folder === 'all' ? '**all**' : folder, ...columns(counts)].join(' | '),
  );
  return [
    `| Folder | ${COLUMNS.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(COLUMNS.length)}`,
    ...cells.map((line) => `| ${line} |`),
  ];
}

/** The page with the numbers of every line, framework and topology, newest line first. */
export function resultsPage(stored: readonly StoredComparison[]): string {
  const sorted = stored.toSorted((a, b) => compareReleases(b.driver, a.driver) || byCodeUnit(titleOf(a), titleOf(b)));
  const lines = [
    '# Synchro: results',
    '',
    "`motorized synchro` wrote this page; [synchro.md](synchro.md) explains what it does. It runs the driver's own tests on every framework, as far as they pass on the",
    'raw driver.',
    '',
    '- *Strictly*: the test passes, and only public members are used.',
    "- *Tools read internals*: it passes, but the suite's own tools, such as those for fail points, read internals of the driver's objects.",
    '- *Test reads internals*: it passes, but reads internals itself or is about members that are not public.',
    '- *Excluded*: it fails by design. *Lost*: it fails.',
    '',
    `| mongodb | Framework | Topology | ${COLUMNS.join(' | ')} |`,
    `| --- | --- | --- |${' ---: |'.repeat(COLUMNS.length)}`,
    ...sorted.map(({ driver, framework, topology, scores: rows }) => {
      const all = rows.at(-1);
      return `| ${[driver, framework, topology, ...(all === undefined ? [] : columns(all))].join(' | ')} |`;
    }),
  ];
  for (const each of sorted) lines.push('', `## ${titleOf(each)}`, '', aboutRun(each), '', ...section(each));
  return `${lines.join('\n')}\n`;
}

function titleOf({ framework, driver, topology }: StoredComparison): string {
  return `${framework} on mongodb ${driver}, ${topology}`;
}

/** Says what the tests ran on, and why some are not compared. */
export function aboutRun({ driver, suite, raw }: StoredComparison): string {
  const whose = suite === driver ? 'its own suite' : `a suite whose package.json says ${suite}`;
  return `mongodb ${driver}, with ${whose}: on the raw driver, ${raw.passed} tests pass, ${raw.failed} fail and ${raw.skipped} are skipped.`;
}

function section(stored: StoredComparison): string[] {
  const list = (title: string, counts: Readonly<Record<string, number>>): string[] => {
    const entries = Object.entries(counts).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return entries.length === 0
      ? []
      : ['', `${title}:`, '', ...entries.map(([reason, count]) => `- ${count}: ${reason}`)];
  };
  return [
    ...scoreTable(stored.scores),
    ...list('Read by the tools', stored.tools),
    ...list('Read by tests', stored.internals),
    ...list('Excluded', stored.excluded),
    ...(stored.lost.length === 0 ? [] : ['', 'Lost:', '', ...stored.lost.map((test) => `- \`${test}\``)]),
  ];
}
