import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import Mocha from 'mocha';

import { closingLine } from './closing-line.js';

/**
 * Mocha's dots and its failures in full, then the titles of skipped tests, the slowest suites, and the closing line. If
 * `CLOSING_LINE_FILE` is set, the line goes there, and `make test` prints it after the coverage.
 */
export default class ClosingLineReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const skipped: string[] = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    const slow = slowSuites(runner);
    runner.once('end', () => {
      for (const title of skipped) process.stdout.write(`  skipped: ${title}\n`);
      for (const { title, seconds } of slow()) process.stdout.write(`  ${seconds.toFixed(0)} s: ${title}\n`);
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

/** The outermost suites that took over a second, including their hooks, the slowest first. */
function slowSuites(runner: Mocha.Runner): () => { readonly title: string; readonly seconds: number }[] {
  const began = new Map<Mocha.Suite, number>();
  const ended: { title: string; seconds: number }[] = [];
  runner.on('suite', (suite) => began.set(suite, performance.now()));
  runner.on('suite end', (suite) => {
    const seconds = (performance.now() - (began.get(suite) ?? Infinity)) / 1000;
    if (suite.parent?.root && seconds > 1) ended.push({ title: suite.title, seconds });
  });
  return () => ended.sort((a, b) => b.seconds - a.seconds).slice(0, 15);
}
