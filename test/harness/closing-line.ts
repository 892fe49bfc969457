export interface Counts {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
}

/** The counts as one line, for machines that read the output of a test run. */
export function closingLine({ passes, failures, pending }: Counts): string {
  const skipped = pending > 0 ? `, ${pending} skipped` : '';
  return `${passes} passed, ${failures} failed${skipped}`;
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

/** The line for several runs. Undefined if one of them has none, since its counts are unknown. */
export function addedUp(lines: readonly (string | undefined)[]): string | undefined {
  const counts = { passes: 0, failures: 0, pending: 0 };
  for (const line of lines) {
    const match = LINE.exec(line ?? '');
    if (match === null) return undefined;
    counts.passes += Number(match[1]);
    counts.failures += Number(match[2]);
    counts.pending += Number(match[3] ?? 0);
  }
  return closingLine(counts);
}
