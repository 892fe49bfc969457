import type { Comparison } from './side-by-side.js';
import type { Summary } from './stats.js';

/** Rows as aligned columns, the first one left-aligned. The widest cell of a column decides its width. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const pad = (cell: string, at: number): string =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd());
}

/** `low..high` of a pair. */
export function range([low, high]: readonly [number, number], digits: number): string {
  return `${low.toFixed(digits)}..${high.toFixed(digits)}`;
}

/** Side-by-side measurements as a table: each variant compared with the first one. */
export function comparisonTable(title: string, unit: string, comparisons: readonly Comparison[]): string[] {
  const head = [title, unit, 'quartiles', 'ratio', 'quartiles', '95 % of median', 'client CPU', 'ratio', 'quartiles'];
  const rows = comparisons.map(({ name, wall, cpu, wallRatio, cpuRatio }, at) => [
    `  ${name}`,
    wall.median.toFixed(digitsFor(wall)),
    range(wall.quartiles, digitsFor(wall)),
    ...(at === 0 ? ['1', '', ''] : [...ratio(wallRatio), range(wallRatio.interval, 3)]),
    cpu.median.toFixed(digitsFor(cpu)),
    ...(at === 0 ? ['1', ''] : ratio(cpuRatio)),
  ]);
  return table([head, ...rows]);
}

function ratio(summary: Summary): [median: string, quartiles: string] {
  return [summary.median.toFixed(3), range(summary.quartiles, 3)];
}

function digitsFor({ median }: Summary): number {
  return median < 10 ? 3 : median < 1000 ? 1 : 0;
}
