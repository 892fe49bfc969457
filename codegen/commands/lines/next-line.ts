import { dirname, join, relative, sep } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { writeWhole } from '../../common/files/write-file.js';
import { InternalError, type Problem } from '../../common/problem.js';
import { type OpenedDriver, openDriver } from '../../driver/find/open-driver.js';
import { registryReleases } from '../../driver/find/registry-releases.js';
import { internalFolder, readInternal } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import { LineCompiler } from '../../lines/line-compiler.js';
import { type Moved, movedLock, movedPackage, movedVersion, openedPackage } from '../../lines/package/moved-package.js';
import { nextLine } from '../../lines/package/next-line.js';
import { readTemplates } from '../../render/read-templates.js';
import { isRelease } from '../../model/releases/release.js';
import { loadSpec } from '../../spec/load-spec.js';
import {
  LINES_FILE,
  loadPublishedLines,
  parsePublishedLines,
  peerRange,
  type PublishedLine,
} from '../../spec/published-lines.js';
import type { RangedSpec } from '../../spec/ranged-spec.js';
import { applyLine } from '../../spec/write/apply-line.js';
import { exitCode } from '../report.js';
import { type PagesOptions, pagesOf } from './packages.js';

export interface NextLineOptions extends PagesOptions {
  readonly spec: string;
  /** Names and paths. If empty, all built-in frameworks. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The folder of the emitted classes. If it has a `package.json`, it is the package of the newest line. */
  readonly out: string;
}

/** The written files, or the problems that need a person. Then nothing is written. */
export interface NextLineReport {
  /** The package of the newest line: `motorized 7.9.0, generated from mongodb 7.9.0, for >=7.8.0 <8`. */
  readonly newest: string | undefined;
  /** The reason, if there is nothing to do. */
  readonly idle: string | undefined;
  readonly written: readonly string[];
  readonly problems: readonly Problem[];
}

const IDLE: NextLineReport = { newest: undefined, idle: undefined, written: [], problems: [] };
const FIX = 'make it a file that this user can read';

/** Updates the newest published package to the installed driver, and the documents that list it. */
export async function runNextLine(options: NextLineOptions): Promise<NextLineReport> {
  const loaded = loadSpec(options.spec);
  const published = loadPublishedLines(options.spec);
  const [newest] = published.lines;
  const problems = [...loaded.problems, ...published.problems];
  if (exitCode(problems) === 1) return { ...IDLE, problems };
  if (newest === undefined) return { ...IDLE, idle: `there is no ${LINES_FILE} in ${options.spec}` };
  const release = await openDriver({ from: process.cwd() });
  if (!isRelease(release.version))
    return { ...IDLE, idle: `no package is generated from ${release.version}, which is a prerelease` };
  const next = await linesText(options, { spec: loaded.spec, lines: published.lines, newest, release });
  if (typeof next !== 'string') return next;
  const file = linesFile(options.spec);
  const { lines } = parsePublishedLines(file, next);
  const texts = await textsOf(options, { spec: loaded.spec, lines, newest });
  if (exitCode(texts.problems) === 1) return { ...IDLE, problems: texts.problems };
  const line = lines[0] ?? newest;
  return {
    ...IDLE,
    newest: `motorized ${line.version}, generated from mongodb ${line.from}, for ${peerRange(line.releases)}`,
    // `lines.yaml` comes last: if this is interrupted, the next run finds the old line there, which the other files
    // belonged to.
    written: await writeAll(new Map([...texts.files, [file, next]])),
  };
}

/** Adds a new major to the range of the newest package, so that npm can install it. */
export async function runOpenLine(
  { spec, out }: Pick<NextLineOptions, 'spec' | 'out'>,
  version: string,
): Promise<void> {
  const [newest] = loadPublishedLines(spec).lines;
  const file = join(out, 'package.json');
  if (newest === undefined || !isRelease(version) || kindOf(file) !== 'file') return;
  const text = openedPackage(textIn(file), newest, version);
  if (text !== undefined) await writeWhole(file, text);
}

