import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Outcome, run, type RunOptions } from './processes.js';
import { inProject } from './project-root.js';
import { temporaryFolder } from './temporary-folder.js';

/** A user's project in a temporary folder. */
export class UserProject {
  readonly folder: string = temporaryFolder('motorized-consumer');

  /** Writes a file, and creates its folders. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Type-checks the project with strict settings, including the declarations of packages. */
  typeCheck(files: readonly string[], options: Readonly<Record<string, unknown>> = {}): Outcome {
    const compilerOptions = { ...STRICT, ...options };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    return run(process.execPath, [inProject('node_modules', 'typescript', 'bin', 'tsc'), '-p', this.folder]);
  }

  /** Runs a file of the project with Node. */
  node(args: readonly string[], options: RunOptions = {}): Outcome {
    return run(process.execPath, args, { cwd: this.folder, ...options });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Strict settings, which also check the declarations of packages. */
export const STRICT = {
  target: 'es2022',
  module: 'nodenext',
  types: ['node'],
  outDir: 'out',
  rootDir: '.',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noImplicitOverride: true,
  skipLibCheck: false,
};
