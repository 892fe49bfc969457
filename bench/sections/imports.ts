import { execFileSync } from 'node:child_process';

import { packageRoot } from '../../codegen/common/package-root.js';
import { range, table } from '../report.js';
import type { BenchContext } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { orderOf } from '../side-by-side.js';
import { summarize } from '../stats.js';

/** What a process imports, and nothing else. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'mongodb, effect/Effect and effect/Stream': ['mongodb', 'effect/Effect', 'effect/Stream'],
  'the same and motorized/effect': ['mongodb', 'effect/Effect', 'effect/Stream', 'motorized/effect'],
};

/** Milliseconds that a process takes to import what users of Effect have anyway, and the framework besides. */
export async function measureImports({ print }: BenchContext): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 15);
  const times = new Map<string, number[]>(Object.keys(IMPORTS).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const [name, modules] of orderOf(Object.entries(IMPORTS), round + 1)) {
      const took = importing(modules);
      if (round >= 0) times.get(name)?.push(took);
    }
  const rows = [...times].map(([name, own]) => {
    const { median, quartiles } = summarize(own);
    return [name, median.toFixed(1), range(quartiles, 1)];
  });
  print(`  ${rounds} processes each, interleaved`);
  print(...table([['import', 'ms', 'quartiles'], ...rows]));
}

function importing(modules: readonly string[]): number {
  const program = `
    const before = performance.now();
    ${modules.map((each) => `await import('${each}');`).join('\n')}
    console.log(performance.now() - before);`;
  const options = { cwd: packageRoot(), encoding: 'utf8' } as const;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options));
}