interface Known {
  readonly spec: RangedSpec;
  readonly lines: readonly PublishedLine[];
  /** The newest line before the change. */
  readonly newest: PublishedLine;
}

/** The new text of `lines.yaml`. The same if the newest line is already generated from the release. */
async function linesText(
  { spec: folder, frameworks, options }: NextLineOptions,
  { spec, newest, release }: Known & { readonly release: OpenedDriver },
): Promise<string | NextLineReport> {
  const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
  const ground = { spec, frameworks: await loadFrameworks(frameworks, options), internal, templates };
  const compiler = new LineCompiler(ground);
  if (compiler.emitted(release).refused.size > 0)
    return {
      ...IDLE,
      idle: `no package can be generated from ${release.version} yet: \`motorized generate\` says why`,
    };
  const open = async (driver: string) => openDriver({ driver, from: process.cwd(), installed: true });
  const releases = async (from: string, to: string) => registryReleases('mongodb', { from, to });
  const errors = async (from: OpenedDriver, beside: OpenedDriver) => compiler.errors(from, beside);
  const { change, problem } = await nextLine({ spec, open, errors, releases }, newest, release);
  if (problem !== undefined) return { ...IDLE, problems: [problem] };
  const file = linesFile(folder);
  const text = textIn(file);
  if (change === undefined) return text;
  const edited = applyLine(text, change);
  if (edited === undefined) return { ...IDLE, problems: [notEdited(newest, change.newest)] };
  const read = parsePublishedLines(file, edited);
  const [first] = read.lines;
  if (read.problems.length > 0 || first?.from !== change.newest.from)
    throw new InternalError('the edited lines.yaml does not read back as what was to be written');
  return edited;
}

function notEdited({ version, place }: PublishedLine, newest: object): Problem {
  return {
    rule: 'line-unedited',
    severity: 'error',
    subject: version,
    message:
      'the first line is written in a way that cannot be edited automatically, expected a list with a map in each item',
    fix: `write the first line as ${JSON.stringify(newest)
      .replaceAll('"', '')
      .replaceAll(/([:,])/g, '$1 ')}, and give the line below it the releases before`,
    at: place,
  };
}

/** The new texts of the files that contain the newest line. */
async function textsOf({ out, page, within }: NextLineOptions, { spec, lines, newest }: Known): Promise<Moved> {
  const line = lines[0] ?? newest;
  const isPackage = kindOf(join(out, 'package.json')) === 'file';
  const isLocked = isPackage && kindOf(LOCK) === 'file';
  const moves: Moved[] = [
    isPackage ? movedPackage(out, line, newest) : NONE,
    isLocked ? movedLock(LOCK, textIn(LOCK), out, line) : NONE,
    ownVersion(line, newest),
    pagesOf({ page, within }, spec, lines),
  ];
  return {
    files: new Map(moves.flatMap(({ files }) => [...files])),
    problems: moves.flatMap(({ problems }) => problems),
  };
}

const LOCK = 'package-lock.json';
const NONE: Moved = { files: new Map(), problems: [] };

/** In the generator's own project, the shared modules contain the version as well. */
function ownVersion(line: PublishedLine, newest: PublishedLine): Moved {
  const path = relative(process.cwd(), join(internalFolder(), 'version.ts'));
  const above = dirname(path).split(sep);
  if (above.includes('..') || above.includes('node_modules') || path.startsWith(sep)) return NONE;
  return movedVersion(shownPath(path), textIn(path), { line, newest });
}

function linesFile(folder: string): string {
  return shownPath(join(folder, LINES_FILE));
}

function textIn(file: string): string {
  return orCannotRun(() => readRegularFile(file), FIX).toString('utf8');
}

async function writeAll(files: ReadonlyMap<string, string>): Promise<string[]> {
  const written: string[] = [];
  for (const [file, text] of files) if ((await writeWhole(file, text)) !== 'unchanged') written.push(file);
  return written;
}
