import { execFileSync } from 'node:child_process';

import { packageRoot } from '../../codegen/common/package-root.js';
import { range, table } from '../report.js';
import type { BenchContext } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { summarize } from '../stats.js';

/** What each process imports, one after the other: what users of Effect have anyway, and the framework. */
const IMPORTS: readonly (readonly string[])[] = [['mongodb', 'effect/Effect', 'effect/Stream'], ['motorized/effect']];

/**
 * Milliseconds that a process takes to import what users of Effect have anyway, and the framework behind it. Both are
 * measured in the same process: between two of them a busy machine differs by more than the framework takes.
 */
export function measureImports({ print }: BenchContext): void {
  const rounds = numberFromEnv('ROUNDS', 15);
  const times = Array.from({ length: rounds }, importing);
  const rows = IMPORTS.map((names, at) => {
    const { median, quartiles } = summarize(times.map((each) => each[at] ?? NaN));
    return [names.join(', '), median.toFixed(1), range(quartiles, 1)];
  });
  print(`  ${rounds} processes, which import the one behind the other`);
  print(...table([['import', 'ms', 'quartiles'], ...rows]));
}

function importing(): number[] {
  const program = `
    for (const names of ${JSON.stringify(IMPORTS)}) {
      const before = performance.now();
      for (const name of names) await import(name);
      console.log(performance.now() - before);
    }`;
  const options = { cwd: packageRoot(), encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], options)
    .trim()
    .split('\n')
    .map(Number);
}
