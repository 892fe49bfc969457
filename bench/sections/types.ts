import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';
import { compilerOf } from '../../test/support/compilers.js';
import { type Diagnostics, diagnosticsOf, measuredPrograms, writeProgram } from '../../test/types-cost/measure.js';
import { range, table } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { orderOf } from '../side-by-side.js';
import { summarize } from '../stats.js';
import { APPLICATION, ownApplication, peerApplication } from './types-effect.js';

/** The compiler's work for one program, on the raw driver and on each framework. */
export const types: Section = {
  name: 'types',
  title: 'what tsc does for the same program on the raw driver and on each framework',
  goal: 'the instantiations of the raw driver, where the framework adds no signatures',
  run,
};

interface Case {
  readonly module: string;
  readonly program: string;
  readonly folder: string;
}

async function run({ print }: BenchContext): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 5);
  const tsc = compilerOf('7.0');
  const root = join(packageRoot(), 'build', 'bench-types');
  const all = [
    ...measuredPrograms().map(({ module, name, program }) => caseOf(root, module, name, program(module))),
    ...applications(root),
  ];
  if (!all.some(({ module }) => module === PEER)) print(`  skipped: ${PEER}; \`npm ci --prefix bench/${PEER}\``);
  try {
    const measured = new Map<Case, Diagnostics[]>(all.map((each) => [each, []]));
    for (let round = 0; round < rounds; round++) {
      for (const each of orderOf(all, round)) measured.get(each)?.push(diagnosticsOf(each.folder, tsc));
    }
    print(`  tsc on one thread; times over ${rounds} interleaved runs, the counts are the same in all of them`);
    print(...diagnosticsTable(measured));
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(PEER_ROOT, { recursive: true, force: true });
  }
}

const PEER = 'effect-mongodb';
/** Where the compiler finds its own driver and Effect. */
const PEER_ROOT = join(packageRoot(), 'bench', PEER, 'build');

/** The one program that only compiles with Effect: on effect-mongodb, if that is installed, and on ours. */
function applications(root: string): Case[] {
  const isThere = existsSync(join(packageRoot(), 'bench', PEER, 'node_modules'));
  return [
    ...(isThere ? [caseOf(PEER_ROOT, PEER, APPLICATION, [peerApplication])] : []),
    caseOf(root, 'motorized/effect', APPLICATION, [ownApplication]),
  ];
}

function caseOf(root: string, module: string, program: string, statements: readonly string[]): Case {
  return { module, program, folder: writeProgram(root, `${module} ${program}`, statements) };
}

function diagnosticsTable(measured: ReadonlyMap<Case, readonly Diagnostics[]>): string[] {
  const base = new Map<string, number>();
  const rows = [...measured].map(([{ module, program }, runs]) => {
    const of = (name: string): number[] => runs.map((figures) => figures.get(name) ?? NaN);
    const instantiations = summarize(of('Instantiations')).median;
    // The driver and effect-mongodb come first. Calls with callbacks are compared with the driver's own calls.
    const rival = program.startsWith('calls') ? 'calls' : program;
    base.set(rival, base.get(rival) ?? instantiations);
    const check = summarize(of('Check time').map((seconds) => seconds * 1000));
    const total = summarize(of('Total time').map((seconds) => seconds * 1000));
    return [
      `${module}: ${program}`,
      String(instantiations),
      (instantiations / (base.get(rival) ?? NaN)).toFixed(3),
      String(summarize(of('Types')).median),
      check.median.toFixed(0),
      range(check.quartiles, 0),
      total.median.toFixed(0),
      (summarize(of('Memory used')).median / 1024).toFixed(0),
    ];
  });
  return table([['', 'instantiations', 'ratio', 'types', 'check ms', 'quartiles', 'total ms', 'MB'], ...rows]);
}
