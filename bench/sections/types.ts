import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';
import { range, table } from '../report.js';
import type { BenchContext, Section } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { orderOf } from '../side-by-side.js';
import { summarize } from '../stats.js';
import { APPLICATION, ownApplication, peerApplication } from './types-effect.js';
import { callbacks, calls, importOnly, type Program } from './types-programs.js';

/** What the compiler does for one program, on the raw driver and on each framework. */
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

type Diagnostics = ReadonlyMap<string, number>;

async function run({ print }: BenchContext): Promise<void> {
  const rounds = numberFromEnv('ROUNDS', 5);
  const root = join(packageRoot(), 'build', 'bench-types');
  const all = [...modules().flatMap((module) => casesOf(module, root)), ...applications(root)];
  if (!all.some(({ module }) => module === PEER)) print(`  skipped: ${PEER}; \`npm ci --prefix bench/${PEER}\``);
  try {
    const measured = new Map<Case, Diagnostics[]>(all.map((each) => [each, []]));
    for (let round = 0; round < rounds; round++) {
      for (const each of orderOf(all, round)) measured.get(each)?.push(compile(each.folder));
    }
    print(`  tsc on one thread; times over ${rounds} interleaved runs, the counts are the same in all of them`);
    print(...diagnosticsTable(measured));
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(PEER_ROOT, { recursive: true, force: true });
  }
}

const PEER = 'effect-mongodb';
/** Where the compiler finds the driver and the Effect of its own. */
const PEER_ROOT = join(packageRoot(), 'bench', PEER, 'build');

/** The driver, and the frameworks that the published package has; what a framework has besides is no driver. */
function modules(): string[] {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'generated', 'package.json'), 'utf8')) as {
    exports: Readonly<Record<string, unknown>>;
  };
  const subpaths = Object.keys(manifest.exports).filter((path) => /^\.\/[^/.]+$/.test(path));
  return ['mongodb', ...subpaths.map((path) => path.replace('.', 'motorized'))];
}

function casesOf(module: string, root: string): Case[] {
  const programs: Record<string, Program> = { 'import only': importOnly, calls };
  // The one program that only one framework compiles.
  if (module === 'motorized/callback') programs['calls, each with a callback'] = callbacks;
  return Object.entries(programs).map(([program, textFor]) => caseOf(root, module, program, textFor(module)));
}

/** The one program that compiles with Effect alone: on effect-mongodb, where that is installed, and on ours. */
function applications(root: string): Case[] {
  const isThere = existsSync(join(packageRoot(), 'bench', PEER, 'node_modules'));
  return [
    ...(isThere ? [caseOf(PEER_ROOT, PEER, APPLICATION, peerApplication)] : []),
    caseOf(root, 'motorized/effect', APPLICATION, ownApplication),
  ];
}

function caseOf(root: string, module: string, program: string, text: string): Case {
  const folder = join(root, `${module} ${program}`.replaceAll(/[^a-z]+/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'program.ts'), text);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: ['program.ts'] }));
  return { module, program, folder };
}

const OPTIONS = {
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The figures of `--extendedDiagnostics` by name; throws when the program does not compile. */
function compile(folder: string): Diagnostics {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(typescript), 'bin', 'tsc');
  const args = [tsc, '-p', folder, '--singleThreaded', '--extendedDiagnostics', '--pretty', 'false'];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const figures = output.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Z][A-Za-z ]+):\s+([\d.]+)[Ks]?$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, Number(value)] as const];
  });
  return new Map(figures);
}

function diagnosticsTable(measured: ReadonlyMap<Case, readonly Diagnostics[]>): string[] {
  const base = new Map<string, number>();
  const rows = [...measured].map(([{ module, program }, runs]) => {
    const of = (name: string): number[] => runs.map((figures) => figures.get(name) ?? NaN);
    const instantiations = summarize(of('Instantiations')).median;
    // The driver comes first, and effect-mongodb; the driver's own calls are what the calls with callbacks are beside.
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
