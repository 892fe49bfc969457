import { scores, type Comparison, type Score, type Verdict } from './compare.js';

/** What is kept of a comparison, as JSON. */
export interface StoredComparison {
  readonly framework: string;
  readonly topology: 'replica set' | 'standalone';
  readonly driver: string;
  readonly scores: readonly Score[];
  readonly lost: readonly string[];
  /** How many tests of each reason. */
  readonly tools: Readonly<Record<string, number>>;
  readonly internals: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<string, number>>;
}

export function store(
  comparison: Comparison,
  topology: StoredComparison['topology'],
  driver: string,
): StoredComparison {
  const reasons = (verdict: Verdict): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const test of comparison.tests)
      if (test.verdict === verdict) counts[test.reason ?? ''] = (counts[test.reason ?? ''] ?? 0) + 1;
    return counts;
  };
  return {
    framework: comparison.framework,
    topology,
    driver,
    scores: scores(comparison.tests),
    lost: comparison.tests.filter((test) => test.verdict === 'lost').map((test) => test.id),
    tools: reasons('tools'),
    internals: reasons('internals'),
    excluded: reasons('excluded'),
  };
}

const COLUMNS = ['Raw driver', 'Strictly', 'Tools read internals', 'Test reads internals', 'Excluded', 'Lost'];

function columns({ raw, passed, tools, internals, excluded, lost }: Omit<Score, 'folder'>): number[] {
  return [raw, passed, tools, internals, excluded, lost];
}

/** The table of one comparison, as Markdown. */
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

/** The page with the numbers of every framework and topology. */
export function resultsPage(stored: readonly StoredComparison[]): string {
  const [first] = stored;
  const lines = [
    '# Synchro: results',
    '',
    "Written by `make synchro`; [synchro.md](synchro.md) tells what it does. Each test of the driver's own suite that passes on the raw driver",
    `(npm mongodb ${first?.driver ?? ''}) is run on every framework.`,
    '',
    '- *Strictly*: it passes, and nobody read anything but public members.',
    "- *Tools read internals*: it passes, while the suite's own tools, such as those for fail points, read internals of the driver's objects.",
    '- *Test reads internals*: it passes by reading internals itself, or is about members that are not public.',
    '- *Excluded*: it fails by design. *Lost*: it fails.',
    '',
    `| Framework | Topology | ${COLUMNS.join(' | ')} |`,
    `| --- | --- |${' ---: |'.repeat(COLUMNS.length)}`,
    ...stored.map(({ framework, topology, scores: rows }) => {
      const all = rows.at(-1);
      return `| ${[framework, topology, ...(all === undefined ? [] : columns(all))].join(' | ')} |`;
    }),
  ];
  for (const each of stored) lines.push('', `## ${each.framework}, ${each.topology}`, '', ...section(each));
  return `${lines.join('\n')}\n`;
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
