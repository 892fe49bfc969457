import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { CompileFolder } from '../support/compile.js';
import type { Tools, Wrapped } from './wrap-driver.js';

/** The compiler errors for one sample. */
export interface Verdict {
  /** Errors in the generated declarations themselves. Such a sample says nothing about the generator. */
  readonly declarations: readonly string[];
  /** Errors in the emitted code. */
  readonly emitted: readonly string[];
}

export interface Sample {
  readonly text: string;
  readonly wrapped: Wrapped;
}

/**
 * Compiles samples at once, each with its generated declarations in place of the driver's. Shared modules and runtimes,
 * which are the same for all, are compiled once, with the installed driver.
 */
export async function compileBatch(samples: readonly Sample[], tools: Tools): Promise<Verdict[]> {
  const folder = new CompileFolder();
  try {
    for (const [name, text] of await readInternal()) write(folder, `internal/${name}`, text);
    for (const { framework, runtime } of tools.frameworks) {
      for (const { path, text } of runtime) write(folder, `${framework.name}/${path}`, text);
    }
    samples.forEach((sample, at) => writeSample(folder, sample, at, tools));
    const errors = await folder.check();
    return samples.map((_, at) => verdictOf(errors, `s${at}-`));
  } finally {
    folder.remove();
  }
}

function writeSample(folder: CompileFolder, { text, wrapped }: Sample, at: number, { frameworks }: Tools): void {
  for (const { framework } of frameworks) {
    const home = `s${at}-${framework.name}`;
    folder.addDriver(home, text);
    // Checked even if nothing is emitted.
    write(folder, `${home}/uses.ts`, "import type * as driver from 'mongodb';\nexport type Uses = driver.Options;\n");
    for (const [path, code] of wrapped.files) {
      const isRuntime = path.startsWith(`${framework.name}/runtime/`);
      const up = '../'.repeat(path.split('/').length - 1);
      const shared = `export * from '${up}${path.replace(/\.ts$/, '.js')}';\n`;
      if (path.startsWith(`${framework.name}/`))
        write(folder, path.replace(framework.name, home), isRuntime ? shared : code);
    }
    write(folder, `${home}/runtime.ts`, `export * from '../${framework.name}/runtime.js';\n`);
  }
}

function write(folder: CompileFolder, path: string, text: string): void {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true });
  writeFileSync(join(folder.path, path), text);
}

function verdictOf(errors: readonly string[], prefix: string): Verdict {
  const own = errors.filter((error) => error.startsWith(prefix) && !isTolerated(error));
  const isDeclared = (error: string): boolean => /^[^(:]*\/node_modules\/mongodb\//.test(error);
  return { declarations: own.filter(isDeclared), emitted: own.filter((error) => !isDeclared(error)) };
}

/** A member named by a symbol of the driver cannot be emitted for isolatedDeclarations, which few projects use. */
function isTolerated(error: string): boolean {
  return error.includes('error TS9038');
}
