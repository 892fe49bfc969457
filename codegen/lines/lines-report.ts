import type { LineFault, LineRow } from './line-check.js';

/**
 * A table with a row for each release and a column for each check. Below, each fault once, with the releases that have
 * it.
 */
export function linesReport(rows: readonly LineRow[]): string[] {
  const spans = spansOf(rows);
  const wrong = rows.filter((row) => countOf(row) > 0).length;
  const of = `${rows.length} ${rows.length === 1 ? 'release' : 'releases'}`;
  return [
    ...table(rows),
    ...spans.flatMap((span) => ['', ...spanLines(span, rows)]),
    '',
    wrong === 0 ? `${of}, all as the spec says` : `${of}, ${wrong} with faults`,
  ];
}

/** The number of a release's faults. */
export function countOf({ faults }: LineRow): number {
  return [...faults.values()].reduce((sum, each) => sum + each.length, 0);
}

function table(rows: readonly LineRow[]): string[] {
  const names = [...(rows[0]?.faults.keys() ?? [])];
  const lines = [
    ['release', ...names],
    ...rows.map(({ version, faults }) => [version, ...names.map((name) => cell(faults.get(name) ?? []))]),
  ];
  const widths = ['release', ...names].map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function cell(faults: readonly LineFault[]): string {
  return faults.length === 0 ? 'ok' : String(faults.length);
}

/** The same fault in consecutive releases. */
interface FaultSpan {
  readonly check: string;
  readonly fault: LineFault;
  /** The first and the last row, both included. */
  readonly first: number;
  readonly last: number;
}

/** The faults of all releases, joined for consecutive ones. */
function spansOf(rows: readonly LineRow[]): FaultSpan[] {
  const open = new Map<string, FaultSpan>();
  const spans: FaultSpan[] = [];
  for (const [index, { faults }] of rows.entries()) {
    for (const [check, each] of faults) {
      for (const fault of each) {
        const key = JSON.stringify([check, fault.subject, fault.rule]);
        const before = open.get(key);
        const goesOn = before !== undefined && before.last >= index - 1;
        const span = goesOn ? { ...before, last: index } : { check, fault, first: index, last: index };
        if (before !== undefined && !goesOn) spans.push(before);
        open.set(key, span);
      }
    }
  }
  return [...spans, ...open.values()].toSorted((a, b) => a.first - b.first || a.last - b.last);
}

function spanLines(span: FaultSpan, rows: readonly LineRow[]): string[] {
  const { check, fault, first, last } = span;
  const [from, to] = [rows[first]?.version, rows[last]?.version];
  return [
    `${from === to ? from : `${from} to ${to}`}  ${check} ${fault.rule}: ${fault.message}`,
    `  fix: ${(fault.isAbsent && rangeFix(span, rows)) || fault.fix}`,
  ];
}

/** The fix for a range, whose bounds are known if all releases were checked. */
function rangeFix({ first, last }: FaultSpan, rows: readonly LineRow[]): string | undefined {
  const [begin, next] = [rows[first]?.version, rows[last + 1]?.version];
  if (first === 0) return next === undefined ? undefined : `add \`since: ${next}\` to the line`;
  if (next === undefined) return `add \`until: ${begin}\` to the line`;
  return `add \`since: ${next}\` to the line; if releases before ${begin} have it, \`until: ${begin}\`, and add a second line with \`since: ${next}\``;
}
