import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { packageRoot } from '../../codegen/common/package-root.js';
import { formatProblems } from '../../codegen/common/problem-text.js';
import { builtInFrameworks, loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { readSpecFolder } from '../../codegen/spec/parse/spec-folder.js';

/** Path with `/` to text. */
export type Tree = ReadonlyMap<string, string>;

/** The settings of a golden case. `case.json` in its folder overrides these defaults. */
interface CaseOptions {
  /** Names, or paths relative to the folder of the case. */
  readonly frameworks: readonly string[];
  readonly docs: 'links' | 'full';
}

const DEFAULTS: CaseOptions = { frameworks: ['promise'], docs: 'links' };

/** The output of a case: the files that it is about, and those that are the same in every case. */
export interface CaseResult {
  /** Classes, types and indexes, or `problems.txt` if there are problems. */
  readonly files: Tree;
  /** `internal/` and the runtimes, which have their own tests, and are only needed to compile the others. */
  readonly verbatim: Tree;
}

export const casesFolder = join(packageRoot(), 'test', 'cases');

/** The names of the golden cases: the folders under `test/cases`. */
export function caseNames(): string[] {
  return readdirSync(casesFolder).sort(byCodeUnit);
}

/**
 * Runs the generator on a case's `driver.d.ts` and `spec/`.
 *
 * @param arrange - changes the order of files and frameworks, which must make no difference
 */
export async function generateCase(
  name: string,
  arrange: <T>(items: readonly T[]) => readonly T[] = (items) => items,
): Promise<CaseResult> {
  const folder = join(casesFolder, name);
  const { frameworks, docs } = readOptions(folder);
  const declarations = {
    text: readFileSync(join(folder, 'driver.d.ts'), 'utf8'),
    package: 'mongodb',
    version: '1.2.3',
    file: 'driver.d.ts',
  };
  // With the names that they have for a command in the folder of the case.
  const { spec, problems } = loadSpec(
    'spec',
    () => new Map(arrange([...withNames(readSpecFolder(join(folder, 'spec')), folder)])),
  );
  const [internal, templates, builtIn] = await Promise.all([readInternal(), readTemplates(), builtInFrameworks()]);
  const sources = await Promise.all(
    arrange(frameworks).map((each) => loadFramework(builtIn.includes(each) ? each : resolve(folder, each))),
  );
  const result = generate({
    declarations,
    spec,
    frameworks: sources,
    internal: new Map(arrange([...internal])),
    templates,
    docs,
  });

  const all = [...problems, ...result.problems];
  const isVerbatim = ([path]: [string, string]): boolean =>
    path.startsWith('internal/') || /^[\w-]+\/runtime[./]/.test(path);
  const files = new Map([...result.files].filter((each) => !isVerbatim(each)));
  if (all.length > 0)
    files.set('problems.txt', `${formatProblems(all, { sources: new Map(), color: false, frames: false })}\n`);
  return { files, verbatim: new Map([...result.files].filter(isVerbatim)) };
}

function readOptions(folder: string): CaseOptions {
  const file = join(folder, 'case.json');
  return existsSync(file)
    ? { ...DEFAULTS, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<CaseOptions>) }
    : DEFAULTS;
}

function withNames(files: ReadonlyMap<string, Uint8Array>, folder: string): ReadonlyMap<string, Uint8Array> {
  return new Map([...files].map(([file, bytes]) => [file.slice(folder.length + 1), bytes]));
}

/** The committed output of a case. Empty if there is none yet. */
export function readExpected(name: string): Tree {
  return readTree(join(casesFolder, name, 'expected'));
}

/** Every file under a folder. */
function readTree(folder: string): Tree {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );
  return new Map(paths.sort(byCodeUnit).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Writes these files to a folder, and deletes all others. */
export function writeFolder(folder: string, files: Tree): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Accepts the current output of the generator (`make cases-accept`). */
export function writeExpected(name: string, files: Tree): void {
  writeFolder(join(casesFolder, name, 'expected'), files);
}

/**
 * Two trees as two texts, which are equal if the trees are, and only contain the differences: a changed file is in
 * both, a missing or extra one in one of them. They are texts, so that a failure shows the lines.
 */
export function differingTexts(expected: Tree, actual: Tree): { expected: string; actual: string } {
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].sort(byCodeUnit);
  const differing = paths.filter((path) => expected.get(path) !== actual.get(path));
  const text = (tree: Tree): string =>
    differing.flatMap((path) => (tree.has(path) ? [`===== ${path}\n${tree.get(path)}`] : [])).join('\n');
  return { expected: text(expected), actual: text(actual) };
}
