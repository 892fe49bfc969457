import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, from `<out>/test/type-oracle/`. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The folder for the oracle's files. It is inside the repository, so that `mongodb` and `motorized` are found from
 * there.
 */
export const scratch = fileURLToPath(new URL('../../types/', import.meta.url));

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** The default compiler options of a consumer, which are as strict as possible. */
export const STRICT = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

/** One error of the compiler. */
export interface CompileError {
  /** As tsc prints it, relative to its working folder. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/**
 * Writes a `tsconfig.json` and files into a new folder under {@link scratch}, compiles them and returns the
 * errors.
 */
export async function compile(
  folder: string,
  files: ReadonlyMap<string, string>,
  compilerOptions: object,
  include: readonly string[] = ['**/*.ts'],
): Promise<CompileError[]> {
  const at = join(scratch, folder);
  rmSync(at, { recursive: true, force: true });
  writeFiles(at, new Map([...files, ['tsconfig.json', JSON.stringify({ compilerOptions, include })]]));
  return tsc(at);
}

/** Writes files into a folder. */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Runs tsc, which no longer has a JavaScript API, on the `tsconfig.json` of a folder. */
function tsc(folder: string): Promise<CompileError[]> {
  const options = { cwd: folder, maxBuffer: 1 << 28 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [TSC, '--pretty', 'false', '-p', '.'], options, (error, stdout, stderr) => {
      const errors = readErrors(stdout);
      if (error !== null && errors.length === 0) reject(new Error(`tsc failed: ${stdout}${stderr}`, { cause: error }));
      else resolve(errors);
    });
  });
}

const PLACE = /^(.+)\((\d+),\d+\): error (TS\d+: .*)$/;

function readErrors(output: string): CompileError[] {
  const errors: CompileError[] = [];
  for (const line of output.split('\n')) {
    const [, file, number, message] = PLACE.exec(line) ?? [];
    const last = errors.pop();
    if (last !== undefined)
      errors.push(file === undefined && line !== '' ? { ...last, message: `${last.message}\n${line}` } : last);
    if (file !== undefined) errors.push({ file, line: Number(number), message: message ?? '' });
  }
  return errors;
}
