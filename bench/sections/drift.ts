import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { packageRoot } from '../../codegen/common/package-root.js';
import { type Usage, usageOf } from '../child-usage.js';
import { range, table } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { orderOf } from '../side-by-side.js';
import { summarize } from '../stats.js';

/** The cost of a cold comparison of two drivers, relative to parsing both files. */
export const drift: Section = {
  name: 'drift',
  title:
    'CPU of whole processes: two drivers compared by the built CLI, cold, relative to parsing both files with TypeScript',
  goal: 'at most 4 times the CPU of parsing, under 3000 ms of CPU and 300 MB',
  run,
};

const CLI = fileURLToPath(new URL('../../codegen/cli.js', import.meta.url));
const PARSER = fileURLToPath(new URL('../children/parse-pair.js', import.meta.url));

/** Installed releases, one close to the other and one far from it. */
const PAIRS = [
  ['mongodb-7.8', 'mongodb'],
  ['mongodb-5.0', 'mongodb'],
] as const;

interface Process {
  readonly name: string;
  run(): Promise<Usage>;
}

async function run({ print }: BenchContext): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 9);
  for (const [before, after] of PAIRS) {
    const usages = await inTurns(processes(before, after), rounds);
    print(`  ${before} to ${after}: ${rounds} rounds, interleaved`, ...usageTable(usages));
  }
}

function processes(before: string, after: string): Process[] {
  const root = packageRoot();
  const folder = (name: string): string => join(root, 'node_modules', name);
  const files = [before, after].map((name) => join(folder(name), 'mongodb.d.ts'));
  // A difference is expected here, and is not a failure.
  const compare = ['drift', '--driver', folder(after), '--against', folder(before), '--preset', 'claims'];
  return [
    { name: 'TypeScript: parse both', run: () => usageOf(PARSER, files, root) },
    { name: 'motorized drift', run: () => usageOf(CLI, compare, root) },
  ];
}

async function inTurns(all: readonly Process[], rounds: number): Promise<Map<string, Usage[]>> {
  const usages = new Map<string, Usage[]>(all.map(({ name }) => [name, []]));
  // The first round fills the file system's cache and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const each of orderOf(all, round + 1)) {
      const usage = await each.run();
      if (round >= 0) usages.get(each.name)?.push(usage);
    }
  }
  return usages;
}

function usageTable(usages: ReadonlyMap<string, readonly Usage[]>): string[] {
  const [base = []] = usages.values();
  const rows = [...usages].map(([name, own]) => {
    const cpu = summarize(own.map((usage) => usage.cpu));
    const ratio = summarize(base.map((usage, round) => (own[round]?.cpu ?? NaN) / usage.cpu));
    const memory = summarize(own.map((usage) => usage.memory));
    return [
      name,
      cpu.median.toFixed(0),
      range(cpu.quartiles, 0),
      ratio.median.toFixed(2),
      range(ratio.quartiles, 2),
      memory.median.toFixed(0),
    ];
  });
  return table([['', 'CPU ms', 'quartiles', 'ratio', 'quartiles', 'MB'], ...rows]);
}
