import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { packageRoot } from '../../codegen/common/package-root.js';
import { type Usage, usageOf } from '../child-usage.js';
import { range, table } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { orderOf } from '../side-by-side.js';
import { summarize } from '../stats.js';

/** The cost of a cold run of the built CLI, relative to reading the same declarations with ts-morph alone. */
export const generate: Section = {
  name: 'generate',
  title: 'CPU of whole processes: the built CLI, cold, into an empty folder, relative to ts-morph alone',
  goal: 'at most 4 times the CPU of reading the declarations with ts-morph; a second run changes no file; one after a change takes under a second',
  run,
};

const CLI = fileURLToPath(new URL('../../codegen/cli.js', import.meta.url));
const READER = fileURLToPath(new URL('../children/read-with-ts-morph.js', import.meta.url));

const AGAIN = fileURLToPath(new URL('../children/generate-again.js', import.meta.url));

interface Process {
  readonly name: string;
  run(out: string): Promise<Usage>;
}

async function run({ print }: BenchContext): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 9);
  const folder = mkdtempSync(join(tmpdir(), 'motorized-bench-'));
  try {
    const usages = await inTurns(rounds, folder);
    print(`  ${rounds} rounds, interleaved`, ...usageTable(usages), await secondRun(join(folder, 'second')));
    print(...againTable(await againRuns(rounds, folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function processes(): Process[] {
  const root = packageRoot();
  const manifest = createRequire(import.meta.url).resolve('mongodb/package.json');
  const declarations = join(dirname(manifest), 'mongodb.d.ts');
  return [
    { name: 'ts-morph: import, parse, visit every declaration', run: () => usageOf(READER, [declarations], root) },
    { name: 'ts-morph: import and parse', run: () => usageOf(READER, [declarations, 'parse'], root) },
    { name: 'motorized generate', run: (out) => usageOf(CLI, ['generate', '--out', out], root) },
  ];
}

async function inTurns(rounds: number, folder: string): Promise<Map<string, Usage[]>> {
  const all = processes();
  const usages = new Map<string, Usage[]>(all.map(({ name }) => [name, []]));
  // The first round fills the file system's cache and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const each of orderOf(all, round + 1)) {
      const usage = await each.run(join(folder, `out-${round}`));
      if (round >= 0) usages.get(each.name)?.push(usage);
    }
  }
  return usages;
}

function usageTable(usages: ReadonlyMap<string, readonly Usage[]>): string[] {
  const [base = []] = usages.values();
  const rows = [...usages].map(([name, own]) => {
    const cpu = summarize(own.map((usage) => usage.cpu));
    // The turns of a round are close in time, so drift cancels out in their quotient.
    const ratio = summarize(base.map((usage, round) => (own[round]?.cpu ?? NaN) / usage.cpu));
    const wall = summarize(own.map((usage) => usage.wall));
    const memory = summarize(own.map((usage) => usage.memory));
    const shown = [ratio.median.toFixed(2), range(ratio.quartiles, 2)];
    return [
      name,
      cpu.median.toFixed(0),
      range(cpu.quartiles, 0),
      ...shown,
      wall.median.toFixed(0),
      memory.median.toFixed(0),
    ];
  });
  return table([['', 'CPU ms', 'quartiles', 'ratio', 'quartiles', 'wall ms', 'MB'], ...rows]);
}

/** Generates twice, and checks which files the second run touched. */
async function secondRun(out: string): Promise<string> {
  const root = packageRoot();
  await usageOf(CLI, ['generate', '--out', out], root);
  const before = modificationTimes(out);
  const usage = await usageOf(CLI, ['generate', '--out', out], root);
  const after = modificationTimes(out);
  const touched = [...after].filter(([path, time]) => before.get(path) !== time).length + (before.size - after.size);
  return `  second run: ${usage.cpu.toFixed(0)} ms of CPU, ${touched} of ${before.size} files touched`;
}

function modificationTimes(folder: string): Map<string, bigint> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, statSync(path, { bigint: true }).mtimeNs]));
}

/** The milliseconds of each run in processes that generate again after every change. */
async function againRuns(rounds: number, folder: string): Promise<number[][]> {
  const runs: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, [AGAIN, join(folder, `again-${round}`)]);
    runs.push(JSON.parse(stdout) as number[]);
  }
  return runs;
}

function againTable(runs: readonly (readonly number[])[]): string[] {
  const parts: Record<string, (run: readonly number[]) => readonly number[]> = {
    'the first run': (run) => run.slice(0, 1),
    'after the first change': (run) => run.slice(1, 2),
    'after further changes': (run) => run.slice(2),
  };
  const rows = Object.entries(parts).map(([name, part]) => {
    const wall = summarize(runs.flatMap(part));
    const ratio = summarize(runs.flatMap((run) => part(run).map((each) => each / (run[0] ?? NaN))));
    return [
      `  ${name}`,
      wall.median.toFixed(0),
      range(wall.quartiles, 0),
      ratio.median.toFixed(2),
      range(ratio.quartiles, 2),
    ];
  });
  const head = ['with --watch, a line in the longest file of the spec', 'wall ms', 'quartiles', 'ratio', 'quartiles'];
  return table([head, ...rows]);
}
