import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { ownFolder } from '../common/files/own-folder.js';
import { shownPath } from '../common/files/shown-path.js';
import { installedPackage } from '../common/project/installed-package.js';
import { interruptible } from '../common/interruption.js';
import { CannotRunError } from '../common/problem.js';
import type { OpenedDriver } from '../driver/find/open-driver.js';
import { STRICT_OPTIONS } from '../frameworks/strict-options.js';
import { copyDeclarations } from './copy-declarations.js';

/** A compiler error in a module, or in the declarations of the driver. */
export interface CompilerError {
  /** `TS2339`. */
  readonly code: string;
  /** `promise/Collection.ts`, or `mongodb/mongodb.d.ts`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The declarations of the driver are checked as well. */
const OPTIONS = { ...STRICT_OPTIONS, rootDir: 'src', noEmit: true, skipLibCheck: false };

/** The folder for temporary folders. It is in the project, so that the project's packages are found. */
const CACHE = '.cache/lines';

/**
 * Type-checks modules beside a release of the driver, with the project's own compiler. All other packages are the
 * project's.
 *
 * @param files - the text of the modules, by path
 * @throws {CannotRunError} if there is no compiler, or it fails without reporting errors
 */
export async function typeCheck(
  files: ReadonlyMap<string, string>,
  release: OpenedDriver,
): Promise<readonly CompilerError[]> {
  const compiler = compilerOf(process.cwd());
  return interruptible(async (signal) => {
    const folder = await ownFolder(resolve(CACHE), 'check');
    try {
      await writeModules(files, join(folder, 'src'));
      await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }));
      await copyDeclarations(release, join(folder, 'node_modules'));
      return errorsIn(await compile(compiler, folder, signal), folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

function compilerOf(from: string): string {
  const folder = installedPackage('typescript', from, existsSync);
  if (folder !== undefined) return join(folder, 'bin', 'tsc');
  throw new CannotRunError(
    `typescript is not installed in ${shownPath(from)} or above it, so the generated code cannot be compiled`,
    'run `npm install --save-dev typescript`, or check only the spec with --only spec',
  );
}

async function writeModules(files: ReadonlyMap<string, string>, into: string): Promise<void> {
  const written = [...files].map(([path, text]) => [join(into, path), text] as const);
  for (const parent of new Set(written.map(([path]) => dirname(path)))) await mkdir(parent, { recursive: true });
  await Promise.all(written.map(async ([path, text]) => writeFile(path, text)));
}

/** Runs the compiler, and returns its output. */
async function compile(compiler: string, folder: string, signal: AbortSignal): Promise<string> {
  return new Promise((fulfil, reject) => {
    const options = { cwd: folder, signal, maxBuffer: 1 << 28 };
    execFile(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], options, (error, stdout, stderr) => {
      if (error === null || stdout !== '') return fulfil(stdout);
      return reject(
        signal.aborted ? error : new CannotRunError(`the compiler did not run: ${stderr}`, 'settle what it reports'),
      );
    });
  });
}

const ERROR = /^(?<path>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<text>.*)$/;

/** The errors in modules and in the driver's declarations, without those in declarations of other packages. */
function errorsIn(printed: string, folder: string): CompilerError[] {
  const lines = printed.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
  return lines.flatMap((line) => {
    const { path, line: at, column, code = '', text = '' } = ERROR.exec(line)?.groups ?? {};
    if (path === undefined)
      throw new CannotRunError(`the compiler says ${line}`, 'check that the packages of the project are installed');
    const below = relative(folder, join(folder, path)).split(sep).join('/');
    const own = below.replace(/^(src|node_modules)\//, '');
    const isOurs = below.startsWith('src/') || below.startsWith('node_modules/mongodb/');
    return isOurs ? [{ code, path: own, line: Number(at), column: Number(column), text }] : [];
  });
}
