import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import Mocha from 'mocha';

/** The counts as one line: what a machine reads of a test run. */
export function closingLine(counts: { passes: number; failures: number; pending: number }): string {
  const skipped = counts.pending > 0 ? `, ${counts.pending} skipped` : '';
  return `${counts.passes} passed, ${counts.failures} failed${skipped}`;
}

/**
 * Mocha's dots and its failures in full, then the titles of what was skipped, then the closing line. With
 * `CLOSING_LINE_FILE` the line goes there, for `make test` to print after the coverage.
 */
export default class ClosingLineReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const skipped: string[] = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    runner.once('end', () => {
      for (const title of skipped) process.stdout.write(`  skipped: ${title}\n`);
      this.close(closingLine(this.stats));
    });
  }

  private close(line: string): void {
    const file = process.env['CLOSING_LINE_FILE'];
    if (!file) {
      process.stdout.write(`\n${line}\n`);
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${line}\n`);
  }
}
