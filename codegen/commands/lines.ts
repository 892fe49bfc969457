import { CannotRunError } from '../common/problem.js';
import { releaseOf } from '../model/releases/release.js';
import { DETAILS, RULES } from '../drift/rules.js';
import { openDriver } from '../driver/find/open-driver.js';
import { registryReleases } from '../driver/find/registry-releases.js';
import { readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks } from '../frameworks/load/load-frameworks.js';
import type { LineRow } from '../lines/line-check.js';
import { countOf, linesReport, rowText } from '../lines/lines-report.js';
import { lookAtLines } from '../lines/lines.js';
import { specCheck } from '../lines/spec-check.js';
import { loadDriftSettings } from '../spec/drift-settings.js';
import { loadSpec } from '../spec/load-spec.js';
import { exitCode, type Report } from './report.js';

export interface LinesOptions {
  /** The first release of the registry to look at; undefined for the first that there is. */
  readonly from: string | undefined;
  /** The last one; undefined for the newest. */
  readonly to: string | undefined;
  /** Versions, folders and files to look at in place of the registry's, oldest first. */
  readonly drivers: readonly string[];
  readonly spec: string;
  /** Names and paths of frameworks whose plans are looked at; all that come with the generator where it is empty. */
  readonly frameworks: readonly string[];
  /** What is chosen of their options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** Where it is told how far the work is. */
  readonly say: (line: string) => void;
}

/** `motorized lines`: whether one spec says of every release of the driver what is so. */
export async function runLines(options: LinesOptions): Promise<Report> {
  const { spec, problems, sources } = loadSpec(options.spec);
  const { exemptions, severities, ...settings } = loadDriftSettings(options.spec, { rules: RULES, details: DETAILS });
  const all = [...problems, ...settings.problems];
  const report = { sources: new Map([...sources, ...settings.sources]), problems: all };
  if (exitCode(all) === 1) return { ...report, code: 1, lines: [], json: {} };
  const frameworks = await loadFrameworks(options.frameworks, options.options);
  const claims = { spec, frameworks, internal: await readInternal() };
  const rows = await lookAtLines(
    await driversOf(options),
    [specCheck(claims, { exemptions, severities })],
    (driver) => openDriver({ driver, from: process.cwd() }),
    (row) => options.say(rowText(row)),
  );
  const code = rows.some((row) => countOf(row) > 0) ? 1 : 0;
  return { ...report, code, lines: linesReport(rows), json: { releases: rows.map(rowJson) } };
}

async function driversOf({ drivers, from, to }: LinesOptions): Promise<readonly string[]> {
  for (const [option, bound] of [['--from', from] as const, ['--to', to] as const]) {
    if (bound === undefined || releaseOf(bound) !== undefined) continue;
    throw new CannotRunError(`${option} is '${bound}', expected a release of the driver`, 'write it as 7.9.0');
  }
  return drivers.length > 0 ? drivers : registryReleases('mongodb', { from, to });
}

function rowJson({ version, faults }: LineRow): object {
  return { version, ...Object.fromEntries([...faults].map(([name, each]) => [name, [...each]])) };
}
