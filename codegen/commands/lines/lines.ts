import { CannotRunError } from '../../common/problem.js';
import type { Tell } from '../../common/interruption.js';
import { openDriver } from '../../driver/find/open-driver.js';
import { registryReleases } from '../../driver/find/registry-releases.js';
import type { DriftRequest } from '../../drift/drift.js';
import { DETAILS, RULES } from '../../drift/rules.js';
import { readInternal } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import type { Ground } from '../../lines/emitted-line.js';
import { frameworkChecks } from '../../lines/framework-checks.js';
import type { LineCheck, LineRow } from '../../lines/line-check.js';
import { type ENDS, endsOf } from '../../lines/ends.js';
import { LineCompiler } from '../../lines/line-compiler.js';
import { countOf, linesReport } from '../../lines/lines-report.js';
import { lookAtLines } from '../../lines/lines.js';
import { fewestCheck, packageCheck } from '../../lines/package-check.js';
import { SPEC, specCheck } from '../../lines/spec-check.js';
import { releaseOf } from '../../model/releases/release.js';
import { readTemplates } from '../../render/read-templates.js';
import { loadDriftSettings } from '../../spec/drift-settings.js';
import { loadSpec } from '../../spec/load-spec.js';
import { loadPublishedLines, type PublishedLine } from '../../spec/published-lines.js';
import { exitCode, type Report } from '../report.js';

export interface LinesOptions {
  /** The first release of the registry to check. Undefined for the first that exists. */
  readonly from: string | undefined;
  /** The last one. Undefined for the newest. */
  readonly to: string | undefined;
  /** Check only the first and the last release of each line, or of the range of each package. */
  readonly ends: (typeof ENDS)[number] | undefined;
  /** Versions, folders and files to check instead of the registry's releases, oldest first. */
  readonly drivers: readonly string[];
  readonly spec: string;
  /** The names and paths of frameworks. If empty, all built-in ones. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The checks to run: `spec`, and the names of frameworks. If empty, all. */
  readonly only: readonly string[];
  readonly tell: Tell;
}

/**
 * `motorized lines`: checks that the spec is right about every release, and that the generated classes compile with it.
 */
export async function runLines(options: LinesOptions): Promise<Report> {
  const { spec, ...loaded } = loadSpec(options.spec);
  const { exemptions, severities, ...settings } = loadDriftSettings(options.spec, { rules: RULES, details: DETAILS });
  const published = loadPublishedLines(options.spec);
  const read = [loaded, settings, published];
  const problems = read.flatMap((each) => each.problems);
  const report = { sources: new Map(read.flatMap((each) => [...each.sources])), problems };
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], json: {} };
  const frameworks = await loadFrameworks(options.frameworks, options.options);
  const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
  const ground = { spec, frameworks, internal, templates };
  const checks = chosenChecks(ground, { exemptions, severities }, published.lines, options.only);
  const installed = checks.some(({ name }) => name !== SPEC);
  const rows = await lookAtLines(
    await driversOf(options, published.lines),
    checks,
    (driver) => openDriver({ driver, from: process.cwd(), installed }),
    options.tell,
  );
  const code = rows.some((row) => countOf(row) > 0) ? 1 : 0;
  return { ...report, code, lines: linesReport(rows), json: { releases: rows.map(rowJson) } };
}

/** The requested checks: of the spec, of each framework, and of the packages if any are published. */
function chosenChecks(
  ground: Ground,
  settings: DriftRequest['settings'],
  lines: readonly PublishedLine[],
  only: readonly string[],
): readonly LineCheck[] {
  const compiler = new LineCompiler(ground);
  const open = async (driver: string) => openDriver({ driver, from: process.cwd(), installed: true });
  const names = ground.frameworks.map(({ framework }) => framework.name);
  const published = { lines, spec: ground.spec, compiler, open };
  const packages = lines.length === 0 ? [] : [packageCheck(published), fewestCheck(published)];
  return chosen([specCheck(ground, settings), ...frameworkChecks(names, compiler), ...packages], only);
}

/** The checks with these names, in their order. */
function chosen(checks: readonly LineCheck[], only: readonly string[]): readonly LineCheck[] {
  const names = checks.map(({ name }) => name);
  const unknown = only.find((each) => !names.includes(each));
  if (unknown !== undefined)
    throw new CannotRunError(`--only is '${unknown}', expected ${names.join(', ')}`, 'name a column of the table');
  return only.length === 0 ? checks : checks.filter(({ name }) => only.includes(name));
}

async function driversOf(
  { drivers, from, to, ends, spec }: LinesOptions,
  published: readonly PublishedLine[],
): Promise<readonly string[]> {
  for (const [option, bound] of [['--from', from] as const, ['--to', to] as const]) {
    if (bound === undefined || releaseOf(bound) !== undefined) continue;
    throw new CannotRunError(`${option} is '${bound}', expected a release of the driver`, 'write it as 7.9.0');
  }
  if (drivers.length > 0) return drivers;
  if (ends === undefined) return registryReleases('mongodb', { from, to });
  if (published.length > 0) return endsOf(published, ends);
  throw new CannotRunError(`--ends needs a lines.yaml in ${spec}, which has none`, 'name releases with --driver');
}

function rowJson({ version, faults }: LineRow): object {
  return { version, ...Object.fromEntries([...faults].map(([name, each]) => [name, [...each]])) };
}
