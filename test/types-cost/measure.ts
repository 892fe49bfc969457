import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';
import { output } from '../support/processes.js';
import { callbacks, calls, importOnly, type Program } from './programs.js';

/** A program on a module, with its name and text. */
export interface Measured {
  readonly module: string;
  readonly name: string;
  readonly program: Program;
  /** The program for the driver to compare it with. */
  readonly rival: Program;
}

/** The programs for the driver, and for each framework of the published package. */
export function measuredPrograms(): Measured[] {
  return ['mongodb', ...frameworkModules()].flatMap((module): Measured[] => [
    { module, name: 'import only', program: importOnly, rival: importOnly },
    { module, name: 'calls', program: calls, rival: calls },
    // The only program for a single framework.
    ...(module === 'motorized/callback'
      ? [{ module, name: 'calls, each with a callback', program: callbacks, rival: calls }]
      : []),
  ]);
}

/** The frameworks, without further modules such as `motorized/effect/schema`. */
function frameworkModules(): string[] {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'generated', 'package.json'), 'utf8')) as {
    exports: Readonly<Record<string, unknown>>;
  };
  const subpaths = Object.keys(manifest.exports).filter((path) => /^\.\/[^/.]+$/.test(path));
  return subpaths.map((path) => path.replace('.', 'motorized'));
}

const OPTIONS = {
  // The latest target that the oldest supported compiler knows.
  target: 'es2022',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Writes a program into a new folder.
 *
 * @param root - a folder in the project, from where the compiler finds its packages
 */
export function writeProgram(root: string, name: string, statements: readonly string[]): string {
  const folder = join(root, name.replaceAll(/[^a-z0-9]+/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'program.ts'), statements.join('\n'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: ['program.ts'] }));
  return folder;
}

/** The compiler's figures for a run, by name: `Instantiations`. */
export type Diagnostics = ReadonlyMap<string, number>;

/** The figures of `--extendedDiagnostics`. Throws if the program does not compile. */
export function diagnosticsOf(folder: string, tsc: string): Diagnostics {
  const args = [tsc, '-p', folder, '--extendedDiagnostics', '--pretty', 'false', ...oneThread(tsc)];
  const figures = output(process.execPath, args)
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = /^([A-Z][A-Za-z ]+):\s+([\d.]+)[Ks]?$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    });
  return new Map(figures);
}

/** With several threads, each would instantiate what it needs, which depends on timing. */
function oneThread(tsc: string): string[] {
  const { version } = JSON.parse(readFileSync(join(dirname(tsc), '..', 'package.json'), 'utf8')) as { version: string };
  return Number(version.split('.')[0]) >= 7 ? ['--singleThreaded'] : [];
}
