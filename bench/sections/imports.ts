import { execFileSync } from 'node:child_process';

import { packageRoot } from '../../codegen/common/package-root.js';
import { range, table } from '../report.js';
import type { BenchContext } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { summarize } from '../stats.js';

/** The imports of each process, in order: those that users of Effect have anyway, then the framework. */
const IMPORTS: readonly (readonly string[])[] = [['mongodb', 'effect/Effect', 'effect/Stream'], ['motorized/effect']];

/**
 * How many milliseconds a process takes for the imports that users of Effect have anyway, and then for the framework.
 * Both are measured in the same process, since two processes on a busy machine differ by more than the framework takes.
 */
export function measureImports({ print }: BenchContext): void {
  const rounds = numberFromEnv('ROUNDS', 15);
  const times = Array.from({ length: rounds }, importing);
  const rows = IMPORTS.map((names, at) => {
    const { median, quartiles } = summarize(times.map((each) => each[at] ?? NaN));
    return [names.join(', '), median.toFixed(1), range(quartiles, 1)];
  });
  print(`  ${rounds} processes, which import one after the other`);
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
