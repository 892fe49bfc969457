import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { ownFolder } from '../../common/files/own-folder.js';
import { shownPath } from '../../common/files/shown-path.js';
import { interruptible } from '../../common/interruption.js';
import { CannotRunError } from '../../common/problem.js';
import { type OpenedDriver, openDriver } from '../../driver/find/open-driver.js';
import { readInternal } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import { generate } from '../../generate.js';
import { copyDeclarations } from '../../lines/copy-declarations.js';
import { lineTexts, withVersion } from '../../lines/package/line-texts.js';
import { readTemplate } from '../../lines/package/read-template.js';
import { readTemplates } from '../../render/read-templates.js';
import { loadSpec } from '../../spec/load-spec.js';
import { loadPublishedLines, namedLine, type PublishedLine } from '../../spec/published-lines.js';
import { exitCode, type Report } from '../report.js';

export interface PackageOptions {
  /** The name of a line: `7`, `6.13`. */
  readonly line: string;
  readonly spec: string;
  /** Names and paths. If empty, all built-in frameworks. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The folder of the newest line's package, which is the template for the files other than modules. */
  readonly template: string;
  /** The folder to write. */
  readonly out: string;
}

/**
 * `motorized package`: writes the package of a published line, ready to be compiled. It has `src/`, generated from the
 * release of the line, the files beside it, and the declarations of that release in `node_modules`.
 */
export async function runPackage(options: PackageOptions): Promise<Report> {
  const { spec, ...loaded } = loadSpec(options.spec);
  const published = loadPublishedLines(options.spec);
  const read = [loaded, published];
  const known = read.flatMap((each) => each.problems);
  const sources = new Map(read.flatMap((each) => [...each.sources]));
  if (exitCode(known) === 1) return { code: 1, lines: [], problems: known, sources, json: {} };
  const line = namedLine(published.lines, options.line);
  const texts = lineTexts(readTemplate(options.template), line, published.lines);
  checkReplaceable(options.out, texts);
  const driver = await openDriver({ driver: line.from, from: process.cwd(), installed: true });
  const { files, problems } = generate({
    declarations: driver,
    spec,
    frameworks: await loadFrameworks(options.frameworks, options.options),
    internal: withVersion(await readInternal(), line.version),
    templates: await readTemplates(),
    docs: 'full',
  });
  const all = [...known, ...problems];
  const report = { problems: all, sources: new Map([...sources, [driver.file, driver.text]]) };
  if (exitCode(all) === 1) return { ...report, code: 1, lines: [], json: {} };
  const modules = new Map([...files].map(([path, text]) => [`src/${path}`, text]));
  await writePackage(options, new Map([...texts, ...modules]), driver);
  return { ...report, code: 0, lines: [summary(options.out, line)], json: { version: line.version, from: line.from } };
}

function summary(out: string, { version, from }: PublishedLine): string {
  return `${out}: motorized ${version}, generated from mongodb ${from}`;
}

/** Replaces the folder as a whole, unless it belongs to somebody else. */
async function writePackage(
  { out }: PackageOptions,
  files: ReadonlyMap<string, string>,
  driver: OpenedDriver,
): Promise<void> {
  await interruptible(async (signal) => {
    const staging = await ownFolder(dirname(resolve(out)), '.staging');
    try {
      for (const [path, text] of files) {
        await mkdir(dirname(join(staging, path)), { recursive: true });
        await writeFile(join(staging, path), text);
      }
      await copyDeclarations(driver, join(staging, 'node_modules'));
      signal.throwIfAborted();
      await rm(out, { recursive: true, force: true });
      await rename(staging, out);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
}

/** Checks before generating that the folder can be replaced, since it may be somebody else's. */
function checkReplaceable(out: string, files: ReadonlyMap<string, string>): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  if (nameIn(join(out, 'package.json')) === nameOf(files.get('package.json') ?? '{}')) return;
  const message = `${shownPath(out)} holds something other than the package of a line`;
  throw new CannotRunError(message, 'name another folder with --out, or empty this one');
}

function nameIn(file: string): unknown {
  return existsSync(file) ? nameOf(readFileSync(file, 'utf8')) : undefined;
}

function nameOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly name?: unknown } | null)?.name;
  } catch {
    return undefined;
  }
}
